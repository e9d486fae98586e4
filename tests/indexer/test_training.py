"""A model is trained from a file of pairs, small enough here to take seconds."""

import gzip
import json
import shutil
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch

from indexer.embedder import fingerprint_of, load_embedder
from indexer.training import __main__ as command
from indexer.training.bags import Bags
from indexer.training.bench import Score, measure, to_table
from indexer.training.pairs import read_pairs
from indexer.training.train import Recipe, contrast

VERBS = {"ซื้อ": "จำหน่าย", "ซ่อม": "บริการช่าง", "ขนส่ง": "ส่งของ", "ปลูก": "เพาะ", "เช่า": "ให้ยืม"}
THINGS = ["มะม่วง", "ข้าวสาร", "ผ้าทอ", "รถไถ", "กาแฟ", "เครื่องจักสาน", "น้ำผึ้ง", "ปลาร้า"]
WHERE = ["ขอนแก่น", "น่าน", "ตรัง", "ระยอง", "เลย"]
SETTINGS = ["--tokens=300", "--trigrams=500", "--dimension=32", "--batch=50", "--epochs=6"]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred made-up questions with their answers."""
    file = tmp_path_factory.mktemp("pairs") / "pairs.jsonl.gz"
    lines = [
        {"a": f"{verb}{thing}ที่{place}", "b": f"{place} มีร้าน{offer} {thing} ทุกวัน", "source": "test"}
        for (verb, offer), thing, place in product(VERBS.items(), THINGS, WHERE)
    ]
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
    return file


@pytest.fixture(scope="module")
def bench(pairs: Path) -> Path:
    """A bench that asks what was trained on: only to see that measuring works."""
    folder = pairs.parent / "bench"
    folder.mkdir()
    with gzip.open(pairs, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    queries = [{"q": pair["a"], "ids": [str(i)]} for i, pair in enumerate(read)]
    for name, rows in {
        "corpus": [{"id": str(i), "text": pair["b"]} for i, pair in enumerate(read)],
        "queries": queries,
        "queries_noisy": queries,
    }.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def trained(pairs: Path, out: Path, *more: str) -> Path:
    """Run the command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sys, "argv", ["training", f"--pairs={pairs}", f"--out={out}", *SETTINGS, *more]
        )
        command.main()
    return out


@pytest.fixture(scope="module")
def model(pairs: Path, bench: Path) -> Path:
    return trained(pairs, pairs.parent / "model", f"--bench={bench}:40")


def test_it_loads(model: Path) -> None:
    """The folder that training wrote can be named in EMBEDDING_MODEL."""
    assert load_embedder(str(model)).dimension == 32


def test_it_learns(model: Path, bench: Path) -> None:
    """Six rounds over the pairs are enough to find most of them again."""
    assert measure(load_embedder(str(model)), bench).clean.mrr > 0.5


def test_the_same_seed_gives_the_same_model(model: Path, pairs: Path, tmp_path: Path) -> None:
    """Whoever doubts the model can make it again, bit by bit."""
    assert fingerprint_of(trained(pairs, tmp_path / "again")) == fingerprint_of(model)


def test_another_seed_gives_another_model(model: Path, pairs: Path, tmp_path: Path) -> None:
    """The seed reaches the weights."""
    other = trained(pairs, tmp_path / "other", "--seed=2")

    assert fingerprint_of(other) != fingerprint_of(model)


def test_the_card_carries_the_figures(model: Path) -> None:
    """What was measured stands in the card without anybody typing it."""
    assert "| bench | 200 | 40 |" in (model / "README.md").read_text(encoding="utf-8")


def test_the_folder_moves(model: Path, tmp_path: Path) -> None:
    """A model is its folder: nothing in it says where it was made."""
    moved = shutil.copytree(model, tmp_path / "moved")

    assert load_embedder(str(moved)).embed_query("กาแฟ").any()


def test_what_is_asked_counts_more(tmp_path: Path) -> None:
    """Questions are few among the pairs, so each is seen several times as often as a clause."""
    file = tmp_path / "pairs.jsonl"
    question = {"a": "ก", "b": "ข", "source": "x:question-passage"}
    lines = [question, {"a": "ค", "b": "ง", "source": "x:clause-passage"}]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    links = read_pairs([file]).links.tolist()

    assert links.count([0, 0]) > links.count([1, 1]) == 1


def test_empty_sides_are_left_out(tmp_path: Path) -> None:
    """A pair of which nothing visible is left teaches nothing."""
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({"a": "\u200b", "b": "ข"}), encoding="utf-8")

    assert len(read_pairs([file]).links) == 0


def test_a_batch_is_cut_right() -> None:
    """Without dropout, the texts of a batch come out whole and in the order asked for."""
    bags = Bags(np.array([1, 2, 3, 4, 5, 6], dtype=np.int32), np.array([0, 2, 2, 6]))

    ids, begins = bags.batch(np.array([2, 1, 0]), 0.0, np.random.default_rng(1))

    assert (ids.tolist(), begins.tolist()) == ([3, 4, 5, 6, 1, 2], [0, 4, 4])


def test_dropout_leaves_ids_with_their_text() -> None:
    """What is left after dropout still begins where its text begins."""
    bags = Bags(np.arange(1000, dtype=np.int32), np.arange(0, 1001, 100))

    ids, begins = bags.batch(np.arange(10), 0.3, np.random.default_rng(1))

    assert [int(ids[begin]) // 100 for begin in begins] == list(range(10))


def test_the_loss_is_the_textbook_one() -> None:
    """Written out for speed, it equals the mean of both cross-entropies."""
    torch.manual_seed(1)
    queries, passages = torch.randn(6, 8), torch.randn(6, 8)
    recipe = Recipe(dimension=8)

    losses = []
    for d in recipe.dimensions:
        q, p = (torch.nn.functional.normalize(side[:, :d]) for side in (queries, passages))
        alike, right = 20 * q @ p.T, torch.arange(6)
        losses += [torch.nn.functional.cross_entropy(each, right) for each in (alike, alike.T)]
    found = contrast(queries, passages, torch.zeros(6, 6, dtype=torch.bool), recipe)

    assert found.item() == pytest.approx(torch.stack(losses).mean().item(), rel=1e-5)


def test_a_bench_counts_ranks(bench: Path, model: Path) -> None:
    """A question answered second counts half in the reciprocal rank and not among the hits."""
    (bench.parent / "half").mkdir()
    for name in ("queries.jsonl", "queries_noisy.jsonl"):
        asked = {"q": (text := "มะม่วง ขายที่ตรัง"), "ids": ["second"]}
        (bench.parent / "half" / name).write_text(json.dumps(asked), encoding="utf-8")
    texts = [{"id": "first", "text": text}, {"id": "second", "text": text}]
    corpus = "\n".join(map(json.dumps, texts))
    (bench.parent / "half" / "corpus.jsonl").write_text(corpus, encoding="utf-8")

    assert measure(load_embedder(str(model)), bench.parent / "half").clean == Score(0, 0.5)


def test_no_results_make_an_empty_table() -> None:
    """A table without benches is a head alone."""
    assert len(to_table([]).splitlines()) == 2
