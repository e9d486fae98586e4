"""Tells staff by mail."""

import smtplib
import ssl
from contextlib import closing, suppress
from email.message import EmailMessage
from email.policy import SMTP

import structlog

from bot.notices.addresses import MailServer
from bot.notices.message import Message, NotTold

TIMEOUT = 8.0  # seconds for each step of the talk with the server

log = structlog.get_logger()


class Mail:
    """Sends through *server* to all of *to* at once."""

    def __init__(self, to: tuple[str, ...], server: MailServer, timeout: float = TIMEOUT) -> None:
        self._to = to
        self._server = server
        self._timeout = timeout

    def tell(self, message: Message) -> None:
        """Send *message*; raises NotTold, but not where the server takes it for some of *to*."""
        mail = to_mail(message, self._sender, self._to)
        try:
            with closing(self._connect()) as smtp:
                self._greet(smtp)
                refused = smtp.send_message(mail)
                with suppress(OSError):  # the server has the mail: what comes now is manners
                    smtp.quit()
        except smtplib.SMTPResponseException as error:
            raise NotTold(f"SMTP {error.smtp_code}") from None  # its words may name people
        except (OSError, ValueError) as error:
            raise NotTold(type(error).__name__) from None
        if refused:
            log.warning("the mail server refused some addresses of the staff", refused=len(refused))

    @property
    def _sender(self) -> str:
        """The user, or the first to be told: neither is refused as a forgery, and both exist."""
        return self._server.user if "@" in self._server.user else self._to[0]

    def _connect(self) -> smtplib.SMTP:
        host, port, timeout = self._server.host, self._server.port, self._timeout
        if self._server.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
        return smtplib.SMTP(host, port, timeout=timeout)

    def _greet(self, smtp: smtplib.SMTP) -> None:
        if self._server.scheme == "smtp+starttls":
            smtp.starttls(context=ssl.create_default_context())
        if self._server.user:
            smtp.login(self._server.user, self._server.password)


def to_mail(message: Message, sender: str, to: tuple[str, ...]) -> EmailMessage:
    """Return *message* as a mail whose subject is its first line; told again, it is the same."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = ", ".join(to)
    mail["Subject"] = message.text.splitlines()[0]
    mail["Date"] = message.at
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office note comes back
    mail.set_content(message.text, cte="base64")  # whatever the servers on the way can carry
    return mail
