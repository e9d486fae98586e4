"""What LINE tells of the account and of the way to its webhook; asked by the doctor alone."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import urllib3
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi

from bot.line.asking import LineError, ask
from bot.line.quota import Quota, ask_quota

TIMEOUT = (3.0, 10.0)  # seconds to connect, to answer; a test waits for our own webhook, too


@dataclass(frozen=True)
class Info:
    """The account. *by_hand*: staff can write in its chats; *clock*: LINE's, in seconds."""

    name: str
    by_hand: bool
    clock: float | None


@dataclass(frozen=True)
class Webhook:
    """Where LINE sends events, "" where nothing is set, and whether it does."""

    url: str
    active: bool


@dataclass(frozen=True)
class Trial:
    """What came of an empty webhook that LINE sent us; *status* 0 or less: no answer."""

    success: bool
    status: int
    reason: str
    detail: str


class Deployment:
    """Every method asks LINE and raises LineError."""

    def __init__(self, access_token: str, api_url: str = "") -> None:
        configuration = Configuration(host=api_url or None, access_token=access_token)
        configuration.retries = urllib3.Retry(0)  # whoever looks runs it again
        self._api = MessagingApi(ApiClient(configuration))

    def info(self) -> Info:
        answer = ask("tell the account", self._api.get_bot_info_with_http_info, timeout=TIMEOUT)
        clock = _seconds((answer.headers or {}).get("Date", ""))
        return Info(answer.data.display_name, answer.data.chat_mode == "chat", clock)

    def webhook(self) -> Webhook:
        call = self._api.get_webhook_endpoint
        try:
            answer = ask("tell the webhook", call, timeout=TIMEOUT)
        except LineError as error:
            if error.status != 404:  # where none is set
                raise
            return Webhook("", active=False)
        return Webhook(answer.endpoint, answer.active)

    def test_webhook(self) -> Trial:
        """Let LINE try the address it has; allowed 60 times an hour."""
        call = self._api.test_webhook_endpoint
        answer = ask("test the webhook", call, timeout=TIMEOUT)
        return Trial(
            bool(answer.success), answer.status_code, answer.reason[:100], answer.detail[:200]
        )

    def quota(self) -> Quota:
        return ask_quota(self._api, TIMEOUT)


def _seconds(date: str) -> float | None:
    """Return the time that an HTTP header tells; whole seconds, as HTTP has no finer."""
    try:
        return parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
