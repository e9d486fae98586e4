"""Tells staff by a POST to the webhook of a chat tool, or of anything else."""

import json
import logging

import urllib3

from bot.notices.message import Message, NotTold

TIMEOUT = (3.0, 8.0)  # seconds to connect, to answer
# Google Chat answers 400, "Unknown name … Cannot find field", to a body with a field of ours.
ONLY_TEXT = "chat.googleapis.com"


class Webhook:
    """*url* is a secret and appears in no log."""

    def __init__(self, url: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._url = url
        self._host = urllib3.util.parse_url(url).host or ""
        connect, read = timeout
        # Repeating is the notifier's affair, and a redirect may lead anywhere.
        self._http = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=connect, read=read), retries=False
        )
        # At a server's odd header it would log a warning with the whole address.
        logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

    def tell(self, message: Message) -> None:
        """POST *message*; raises NotTold."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
        try:
            response = self._http.request(
                "POST",
                self._url,
                body=json.dumps(to_json(message, self._host)),
                headers=headers,
                redirect=False,
                preload_content=False,  # a body without end would hold up the rest
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise NotTold(type(error).__name__) from None  # its words repeat the address
        response.close()
        if not 200 <= response.status < 300:
            raise NotTold(f"HTTP {response.status}")


def to_json(message: Message, host: str = "") -> dict[str, str]:
    """Return the body for *host*: Slack and its kin show "text", Discord shows "content"."""
    if host == ONLY_TEXT:
        return {"text": message.text}
    return {
        "kind": message.kind,
        "code": message.code,
        "reason": message.reason,
        "case": message.case,
        "at": message.at.isoformat(timespec="seconds"),
        "text": message.text,
        "content": message.text,
    }
