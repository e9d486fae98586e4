"""Reading the environment: every gap at once, no secret in a message, one key for all processes."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings, SettingsError, read_settings
from tests.conftest import ROOT

TWO_WITH_ONE_KEY = """
import sys
from pathlib import Path
from bot.settings import Settings
print(Settings(data_dir=Path(sys.argv[1])).key.hex())
"""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment that says nothing, seen from the repository."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(ROOT)


def refusal() -> str:
    with pytest.raises(SettingsError) as refused:
        read_settings()
    return str(refused.value)


def test_nothing_needs_to_be_said() -> None:
    """A fresh clone runs without any setting, on SQLite, with the local chat page."""
    settings = read_settings()

    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database.startswith("sqlite:///")
    assert settings.shows_local_chat
    assert not settings.on_line


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """``PORT=`` in a file of settings means what it means to be left out."""
    monkeypatch.setenv("PORT", "")

    assert read_settings().port == 8000


def test_every_gap_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever deploys mends all in one go, whatever kind of mistake each is."""
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("LINE_API_URL", "line.me")
    monkeypatch.setenv("INDEX_URL", "s3://bucket/index")
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://bot@db/bot")
    monkeypatch.setenv("KNOWLEDGE_BASE", "no/such/folder")
    monkeypatch.setenv("STAFF_NOTIFY_URL", "http://example.org/hook")
    monkeypatch.setenv("SMTP_URL", "mail.example.org")

    message = refusal()

    for name in (
        *("PORT", "LINE_API_URL", "INDEX_URL", "LINE_CHANNEL_ACCESS_TOKEN"),
        *("SECRET_KEY", "KNOWLEDGE_BASE", "STAFF_NOTIFY_URL", "SMTP_URL"),
    ):
        assert name in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("LINE_API_URL", "api.line.me"),
        ("INDEX_URL", "s3://bucket/index"),
        ("DATABASE_URL", "postgres://db/bot"),
        ("DATABASE_URL", "mysql://db/bot"),
        ("LOCAL_CHAT", "perhaps"),
        ("RETENTION_DAYS", "0"),
        ("RETENTION_DAYS", "for ever"),
        ("LINE_CHANNEL_SECRET", "without a token"),
        ("LINE_CHANNEL_ACCESS_TOKEN", "without a secret"),
        ("KNOWLEDGE_BASE", "no/such/folder"),
        ("STAFF_NOTIFY_URL", "http://example.org/hook"),
        ("STAFF_NOTIFY_URL", "mailto:nobody"),
        ("SMTP_URL", "smtp://user:password@mail.example.org"),
    ],
)
def test_a_wrong_value_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A setting that cannot be used stops the start, and is called by its name."""
    monkeypatch.setenv(name, value)

    assert name in refusal()


def test_no_secret_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the refusal nor the settings themselves show a secret."""
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "hush-secret")
    monkeypatch.setenv("SECRET_KEY", "hush-key")
    monkeypatch.setenv("DATABASE_URL", "mysql://bot:hush-password@db/bot")
    monkeypatch.setenv("STAFF_NOTIFY_URL", "http://example.org/hush-hook")
    monkeypatch.setenv("SMTP_URL", "smtp://bot:hush-password@mail.example.org")
    monkeypatch.setenv("PORT", "eighty")

    assert "hush" not in refusal()
    monkeypatch.setenv("STAFF_NOTIFY_URL", "https://example.org/hush-hook")
    monkeypatch.setenv("SMTP_URL", "smtps://bot:hush-password@mail.example.org")
    assert "hush" not in repr(Settings(port=1, database_url=""))


def test_no_secret_in_an_error() -> None:
    """Where settings are made otherwise, a traceback tells no secret either."""
    with pytest.raises(ValidationError) as refused:
        Settings(staff_notify_url=SecretStr("http://example.org/hush-hook"))

    assert "hush" not in str(refused.value)


def test_line_credentials_put_the_bot_on_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """With both the bot talks to LINE, and the local page goes unless asked for."""
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "hush")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "hush")
    assert (read_settings().on_line, read_settings().shows_local_chat) == (True, False)

    monkeypatch.setenv("LOCAL_CHAT", "1")

    assert read_settings().shows_local_chat


def test_nothing_is_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retention is on by default, and its days can be chosen."""
    assert read_settings().retention_days == 90
    monkeypatch.setenv("RETENTION_DAYS", "30")

    assert read_settings().retention_days == 30


def test_a_slash_too_many_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK would make ``//v2`` of it."""
    monkeypatch.setenv("LINE_API_URL", "http://127.0.0.1:9/")

    assert read_settings().line_api_url == "http://127.0.0.1:9"


def test_the_given_key_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With SECRET_KEY nothing is written."""
    monkeypatch.setenv("SECRET_KEY", "given")

    assert read_settings().key == b"given"
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_made_once(tmp_path: Path) -> None:
    """Without SECRET_KEY one is made, long and random, and is the same after a restart."""
    first = Settings(data_dir=tmp_path).key

    assert len(first) >= 32
    assert Settings(data_dir=tmp_path).key == first
    assert Settings(data_dir=tmp_path / "other").key != first


def test_the_kept_key_is_ours_alone(tmp_path: Path) -> None:
    """Nobody else on the machine can read the key, and no draft of it stays behind."""
    _ = Settings(data_dir=tmp_path).key

    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_processes_agree_on_the_key(tmp_path: Path) -> None:
    """Processes that start at the same time end up with the same key."""
    command = [sys.executable, "-c", TWO_WITH_ONE_KEY, str(tmp_path)]
    starting = [
        subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ})
        for _ in range(4)
    ]

    keys = {process.communicate()[0] for process in starting}

    assert len(keys) == 1
    assert keys != {b""}
