"""The snapshot in use: exchanged without a restart, and never for a worse one."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.conversation import Conversation, Moment
from bot.conversation.inbound import Text
from bot.published import Published
from indexer.embedder import Embedder, load_embedder
from indexer.index import Index
from indexer.knowledge import read_files, read_knowledge
from indexer.snapshots import Snapshots
from indexer.wording import Wording
from tests.conftest import KNOWLEDGE

NEW, NOW = Conversation(), Moment(date(2026, 11, 22))


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    """The files of a small knowledge base: one document, and the real wording."""
    return {
        "documents/soap.md": (KNOWLEDGE / "documents" / "soap.md").read_bytes(),
        "wording.yaml": (KNOWLEDGE / "wording.yaml").read_bytes(),
    }


@pytest.fixture
def wording() -> Wording:
    wording = read_knowledge(KNOWLEDGE).wording
    assert wording is not None
    return wording


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "index")


@pytest.fixture
def published(snapshots: Snapshots, embedder: Embedder, wording: Wording) -> Published:
    return Published(snapshots, embedder, wording)


def publish(snapshots: Snapshots, files: dict[str, bytes], embedder: Embedder) -> str:
    return snapshots.publish(Index.build(read_files(files), embedder, "test"))


def with_greeting(files: dict[str, bytes], reply: str) -> dict[str, bytes]:
    """Return *files* whose bot greets with *reply*: a difference that can be heard."""
    text = files["wording.yaml"].decode()
    before, after = text.split("  greeting:\n", 1)
    said = after.split("    reply: |\n", 1)[0]
    rest = after[after.index("  thanks:") :]
    changed = f"{before}  greeting:\n{said}    reply: {reply}\n{rest}"
    return {**files, "wording.yaml": changed.encode()}


def greeting(published: Published) -> str:
    return published.assistant().reply(Text("สวัสดี"), NEW, NOW).texts[0]


def damage(snapshots: Snapshots, snapshot: str) -> None:
    (snapshots.folder / snapshot / "passages.jsonl").write_bytes(b"{")


def test_without_an_index_the_bot_apologises(published: Published, wording: Wording) -> None:
    """Before the first build a question is answered with an apology, a greeting as always."""
    published.refresh()

    assert published.assistant().reply(Text("สบู่ทำยังไง"), NEW, NOW).texts == (wording["failed"],)
    assert published.assistant().reply(Text("สวัสดี"), NEW, NOW).decision == "small_talk"
    assert published.snapshot is None


def test_the_first_build_is_picked_up(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """A bot that started without an index uses one as soon as there is one."""
    published.refresh()
    snapshot = publish(snapshots, small, embedder)

    published.refresh()

    assert published.snapshot == snapshot


def test_a_new_snapshot_is_picked_up(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """What is published speaks from the next look on, wording included."""
    publish(snapshots, with_greeting(small, "แบบแรก"), embedder)
    published.refresh()
    publish(snapshots, with_greeting(small, "แบบใหม่"), embedder)

    published.refresh()

    assert greeting(published) == "แบบใหม่"


def test_an_unchanged_snapshot_is_not_loaded_again(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """Looking costs nothing while nothing changed."""
    publish(snapshots, small, embedder)
    published.refresh()
    in_use = published.retriever

    published.refresh()

    assert published.retriever is in_use


def test_a_damaged_snapshot_is_refused(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """The old one goes on speaking when the new one cannot be used."""
    good = publish(snapshots, with_greeting(small, "แบบแรก"), embedder)
    published.refresh()
    damage(snapshots, publish(snapshots, small, embedder))

    published.refresh()

    assert (published.snapshot, greeting(published)) == (good, "แบบแรก")


def test_a_start_passes_over_a_damaged_snapshot(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """A bot that starts while the newest is damaged uses the one before."""
    good = publish(snapshots, small, embedder)
    damage(snapshots, publish(snapshots, small, embedder))

    published.refresh()

    assert published.snapshot == good


def test_a_pointer_to_nowhere_changes_nothing(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """CURRENT may name a folder that is gone; the bot keeps what it has."""
    good = publish(snapshots, small, embedder)
    published.refresh()
    snapshots.point_to("20990101-000000-000000-gone")

    published.refresh()

    assert published.snapshot == good


def test_the_folder_may_vanish(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """Once loaded the snapshot needs its files no more."""
    publish(snapshots, small, embedder)
    published.refresh()
    shutil.rmtree(snapshots.folder)

    published.refresh()

    assert published.assistant().reply(Text("สวัสดี"), NEW, NOW).decision == "small_talk"


def test_one_can_go_back(
    published: Published, snapshots: Snapshots, small: dict[str, bytes], embedder: Embedder
) -> None:
    """Pointing at an older snapshot brings it back."""
    old = publish(snapshots, with_greeting(small, "แบบแรก"), embedder)
    publish(snapshots, with_greeting(small, "แบบใหม่"), embedder)
    published.refresh()
    snapshots.point_to(old)

    published.refresh()

    assert greeting(published) == "แบบแรก"
