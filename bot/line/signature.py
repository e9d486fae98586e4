"""Was this webhook body signed with our channel secret?"""

from linebot.v3 import SignatureValidator


def signed_by(secret: str, body: bytes, signature: str) -> bool:
    """Check *signature* against the raw *body* in constant time; rubbish is simply not signed."""
    try:
        return bool(SignatureValidator(secret).validate(body.decode("utf-8"), signature))
    except (UnicodeError, TypeError, ValueError):  # not UTF-8, or a signature beyond ASCII
        return False
