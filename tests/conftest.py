"""What the tests of every room share."""

import os
from pathlib import Path
from typing import TypeVar

import pytest

from indexer.knowledge import Knowledge, read_knowledge
from indexer.wording import Wording

Found = TypeVar("Found")

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge_base"


def need(what: str, found: Found | None) -> Found:
    """Return *found*; without it the test skips and says what is missing, and in CI fails."""
    if not found:
        tell = pytest.fail if os.environ.get("CI") else pytest.skip
        tell(f"{what} is not on this machine")
    return found


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The first edition of the knowledge base."""
    return read_knowledge(KNOWLEDGE)


@pytest.fixture(scope="session")
def wording(knowledge: Knowledge) -> Wording:
    """What the bot itself says in the first edition."""
    assert knowledge.wording is not None
    return knowledge.wording


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Snapshots of the real knowledge base, built once with the real model; to be read only."""
    from indexer.__main__ import main as indexer

    folder = tmp_path_factory.mktemp("snapshots")
    assert indexer(["build", "--knowledge-base", str(KNOWLEDGE), "--index", str(folder)]) == 0
    return folder
