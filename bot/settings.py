"""What the environment says: read once, at start, and refused with every gap named at once."""

import os
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.notices.addresses import read_notify_url, read_smtp_url


class SettingsError(Exception):
    """The environment is incomplete. Read by whoever deploys: it names every gap at once."""


class Settings(BaseSettings):
    """The environment table of the README, with its defaults."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = Path("var")
    knowledge_base: Path = Path("knowledge_base")
    index_url: str = ""
    embedding_model: str = ""
    database_url: str = ""
    secret_key: SecretStr = SecretStr("")
    line_channel_secret: SecretStr = SecretStr("")
    line_channel_access_token: SecretStr = SecretStr("")
    line_api_url: str = ""
    local_chat: bool = False
    retention_days: int = Field(default=90, ge=1)
    staff_notify_url: SecretStr = SecretStr("")
    smtp_url: SecretStr = SecretStr("smtp://localhost:25")

    @field_validator("line_api_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_known(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must start with sqlite:/// or postgresql+psycopg://")
        return url

    @field_validator("index_url")
    @classmethod
    def _is_a_folder(cls, url: str) -> str:
        if "://" in url:
            raise ValueError("only a folder on this machine is supported so far")
        return url

    @field_validator("staff_notify_url")
    @classmethod
    def _leads_to_staff(cls, url: SecretStr) -> SecretStr:
        read_notify_url(url.get_secret_value())
        return url

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: SecretStr) -> SecretStr:
        read_smtp_url(url.get_secret_value())
        return url

    @property
    def index_folder(self) -> Path:
        return Path(self.index_url) if self.index_url else self.data_dir / "index"

    @property
    def database(self) -> str:
        """An SQLAlchemy URL; SQLite in the data folder unless DATABASE_URL names another."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'bot.sqlite3'}"

    @property
    def on_line(self) -> bool:
        """Whether LINE can talk to this bot."""
        return bool(self.line_channel_secret.get_secret_value())

    @property
    def shows_local_chat(self) -> bool:
        return self.local_chat or not self.on_line

    @cached_property
    def key(self) -> bytes:
        """SECRET_KEY, or a random one made once and kept in the data folder (mode 600)."""
        given = self.secret_key.get_secret_value()
        return given.encode() if given else _kept_key(self.data_dir / "secret_key")


def read_settings() -> Settings:
    """Read the environment; raises SettingsError naming all that is wrong."""
    wrong: dict[str, str] = {}
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = {str(gap["loc"][0]): gap["msg"] for gap in error.errors()}
        settings = Settings(**{name: Settings.model_fields[name].default for name in wrong})
    gaps = [f"{name.upper()}: {reason}" for name, reason in wrong.items()] + _gaps(settings)
    if gaps:
        raise SettingsError("; ".join(gaps))
    return settings


def _gaps(settings: Settings) -> list[str]:
    gaps = []
    token = settings.line_channel_access_token.get_secret_value()
    if settings.on_line != bool(token):
        gaps.append(
            "LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN belong together: "
            f"{'the token' if settings.on_line else 'the secret'} is missing"
        )
    shared = settings.database_url and not settings.database_url.startswith("sqlite")
    if shared and not settings.secret_key.get_secret_value():
        gaps.append("SECRET_KEY must be given where machines share DATABASE_URL")
    if not settings.knowledge_base.is_dir():
        gaps.append(f"KNOWLEDGE_BASE: there is no folder {settings.knowledge_base}")
    return gaps


def _kept_key(path: Path) -> bytes:
    """Return the key in *path*; made whole before it gets its name, so two processes agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
