"""What the tests of every room share."""

import hashlib
import os
import tempfile
from contextlib import suppress
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
def index_folder(pytestconfig: pytest.Config, knowledge: Knowledge) -> Path:
    """Snapshots of the real knowledge base, built with the real model; to be read only.

    Built anew when a word of the knowledge or a byte of the indexer changed, else kept.
    """
    from indexer.__main__ import main as indexer

    kept = pytestconfig.cache.mkdir("index")
    folder = kept / _made_from(knowledge)
    if not folder.exists():
        draft = Path(tempfile.mkdtemp(dir=kept))
        assert indexer(["build", "--knowledge-base", str(KNOWLEDGE), "--index", str(draft)]) == 0
        with suppress(OSError):  # another run was faster
            draft.rename(folder)
    return folder


def _made_from(knowledge: Knowledge) -> str:
    """Return a digest of all that a snapshot is made from and by."""
    digest = hashlib.sha256(knowledge.fingerprint.encode())
    files = (path for path in sorted((ROOT / "indexer").rglob("*")) if path.is_file())
    for path in files:
        if "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
