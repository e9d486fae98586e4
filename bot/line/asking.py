"""One question to LINE through the SDK; what goes wrong is one sentence with no secret in it."""

from collections.abc import Callable
from typing import Any

import urllib3
from linebot.v3.messaging.exceptions import ApiException

ADVICE = {
    401: "check LINE_CHANNEL_ACCESS_TOKEN",
    403: "the account's plan or the token does not allow it",
    429: "LINE was asked too often (new and deleted menus: 100 an hour): try again later",
}


class LineError(Exception):
    """LINE did not do what was asked. Read by whoever deploys; *status* is 0 without an answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


def ask(
    doing: str,
    call: Callable[..., Any],
    *arguments: Any,
    timeout: tuple[float, float],
    **options: Any,
) -> Any:
    """Return what *call* returns; *timeout* in seconds to connect, to answer. Raises LineError."""
    # `from None`: the SDK's own error shows headers, and nothing of them may get into a log.
    try:
        return call(*arguments, _request_timeout=timeout, **options)
    except ApiException as error:
        raise LineError(_refusal(doing, error), error.status) from None
    except urllib3.exceptions.HTTPError as error:
        raise LineError(
            f"LINE did not answer when asked to {doing} ({type(error).__name__}): run it again"
        ) from None
    except (ValueError, TypeError, AttributeError) as error:
        raise LineError(
            f"LINE's answer when asked to {doing} cannot be read ({type(error).__name__})"
        ) from None


def _refusal(doing: str, error: ApiException) -> str:
    request_id = (error.headers or {}).get("x-line-request-id", "unknown")
    said = f"LINE refused to {doing}: status {error.status}, request id {request_id}"
    advice = ADVICE.get(error.status)
    return f"{said}; {advice}" if advice else said
