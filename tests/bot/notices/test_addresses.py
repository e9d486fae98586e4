"""Where staff are told: what is read, and what stops the start."""

import pytest

from bot.notices.addresses import (
    MailAddress,
    MailServer,
    WebhookAddress,
    read_notify_url,
    read_smtp_url,
)


def test_nobody() -> None:
    """Without an address nobody is told."""
    assert read_notify_url("") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.org/services/T0/B0/xyz?thread=1",
        "http://127.0.0.1:9000/hook",
        "http://127.8.9.1/hook",
        "http://localhost/hook",
        "http://[::1]:9000/hook",
    ],
)
def test_webhook(url: str) -> None:
    """HTTPS leads anywhere, HTTP to this machine."""
    assert read_notify_url(url) == WebhookAddress(url)


def test_mail() -> None:
    """One address or several, in any spelling that mail programs write."""
    one, several = "mailto:a.b+c@example.org", "MAILTO:a@example.org, b%2Bc@localhost"

    assert read_notify_url(one) == MailAddress(("a.b+c@example.org",))
    assert read_notify_url(several) == MailAddress(("a@example.org", "b+c@localhost"))


@pytest.mark.parametrize(
    "url",
    [
        "hush.example.org/hook",
        "ftp://hush.example.org/hook",
        "slack://hush",
        "https://",
        "https:///hush",
        "http://hush.example.org/hook",
        "http://127.0.0.1.hush.org/hook",
        "http://localhost.hush.org/hook",
        "http://127.0.0.1@hush.org/hook",
        "http://0.0.0.0/hush",
        "http://[::]/hush",
        "http://192.168.1.9/hush",
        "https://me:hush@example.org/hook",
        "https://example.org:hush/hook",
        "https://example.org:99999/hush",
        "https://example.org/hush\nX-Header: 1",
        "mailto:",
        "mailto:hush",
        "mailto:a@example.org,",
        "mailto:hush <a@example.org>",
        "mailto:a@example.org?bcc=hush@example.org",
        "mailto:a@example.org%0ABcc:hush@example.org",
        "mailto:สมชาย-hush@example.org",
    ],
)
def test_no_way_to_staff(url: str) -> None:
    """What leads to nobody, or lets others read along, is refused without being repeated."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (its words are for people)
        read_notify_url(url)

    assert "hush" not in str(refused.value)


SERVERS = {
    "smtp://localhost:25": MailServer("smtp", "localhost", 25),
    "smtp://mail.example.org": MailServer("smtp", "mail.example.org", 25),
    "smtp://[::1]:2525/": MailServer("smtp", "::1", 2525),
    "smtp+starttls://mail.example.org": MailServer("smtp+starttls", "mail.example.org", 587),
    "smtps://a%40example.org:p%2F%40%3A@mail.example.org": MailServer(
        "smtps", "mail.example.org", 465, "a@example.org", "p/@:"
    ),
}


@pytest.mark.parametrize(("url", "server"), SERVERS.items())
def test_mail_server(url: str, server: MailServer) -> None:
    """Each kind has its port, and a password may hold anything once it is percent-encoded."""
    assert read_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org:25",
        "imap://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:hush",
        "smtp://mail.example.org:99999",
        "smtp://mail.example.org/hush",
        "smtp://me:hush@mail.example.org",
        "smtps://me@mail.example.org",
        "smtps://:hush@mail.example.org",
        "smtps://me:hu#sh@mail.example.org",
        "smtps://me:2/hush@mail.example.org",
        "smtps://me:hush?@mail.example.org",
        "smtps://me:hush-ก@mail.example.org",
        "smtps://[hush",
    ],
)
def test_no_mail_server(url: str) -> None:
    """What cannot be read, or would show a password, is refused without being repeated."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (its words are for people)
        read_smtp_url(url)

    assert "hush" not in str(refused.value)


def test_no_secret_is_shown() -> None:
    """Addresses that stand in a traceback keep their secrets."""
    webhook = read_notify_url("https://example.org/hush")
    server = read_smtp_url("smtps://me:hush@mail.example.org")

    assert "hush" not in f"{webhook!r} {server!r}"
