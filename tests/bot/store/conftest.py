"""Both databases, brought by the tests themselves: SQLite in a folder, a throw-away PostgreSQL."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from bot.store.database import open_database, upgrade
from bot.store.events import EventStore
from tests.conftest import need

DEBIAN = "/usr/lib/postgresql"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that ends with the tests: ``127.0.0.1:PORT``."""
    programs = Path(need("PostgreSQL", _initdb())).parent
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    server = _Server(programs, folder, port)
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    address = request.getfixturevalue("postgres")
    name = f"bot_{uuid.uuid4().hex}"
    with psycopg.connect(f"postgresql://bot@{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://bot@{address}/{name}"


@pytest.fixture
def bare(url: str) -> Iterator[Engine]:
    """A database before its first migration."""
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(bare: Engine) -> Engine:
    """A database with all its tables."""
    upgrade(bare)
    return bare


@pytest.fixture
def store(engine: Engine) -> EventStore:
    return EventStore(engine)


class _Server:
    """initdb, start, stop; as another user where we are root, whom PostgreSQL refuses."""

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self._programs, self._folder, self._port = programs, folder, port
        self._user = _unprivileged() if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)

    def start(self) -> None:
        self._run("initdb", "-U", "bot", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            "-c fsync=off -c max_connections=50"
        )
        log = str(self._folder / "log")
        self._run("pg_ctl", "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, "-D", self._folder / "data", *arguments],
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )


def _initdb() -> str | None:
    """Return the newest initdb: Debian keeps it out of PATH."""
    found = sorted(Path(DEBIAN).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which("initdb")


def _unprivileged() -> str:
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
