"""The one way out to LINE: a shared ApiClient, time-outs on every call, three kinds of outcome."""

import threading
import time
from dataclasses import dataclass
from typing import Any, Literal

import structlog
import urllib3
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
)
from linebot.v3.messaging.exceptions import ApiException

from bot.line.asking import LineError
from bot.line.quota import ask_quota

TIMEOUT = (3.0, 8.0)  # seconds to connect, to answer; the SDK has none of its own
HURRY = (1.0, 2.0)  # … where somebody waits for an answer meanwhile
LOADING = 20  # seconds that the animation is shown at most: it goes when a message comes
QUOTA_KEPT = 60.0  # seconds until the quota is asked for again

log = structlog.get_logger()

Verdict = Literal["delivered", "rejected", "not_sent", "unclear"]


@dataclass(frozen=True)
class Outcome:
    """What became of a message.

    *rejected*: LINE read it and refused it, nothing was shown. *not_sent*: it never
    got there, or LINE wants it later. *unclear*: it may have arrived; to be repeated
    only in a way that cannot show it twice.
    """

    verdict: Verdict
    status: int = 0
    request_id: str = ""
    error: str = ""


class LineClient:
    """Sends replies and pushes; made once a process, after the fork, and shared by its threads."""

    def __init__(self, access_token: str, api_url: str = "") -> None:
        # host stays None for LINE itself: content lives on another host than messages.
        configuration = Configuration(host=api_url or None, access_token=access_token)
        configuration.retries = urllib3.Retry(0)  # repeating is the inbox's affair
        self._api = MessagingApi(ApiClient(configuration))
        self._asking = threading.Lock()
        self._quota: int | None = None
        self._quota_until = 0.0

    def reply(self, token: str, messages: list[dict[str, Any]]) -> Outcome:
        """Send *messages* on a reply token."""
        request = ReplyMessageRequest.from_dict({"replyToken": token, "messages": messages})
        return _outcome(self._api.reply_message_with_http_info, request)

    def push(self, to: str, messages: list[dict[str, Any]], retry_key: str) -> Outcome:
        """Send *messages* without a token; LINE accepts the same *retry_key* (a UUID) once."""
        request = PushMessageRequest.from_dict({"to": to, "messages": messages})
        return _outcome(self._api.push_message_with_http_info, request, x_line_retry_key=retry_key)

    def show_loading(self, user: str) -> None:
        """Show *user*, in their chat with the bot alone, that an answer is being made.

        A nicety, and no answer waits for it long: that it failed is only noted.
        """
        request = ShowLoadingAnimationRequest(chatId=user, loadingSeconds=LOADING)
        call = self._api.show_loading_animation_with_http_info
        outcome = _outcome(call, request, _request_timeout=HURRY)
        if outcome.verdict != "delivered":
            log.warning("no loading animation", status=outcome.status, error=outcome.error)

    def quota_left(self) -> int | None:
        """Return how many pushes LINE still takes this month, as of a minute ago at most.

        None where LINE does not tell, or the plan has no limit.
        """
        with self._asking:
            if time.monotonic() >= self._quota_until:
                self._quota = self._ask_quota()
                self._quota_until = time.monotonic() + QUOTA_KEPT
            return self._quota

    def _ask_quota(self) -> int | None:
        try:
            return ask_quota(self._api, HURRY).left
        except LineError as error:
            log.warning("the quota of pushes is not known", reason=str(error))
            return None


def _outcome(call: Any, request: Any, **options: Any) -> Outcome:
    try:
        response = call(request, **{"_request_timeout": TIMEOUT, **options})
        return Outcome("delivered", response.status_code, _request_id(response.headers))
    except ApiException as error:
        return Outcome(_verdict(error.status), error.status, _request_id(error.headers), "refused")
    except urllib3.exceptions.HTTPError as error:
        # No connection: nothing was sent. Anything later may have been read by LINE.
        refused = isinstance(
            getattr(error, "reason", error),
            urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError,
        )
        return Outcome("not_sent" if refused else "unclear", error=type(error).__name__)
    except (ValueError, TypeError, AttributeError) as error:
        # LINE answered in a shape the SDK cannot read: it may well have taken the message.
        return Outcome("unclear", error=type(error).__name__)


def _verdict(status: int) -> Verdict:
    if status == 409:  # the retry key was accepted before
        return "delivered"
    if status in (401, 403, 429):  # a wrong token or a full quota: nothing was shown
        return "not_sent"
    return "rejected" if 400 <= status < 500 else "unclear"


def _request_id(headers: Any) -> str:
    return str((headers or {}).get("x-line-request-id", ""))
