"""Building the app: what runs when, which doors are open, and what stops a start."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from bot import BOOT_FAILED
from bot.app import create_app, start
from bot.settings import Settings, SettingsError
from bot.store.database import DatabaseError, upgrade
from tests.conftest import KNOWLEDGE, ROOT
from tests.scenarios.conftest import end
from tests.webhooks import SECRET, body_of, signed


def settings(folder: Path, secret: str = "", **changes: object) -> Settings:
    return Settings(
        data_dir=folder,
        **{
            "knowledge_base": KNOWLEDGE,
            "index_url": str(folder / "index"),
            "database_url": "",
            "embedding_model": "",
            "secret_key": SecretStr("made up"),
            "line_channel_secret": SecretStr(secret),
            "line_channel_access_token": SecretStr(secret),
            "line_api_url": "",
            "local_chat": False,
            **changes,
        },
    )


def close(app: Flask) -> None:
    app.extensions["bot"].engine.dispose()


def test_building_starts_nothing(tmp_path: Path) -> None:
    """Threads begin with ``start``, in the process that serves, after it was forked."""
    before = threading.active_count()

    app = create_app(settings(tmp_path))

    assert threading.active_count() == before
    close(app)


def test_a_start_before_migrations_is_refused(tmp_path: Path) -> None:
    """Without tables nothing could be stored; whoever deploys reads what to run."""
    app = create_app(settings(tmp_path))

    with pytest.raises(DatabaseError, match="db upgrade"):
        start(app)
    close(app)


def test_a_knowledge_base_without_wording_is_refused(tmp_path: Path) -> None:
    """A bot without its manners does not start."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(SettingsError, match=r"wording\.yaml"):
        create_app(settings(tmp_path, knowledge_base=tmp_path / "empty"))


def test_without_credentials_there_is_the_local_page(tmp_path: Path) -> None:
    """On a laptop the chat page is there at once."""
    app = create_app(settings(tmp_path))

    with app.test_client().get("/") as page:
        assert page.status_code == 200
    close(app)


def test_with_credentials_the_local_page_is_gone(tmp_path: Path) -> None:
    """On the internet nobody finds a page that talks to the webhook."""
    app = create_app(settings(tmp_path, secret=SECRET))

    assert app.test_client().get("/").status_code == 404
    close(app)


def test_the_secret_of_the_local_page_is_good_on_this_machine_only(tmp_path: Path) -> None:
    """What comes through a proxy is not believed, even when it is signed like the local page."""
    app = create_app(settings(tmp_path))
    upgrade(app.extensions["bot"].engine)
    body = body_of()
    from bot.app import _local_secret

    headers = signed(body, _local_secret(app.extensions["bot"].settings))
    client = app.test_client()

    assert client.post("/callback", data=body, headers=headers).status_code == 200
    forwarded = {**headers, "X-Forwarded-For": "203.0.113.7"}
    assert client.post("/callback", data=body, headers=forwarded).status_code == 400
    close(app)


def test_a_started_app_stops(tmp_path: Path) -> None:
    """All threads end when asked to."""
    app = create_app(settings(tmp_path))
    upgrade(app.extensions["bot"].engine)
    before = threading.active_count()

    start(app)
    end(app)

    assert threading.active_count() == before


def test_a_server_is_told_why_it_cannot_start(tmp_path: Path) -> None:
    """gunicorn reads an exit status that stops it, and a person one line instead of a traceback."""
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "LINE_CHANNEL_SECRET": "hush"}
    environment.pop("LINE_CHANNEL_ACCESS_TOKEN", None)

    done = subprocess.run(
        [sys.executable, "-c", "import bot; bot.serve()"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == BOOT_FAILED
    assert done.stderr.startswith("cannot start: LINE_CHANNEL_SECRET")
    assert "Traceback" not in done.stderr
