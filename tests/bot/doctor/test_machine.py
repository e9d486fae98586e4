"""Room on the disk, by what ``shutil.disk_usage`` would tell."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.doctor.machine import disk

MB = 1_000_000


@dataclass(frozen=True)
class FakeUsage:
    free: int


@pytest.mark.parametrize(
    ("free", "level"),
    [(500 * MB, "ok"), (499 * MB, "warning"), (50 * MB, "warning"), (49 * MB, "wrong")],
)
def test_room(tmp_path: Path, free: int, level: str) -> None:
    """Less than 500 MB is a warning, less than 50 is wrong."""
    assert disk(tmp_path, lambda _: FakeUsage(free)).level == level


def test_a_real_disk(tmp_path: Path) -> None:
    """What this machine tells can be read."""
    assert "MB" in disk(tmp_path).found


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """It is made, as the program would."""
    assert disk(tmp_path / "new" / "var", lambda _: FakeUsage(500 * MB)).level == "ok"


def test_no_folder_at_all(tmp_path: Path) -> None:
    """Where a file lies in its place nothing can be written."""
    path = tmp_path / "var"
    path.touch()

    assert disk(path, lambda _: FakeUsage(500 * MB)).level == "wrong"


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Trying to write leaves no file."""
    disk(tmp_path)

    assert list(tmp_path.iterdir()) == []
