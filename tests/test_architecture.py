"""Who may import what, what is declared, and what lies where (DESIGN.md, HOUSE_STYLE.md)."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import KNOWLEDGE, ROOT

MAY_IMPORT = {  # a library -> the only places that may know it exists
    "linebot": ["bot/line/"],
    "flask": [
        "bot/__init__.py",  # for its type alone
        "bot/app.py",
        "bot/webhook.py",
        "bot/health.py",
        "bot/commands/",
        "bot/console/",
        "bot/simulator/",
    ],
    "sqlalchemy": ["bot/store/"],
    "alembic": ["bot/store/"],
    "faiss": ["indexer/vectors.py"],
    "sentence_transformers": ["indexer/embedder.py", "indexer/model/", "indexer/training/"],
    "bot": ["bot/"],  # so indexer/ can never import bot/
}
UNKNOWN_TO_CONVERSATION = [
    "time",
    "datetime.datetime",
    "os",
    "pathlib",
    "flask",
    "linebot",
    "sqlalchemy",
]
TOP_LEVEL = [
    *("bot", "indexer", "knowledge_base", "tests", "docs", ".ci"),
    *("pyproject.toml", "Procfile", "README.md", "Makefile", "requirements*.txt"),
    *(".python-version", "CHANGELOG.md", "LICENSE", ".gitignore", ".pre-commit-config.yaml"),
]
FILES = [path for room in ("bot", "indexer") for path in sorted((ROOT / room).rglob("*.py"))]


def imported_by(path: Path) -> Iterator[str]:
    """Yield the full name of everything *path* imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def libraries_of(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported_by(path)}


def lies_in(path: Path, places: list[str]) -> bool:
    where = path.relative_to(ROOT).as_posix()
    return any(where.startswith(place) if place[-1] == "/" else where == place for place in places)


@pytest.mark.parametrize("library", MAY_IMPORT)
def test_library_is_known_only_where_it_belongs(library: str) -> None:
    """A library is imported only by the rooms that the table names."""
    importers = [path for path in FILES if library in libraries_of(path)]

    strangers = [str(path) for path in importers if not lies_in(path, MAY_IMPORT[library])]

    assert strangers == []


@pytest.mark.parametrize("library", UNKNOWN_TO_CONVERSATION)
def test_conversation_is_pure(library: str) -> None:
    """What the bot says depends on no clock, file, environment, channel or database."""
    rooms = [path for path in FILES if lies_in(path, ["bot/conversation/"])]

    strangers = [
        str(path)
        for path in rooms
        if any(f"{name}.".startswith(f"{library}.") for name in imported_by(path))
    ]

    assert strangers == []


def test_conversation_looks_at_no_clock() -> None:
    """The day is an argument: nothing asks for today or now."""
    rooms = [path for path in FILES if lies_in(path, ["bot/conversation/"])]

    asking = [
        f"{path}:{node.lineno}"
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    ]

    assert asking == []


def test_conversation_imports_no_other_room_of_the_bot() -> None:
    """The conversation knows nothing of those who carry it."""
    rooms = [path for path in FILES if lies_in(path, ["bot/conversation/"])]
    names = {name for path in rooms for name in imported_by(path) if name.startswith("bot.")}

    assert [name for name in sorted(names) if not name.startswith("bot.conversation")] == []


def test_every_import_is_declared() -> None:
    """Whatever bot/ and indexer/ import is the standard library, ours, or a declared dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_name(requirement) for requirement in project["dependencies"]}
    distributions = packages_distributions()
    libraries = {library for path in FILES for library in libraries_of(path)}
    foreign = libraries - set(sys.stdlib_module_names) - {"bot", "indexer", ""}

    undeclared = {
        library
        for library in foreign
        if not declared & {_name(name) for name in distributions.get(library, [])}
    }

    assert undeclared == set()


def test_knowledge_base_holds_no_code() -> None:
    """Words live in knowledge_base/, and nothing that runs."""
    assert list(KNOWLEDGE.rglob("*.py")) == []


def test_top_level_holds_only_what_the_design_names() -> None:
    """Nothing gathers beside the rooms but what tools demand."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    known = [".git", *TOP_LEVEL, *(pattern.rstrip("/") for pattern in ignored)]

    strangers = [
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch(path.name, pattern) for pattern in known)
    ]

    assert strangers == []


def _name(requirement: str) -> str:
    """Return the bare name of a requirement: ``Psycopg[binary]>=3.2`` -> ``psycopg``."""
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")
