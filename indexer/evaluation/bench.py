"""Benchmark folders, which anybody may bring: read here and nowhere else.

A bench is a folder with ``corpus.jsonl`` ({id, text}, each id once), ``queries.jsonl`` ({q, ids}),
in the same order ``queries_noisy.jsonl`` and, if there is one, ``oos.jsonl`` ({q}): messages that
its corpus does not answer. Benches are for measuring: nothing may be trained on them.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Lines = list[dict[str, Any]]


@dataclass(frozen=True)
class Bench:
    """The lines of one bench's files."""

    name: str
    corpus: Lines
    clean: Lines
    noisy: Lines
    strange: Lines


def read_bench(folder: Path, first: int | None = None) -> Bench:
    """Read a bench, but only its *first* queries; the corpus and the strange messages whole."""
    strange = folder / "oos.jsonl"
    return Bench(
        folder.name,
        corpus=read_lines(folder / "corpus.jsonl"),
        clean=read_lines(folder / "queries.jsonl")[:first],
        noisy=read_lines(folder / "queries_noisy.jsonl")[:first],
        strange=read_lines(strange) if strange.exists() else [],
    )


def read_lines(file: Path) -> Lines:
    """Read JSON lines; empty ones are passed over."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def folder_and_first(argument: str) -> tuple[Path, int | None]:
    """Read the argument `FOLDER` or, for only its first queries, `FOLDER:600`."""
    folder, _, first = argument.partition(":")
    return Path(folder), int(first) if first else None
