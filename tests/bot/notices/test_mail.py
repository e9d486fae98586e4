"""Telling staff by mail: through a real SMTP server, with and without TLS."""

import ssl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from structlog.testing import capture_logs

from bot.notices.addresses import MailServer
from bot.notices.mail import Mail
from bot.notices.message import NotTold
from tests.bot.notices.conftest import MESSAGE, free_port

STAFF = ("one@example.org", "two@example.org")
USER, PASSWORD = "bot@example.net", "hush-hush"


class Postbox:
    """Keeps what a server took in ``mails`` and its recipients in ``to``; fails when told."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[list[str]] = []
        self.users: list[str] = []
        self.unknown: set[str] = set()
        self._troubles: deque[str] = deque()

    def fails_next(self, *answers: str) -> None:
        self._troubles.extend(answers)

    async def handle_RCPT(  # noqa: N802 (as aiosmtpd calls it)
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.unknown:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 (as aiosmtpd calls it)
        if self._troubles:
            return self._troubles.popleft()
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, EmailMessage, policy=default))
        self.to.append(envelope.rcpt_tos)
        return "250 OK"

    def authenticate(self, *arguments: Any) -> AuthResult:
        """Let in whoever knows the password."""
        given = arguments[-1]
        assert isinstance(given, LoginPassword)
        self.users.append(given.login.decode())
        return AuthResult(success=given.password == PASSWORD.encode(), handled=False)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def serve(postbox: Postbox) -> Iterator[Callable[..., int]]:
    """Start a server that fills *postbox*, and return its port."""
    with ExitStack() as running:

        def start(**options: Any) -> int:
            controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), **options)
            controller.start()
            running.callback(controller.stop)
            return int(controller.port)

        yield start


def way(scheme: str, port: int, user: str = "", password: str = "") -> Mail:
    return Mail(STAFF, MailServer(scheme, "localhost", port, user, password), timeout=2)


def refusal(mail: Mail) -> str:
    with pytest.raises(NotTold) as refused:
        mail.tell(MESSAGE)
    return str(refused.value)


def test_mail(serve: Callable[..., int], postbox: Postbox) -> None:
    """All of the staff get one mail: the sentence, its first line as the subject."""
    way("smtp", serve()).tell(MESSAGE)

    [mail] = postbox.mails
    assert postbox.to == [list(STAFF)]
    assert mail["Subject"] == MESSAGE.text.splitlines()[0]
    assert mail.get_content().splitlines() == MESSAGE.text.splitlines()


def test_headers(serve: Callable[..., int], postbox: Postbox) -> None:
    """The mail says when it was, that no person wrote it, and which notice it is."""
    way("smtp", serve()).tell(MESSAGE)

    [mail] = postbox.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == MESSAGE.at
    assert MESSAGE.key in mail["Message-ID"]


def test_told_again_it_is_the_same_mail(serve: Callable[..., int], postbox: Postbox) -> None:
    """Mail programs show one of two mails with the same Message-ID."""
    mail = way("smtp", serve())

    mail.tell(MESSAGE)
    mail.tell(MESSAGE)

    first, second = postbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_sender(serve: Callable[..., int], postbox: Postbox) -> None:
    """Where nobody logs in, staff write to themselves: that is an address that exists."""
    way("smtp", serve()).tell(MESSAGE)

    assert postbox.mails[0]["From"] == STAFF[0]


@pytest.mark.parametrize("answer", ["451 later", "554 never"])
def test_refused(serve: Callable[..., int], postbox: Postbox, answer: str) -> None:
    """What the server does not take is told by its number, and not with its words."""
    postbox.fails_next(answer)

    assert refusal(way("smtp", serve())) == f"SMTP {answer[:3]}"


def test_everybody_is_unknown(serve: Callable[..., int], postbox: Postbox) -> None:
    """Where the server takes the mail for nobody, nobody was told; who it was is not logged."""
    postbox.unknown = set(STAFF)

    assert "example.org" not in refusal(way("smtp", serve()))


def test_somebody_is_unknown(serve: Callable[..., int], postbox: Postbox) -> None:
    """Those who can be told are, once; the log says that some cannot, and not who."""
    postbox.unknown = {STAFF[0]}

    with capture_logs() as logs:
        way("smtp", serve()).tell(MESSAGE)

    assert postbox.to == [[STAFF[1]]]
    assert [line["refused"] for line in logs] == [1]
    assert "example.org" not in str(logs)


def test_nobody_listens(closed_port: int) -> None:
    """A server that is down counts as one that refuses."""
    assert refusal(way("smtp", closed_port))


def test_hang(speaker: Callable[[bytes], int]) -> None:
    """A server that never greets is given up after a while."""
    server = MailServer("smtp", "127.0.0.1", speaker(b""))

    assert refusal(Mail(STAFF, server, timeout=0.2))


@pytest.mark.usefixtures("trusted")
def test_starttls(serve: Callable[..., int], certified: ssl.SSLContext, postbox: Postbox) -> None:
    """User and password are said after the line was secured, and the user is the sender."""
    port = serve(
        tls_context=certified,
        require_starttls=True,
        authenticator=postbox.authenticate,
        auth_required=True,
    )

    way("smtp+starttls", port, USER, PASSWORD).tell(MESSAGE)

    assert postbox.users == [USER]
    assert [mail["From"] for mail in postbox.mails] == [USER]


@pytest.mark.usefixtures("trusted")
def test_smtps(serve: Callable[..., int], certified: ssl.SSLContext, postbox: Postbox) -> None:
    """The line may be secure from its first byte."""
    way("smtps", serve(ssl_context=certified)).tell(MESSAGE)

    assert len(postbox.mails) == 1


@pytest.mark.parametrize(
    ("scheme", "option"), [("smtp+starttls", "tls_context"), ("smtps", "ssl_context")]
)
def test_unknown_certificate(
    serve: Callable[..., int], certified: ssl.SSLContext, postbox: Postbox, scheme: str, option: str
) -> None:
    """Who cannot prove to be the mail server gets neither mail nor password."""
    port = serve(**{option: certified}, authenticator=postbox.authenticate)

    assert "SSL" in refusal(way(scheme, port, USER, PASSWORD))
    assert postbox.users == []


def test_no_starttls(serve: Callable[..., int], postbox: Postbox) -> None:
    """A server that offers no TLS, or a thief on the line who hides the offer, gets nothing."""
    port = serve(authenticator=postbox.authenticate, auth_require_tls=False)

    assert refusal(way("smtp+starttls", port, USER, PASSWORD))
    assert (postbox.users, postbox.mails) == ([], [])


@pytest.mark.usefixtures("trusted")
def test_wrong_password(
    serve: Callable[..., int], certified: ssl.SSLContext, postbox: Postbox
) -> None:
    """It is told by its number; neither user nor password come to the log."""
    port = serve(tls_context=certified, authenticator=postbox.authenticate)

    assert refusal(way("smtp+starttls", port, USER, "wrong")) == "SMTP 535"
