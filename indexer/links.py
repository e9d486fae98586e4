"""Addresses that staff write: which of them can be opened."""

import re
from urllib.parse import urlsplit

ADDRESS_LIMIT = 1000  # LINE opens no longer one
_NUMBER = re.compile(r"tel:\+?[0-9]{3,15}")
_ENCODED = re.compile(r"(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", re.ASCII)


def is_link(url: str) -> bool:
    """Tell whether *url* is an http(s) address with a host; nothing is fetched."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return False


def can_be_tapped(address: str) -> bool:
    """Tell whether a button can open *address*: a percent-encoded link or a telephone number."""
    encoded = _ENCODED.fullmatch(address) is not None and is_link(address)
    return len(address) <= ADDRESS_LIMIT and (encoded or _NUMBER.fullmatch(address) is not None)
