"""A bot in good health, and how to make a part of it ill."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from time import time as real_time
from typing import Any

import pytest
from pydantic import SecretStr

from bot.doctor.checks import all_checks
from bot.doctor.knowledge import Shelf
from bot.doctor.signs import Sign, examine
from bot.line.rich_menu.account import Account
from bot.line.rich_menu.deploy import deploy
from bot.line.rich_menu.menu import PICTURE, build_menu
from bot.settings import Settings
from bot.store import Engine
from bot.store.database import open_database, upgrade
from bot.store.tables import events, notices
from indexer.knowledge import Knowledge
from indexer.thai_date import BANGKOK
from indexer.wording import Wording
from tests.line_stand_in import LineStandIn
from tests.scenarios.conftest import settings_for

STAFF = "https://chat.example.ac.th/hooks/known-to-staff-alone"
AN_EVENT = {
    "event_id": "E1",
    "channel": "line",
    "chat": "c",
    "kind": "message",
    "timestamp": 1,
    "attempts": 0,
    "not_before": 0.0,
    "owner": "",
    "lease": 0.0,
    "unclear": False,
    "decision": "",
    "entry": "",
    "confidence": 0.0,
    "request_id": "",
}
A_NOTICE = {
    "kind": "dead",
    "code": "E1",
    "reason": "",
    "case_code": "",
    "attempts": 0,
    "not_before": 0.0,
}


@dataclass
class Patient:
    """A bot whose clock says *now*, as LINE's does."""

    line: LineStandIn
    settings: Settings
    engine: Engine
    folder: Path
    now: float
    shelf: Shelf
    opened: list[Engine] = field(default_factory=list)

    def signs(self) -> dict[str, Sign]:
        checks = all_checks(self.settings, self.engine, self.shelf, lambda: self.now)
        return dict(examine(checks))

    def ailing(self) -> dict[str, str]:
        """Return the levels of all that is not ok, by name."""
        signs = self.signs().items()
        return {name: sign.level for name, sign in signs if sign.level != "ok"}

    def changes(self, **settings: Any) -> None:
        self.settings = self.settings.model_copy(update=settings)
        if settings.keys() & {"embedding_model", "index_url", "knowledge_base"}:
            self.shelf = Shelf(self.settings)

    def opens(self, url: str) -> None:
        """Take another database."""
        self.engine = open_database(url)
        self.opened.append(self.engine)

    def holds_event(self, **row: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(events.insert().values({**AN_EVENT, **row}))

    def holds_notice(self, **row: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(notices.insert().values({**A_NOTICE, **row}))

    def has_own_index(self) -> Path:
        """Copy the snapshots, to be spoilt."""
        folder = shutil.copytree(self.settings.index_folder, self.folder / "index")
        self.changes(index_url=str(folder))
        return folder

    def has_own_documents(self) -> Path:
        """Copy the knowledge base, to be spoilt."""
        folder = shutil.copytree(self.settings.knowledge_base, self.folder / "knowledge_base")
        self.changes(knowledge_base=folder)
        return folder


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    line = LineStandIn()
    yield line
    line.close()


@pytest.fixture(scope="session")
def morning(knowledge: Knowledge) -> float:
    """The day before the first document or guide is due for review, in seconds."""
    days = [document.review_by for document in knowledge.documents]
    days += [flow.review_by for flow in knowledge.flows]
    return datetime.combine(min(days) - timedelta(days=1), time(9), BANGKOK).timestamp()


@pytest.fixture(scope="session")
def shelf(index_folder: Path) -> Shelf:
    """What is read but once, as nothing here changes it."""
    return Shelf(settings_for(index_folder, index_folder, ""))


@pytest.fixture
def patient(
    tmp_path: Path, shelf: Shelf, line: LineStandIn, wording: Wording, morning: float
) -> Iterator[Patient]:
    settings = settings_for(tmp_path, shelf.settings.index_folder, line.url)
    settings = settings.model_copy(update={"staff_notify_url": SecretStr(STAFF)})
    engine = open_database(settings.database)
    upgrade(engine)
    line.ahead = morning - real_time()
    for _ in deploy(Account("a token", line.url), build_menu(wording, PICTURE.read_bytes())):
        pass
    patient = Patient(line, settings, engine, tmp_path, morning, shelf, [engine])
    yield patient
    for opened in patient.opened:
        opened.dispose()


Fault = Callable[[Patient], object]
