"""The signature of a webhook body."""

import pytest

from bot.line.signature import signed_by

# LINE's own example: developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_example_of_line_is_signed() -> None:
    """The body, secret and signature in LINE's documentation belong together."""
    assert signed_by(SECRET, BODY, SIGNATURE)


@pytest.mark.parametrize(
    ("secret", "body", "signature"),
    [
        ("another", BODY, SIGNATURE),
        (SECRET, BODY + b" ", SIGNATURE),
        (SECRET, BODY, ""),
        (SECRET, BODY, SIGNATURE.lower()),
        (SECRET, BODY, "ลายเซ็น"),
        (SECRET, BODY, "\udcff"),
        (SECRET, b"\xff\xfe", SIGNATURE),
    ],
    ids=lambda part: repr(part)[:12],
)
def test_anything_else_is_not(secret: str, body: bytes, signature: str) -> None:
    """A wrong secret, body or signature is refused, and rubbish raises nothing."""
    assert not signed_by(secret, body, signature)
