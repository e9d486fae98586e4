"""How well a model finds on its own: `python -m indexer.training.bench FOLDER …`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.embedder import Embedder, load_embedder
from indexer.evaluation.bench import folder_and_first, read_bench

DEPTH = 10


@dataclass(frozen=True)
class Score:
    """hit@1 and MRR@10 of one set of questions, both between 0 and 1."""

    hit: float
    mrr: float


@dataclass(frozen=True)
class Result:
    """What one bench says about a model: questions as they are, and mistyped."""

    bench: str
    passages: int
    queries: int
    clean: Score
    noisy: Score


def measure(embedder: Embedder, folder: Path, first: int | None = None) -> Result:
    """Return how *embedder*, alone, finds the passages of a bench; only its *first* questions."""
    bench = read_bench(folder, first)
    vectors = embedder.embed_passages([passage["text"] for passage in bench.corpus])
    ids = [passage["id"] for passage in bench.corpus]
    scores = [_score(embedder, queries, vectors, ids) for queries in (bench.clean, bench.noisy)]
    return Result(bench.name, len(ids), len(bench.clean), *scores)


def to_table(results: Sequence[Result]) -> str:
    """Render *results* as a Markdown table, clean before noisy."""
    head = "| bench | passages | questions | hit@1 | MRR@10 | noisy hit@1 | noisy MRR@10 |"
    rows = (
        f"| {r.bench} | {r.passages:,} | {r.queries} | {r.clean.hit:.3f} | {r.clean.mrr:.3f} "
        f"| {r.noisy.hit:.3f} | {r.noisy.mrr:.3f} |"
        for r in results
    )
    return "\n".join((head, "|---|---|---|---|---|---|---|", *rows))


def _score(
    embedder: Embedder,
    queries: Sequence[dict[str, Any]],
    vectors: NDArray[np.float32],
    ids: Sequence[str],
) -> Score:
    asked = np.stack([embedder.embed_query(query["q"]) for query in queries])
    best = np.argsort(-asked @ vectors.T, axis=1, kind="stable")[:, :DEPTH]
    ranks = [
        next((rank for rank, at in enumerate(row, 1) if ids[at] in query["ids"]), None)
        for row, query in zip(best, queries, strict=True)
    ]
    hits = [rank == 1 for rank in ranks]
    return Score(float(np.mean(hits)), float(np.mean([1 / rank if rank else 0 for rank in ranks])))


def main() -> None:
    """Print the table for the benches named on the command line."""
    parser = argparse.ArgumentParser("python -m indexer.training.bench", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[:FIRST]", type=folder_and_first)
    parser.add_argument("--model", default="", help="as EMBEDDING_MODEL; default: the embedded one")
    arguments = parser.parse_args()
    embedder = load_embedder(arguments.model)
    print(to_table([measure(embedder, *bench) for bench in arguments.folders]))


if __name__ == "__main__":
    main()
