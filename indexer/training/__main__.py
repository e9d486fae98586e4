"""Make a static Thai model out of text pairs, measure it, and write its folder with a card."""

import argparse
import time
from dataclasses import fields
from pathlib import Path

from indexer.embedder import load_embedder
from indexer.evaluation.bench import folder_and_first
from indexer.training.bench import Result, measure
from indexer.training.card import Facts, to_card
from indexer.training.folder import write_model
from indexer.training.pairs import read_pairs
from indexer.training.train import Recipe, prepare, train
from indexer.training.vocabulary import learn_vocabulary


def main() -> None:
    """Do what the command line says."""
    arguments = _parser().parse_args()
    recipe = Recipe(**{field.name: getattr(arguments, field.name) for field in fields(Recipe)})
    facts = make(arguments.pairs, arguments.out, recipe)
    results = [_measured(arguments.out, *bench) for bench in arguments.bench]
    about = arguments.about.read_text(encoding="utf-8") if arguments.about else ""
    card = to_card(arguments.out.name, recipe, facts, results, about)
    (arguments.out / "README.md").write_text(card, encoding="utf-8")


def make(files: list[Path], out: Path, recipe: Recipe) -> Facts:
    """Train on the pairs of *files* by *recipe* and write the model, without a card, to *out*."""
    began = time.monotonic()
    pairs = read_pairs(files)
    texts = pairs.queries + pairs.passages
    ngrams = learn_vocabulary(texts, recipe.tokens, recipe.trigrams, recipe.seed)
    weights = train(prepare(pairs, ngrams, recipe.seed), len(ngrams), recipe)
    weights[: ngrams.tokenizer.get_vocab_size()] *= recipe.stretch
    write_model(out, ngrams, weights)
    minutes = (time.monotonic() - began) / 60
    return Facts(pairs.sources, len(pairs.queries), len(pairs.passages), len(ngrams), minutes)


def _measured(model: Path, bench: Path, first: int | None) -> Result:
    return measure(load_embedder(str(model.resolve())), bench, first)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m indexer.training",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--pairs", type=Path, action="append", required=True, metavar="FILE", help="JSON lines")
    add("--out", type=Path, required=True, metavar="FOLDER", help="where the model is written")
    add("--bench", type=folder_and_first, action="append", default=[], metavar="FOLDER[:FIRST]")
    add("--about", type=Path, metavar="FILE", help="Markdown about the data, for the card")
    for field in fields(Recipe):
        name = "--" + field.name.replace("_", "-")
        add(name, type=type(field.default), default=field.default, help="see Recipe")
    return parser


if __name__ == "__main__":
    main()
