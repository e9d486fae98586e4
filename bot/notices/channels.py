"""The ways to tell staff."""

from typing import Protocol

from bot.notices.addresses import MailAddress, WebhookAddress, read_notify_url, read_smtp_url
from bot.notices.mail import Mail
from bot.notices.message import Message
from bot.notices.webhook import Webhook


class Channel(Protocol):
    """One way to tell staff."""

    def tell(self, message: Message) -> None:
        """Tell them; raises NotTold where they may not have been told."""


def open_channel(notify_url: str, smtp_url: str) -> Channel | None:
    """Return the way that STAFF_NOTIFY_URL names; None where nobody is to be told."""
    match read_notify_url(notify_url):
        case WebhookAddress(url):
            return Webhook(url)
        case MailAddress(to):
            return Mail(to, read_smtp_url(smtp_url))
    return None
