"""STAFF_NOTIFY_URL and SMTP_URL, read: where staff are told, and through which mail server.

Both hold secrets, so what is wrong with them is said without them.
"""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# What browsers take for an address: https://html.spec.whatwg.org/#valid-e-mail-address
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.I)


@dataclass(frozen=True)
class WebhookAddress:
    """Where to POST; whoever knows *url* can write to the staff's channel."""

    url: str = field(repr=False)


@dataclass(frozen=True)
class MailAddress:
    """Whom to write to."""

    to: tuple[str, ...]


@dataclass(frozen=True)
class MailServer:
    """*scheme*: one of PORTS. *user* is "" where the server wants none."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def read_notify_url(text: str) -> WebhookAddress | MailAddress | None:
    """Read STAFF_NOTIFY_URL; None where nobody is to be told. Raises ValueError."""
    if not text:
        return None
    if text.lower().startswith("mailto:"):
        return MailAddress(_addresses(text))
    return WebhookAddress(_webhook(text))


def read_smtp_url(text: str) -> MailServer:
    """Read SMTP_URL; what is special in user and password is percent-encoded. Raises ValueError."""
    try:
        parts, port = urlsplit(text), urlsplit(text).port
    except ValueError:  # its message may quote a password
        raise ValueError("cannot be read; percent-encode what is special in a password") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("must be smtp://host, smtp+starttls://host or smtps://host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("has something after the port; percent-encode what is special before it")
    _check_login(parts, user, password)
    return MailServer(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)


def _check_login(parts: SplitResult, user: str, password: str) -> None:
    if bool(user) != bool(password):
        raise ValueError("needs a user and a password, or neither")
    if user and parts.scheme == "smtp":
        raise ValueError("would send its password unencrypted: use smtp+starttls:// or smtps://")
    if not (user + password).isascii():
        raise ValueError("has a user or password that is not ASCII, which SMTP cannot carry")


def _addresses(text: str) -> tuple[str, ...]:
    to = tuple(unquote(part).strip() for part in text.partition(":")[2].split(","))
    if not all(_ADDRESS.fullmatch(address) for address in to):
        raise ValueError("must name addresses after mailto:, several by comma, and nothing else")
    return to


def _webhook(text: str) -> str:
    """Return *text* as urllib3 reads it: what was checked is what will be called."""
    try:
        url = parse_url(text)
    except LocationParseError:
        raise ValueError("cannot be read as an address") from None
    if url.scheme not in ("https", "http") or not url.host or not text.isprintable():
        raise ValueError("must start with https:// or mailto:, or http:// on this machine")
    if url.scheme == "http" and not _is_this_machine(url):
        raise ValueError("must use https: http is for this machine alone")
    if url.auth:
        raise ValueError("must not hold user and password, which webhooks do not read")
    return url.url


def _is_this_machine(url: Url) -> bool:
    host = (url.host or "").strip("[]")
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False
