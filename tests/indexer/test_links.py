"""Which addresses can be opened."""

import pytest

from indexer.links import ADDRESS_LIMIT, can_be_tapped, is_link

HTTP = "https://example.go.th/"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.go.th/a?b=c", True),
        ("http://คลินิก.ไทย", True),
        ("https://", False),
        ("https://localhost", False),
        ("ftp://example.go.th", False),
        ("example.go.th", False),
        ("https://[::1", False),
        ("javascript:alert(1)//a.b", False),
    ],
)
def test_link(url: str, good: bool) -> None:
    """Only what a phone can open counts as a web address."""
    assert is_link(url) is good


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("tel:025494682", True),
        ("tel:+6625494682", True),
        ("tel:0 2549 4682", False),
        ("tel:", False),
        ("tel:1", False),
        ("https://example.go.th/a?b=%E0%B8%81#c", True),
        ("http://example.go.th", True),
        ("https://example.go.th/ก", False),
        ("https://example.go.th/a b", False),
        ("https://localhost", False),
        ("ftp://example.go.th", False),
        ("mailto:a@example.go.th", False),
        ("javascript:alert(1)//a.b", False),
        ("line://ti/p/@a", False),
        ("", False),
        (HTTP + "a" * (ADDRESS_LIMIT - len(HTTP)), True),
        (HTTP + "a" * (ADDRESS_LIMIT - len(HTTP) + 1), False),
    ],
)
def test_what_a_button_can_open(address: str, good: bool) -> None:
    """A web address as LINE wants it, percent-encoded, or a telephone number without spaces."""
    assert can_be_tapped(address) is good
