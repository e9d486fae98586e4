"""The training itself: questions and passages that belong together learn to point the same way."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import embedding_bag, normalize
from tqdm import tqdm

from indexer.model.ngrams import Ngrams
from indexer.training.bags import Bags
from indexer.training.noise import noisy
from indexer.training.pairs import Pairs


@dataclass(frozen=True)
class Recipe:
    """What can be turned; the defaults are what the embedded model was made with."""

    tokens: int = 8_000  # of BPE
    trigrams: int = 24_000
    dimension: int = 256
    batch: int = 2048
    epochs: float = 8.0
    learning_rate: float = 0.03
    warm_up: float = 0.05  # share of the steps
    scale: float = 20.0  # cosine is multiplied by it before the softmax
    dropout: float = 0.3  # share of the ids left out, anew in every batch
    noise: float = 0.5  # share of the batches whose queries are noisy
    rarity: float = 0.001  # frequency at which an id counts half as much as the rarest (SIF)
    stretch: float = (
        1.4  # of the BPE rows in the end: trigrams are four times as many, and drown them
    )
    seed: int = 1

    @property
    def dimensions(self) -> tuple[int, ...]:
        """The first so many numbers of a vector are trained to serve alone (Matryoshka)."""
        return tuple(self.dimension // part for part in (1, 2, 4))


@dataclass(frozen=True, eq=False)
class Prepared:
    """Everything tokenised once: a step then only cuts arrays."""

    queries: Bags
    noisy_queries: Bags
    passages: Bags
    links: NDArray[np.int64]  # (n, 2): query, passage


def prepare(pairs: Pairs, ngrams: Ngrams, seed: int) -> Prepared:
    """Tokenise *pairs*, each query also as somebody might mistype it."""
    slips = random.Random(seed)
    mistyped = [noisy(query, slips) for query in tqdm(pairs.queries, "noise", mininterval=1)]
    return Prepared(
        Bags.of(pairs.queries, ngrams, "queries"),
        Bags.of(mistyped, ngrams, "noisy queries"),
        Bags.of(pairs.passages, ngrams, "passages"),
        pairs.links,
    )


class Means(nn.Module):
    """Texts to the means of their rows, rare ids weighing and learning more than frequent ones.

    The weight is `rarity / (rarity + frequency)` as in smooth inverse frequency (Arora, Liang and
    Ma, 2017), but only a start: the rows under it learn their own length.
    """

    def __init__(self, prepared: Prepared, rows: int, recipe: Recipe) -> None:
        super().__init__()
        seen = np.bincount(
            np.concatenate((prepared.queries.ids, prepared.passages.ids)), None, rows
        )
        frequency = torch.from_numpy(seen / seen.sum()).float()
        self.learnt = nn.Parameter(torch.randn(rows, recipe.dimension) * 0.05)
        self.rarity = (recipe.rarity / (recipe.rarity + frequency))[:, None]

    def rows(self) -> torch.Tensor:
        """Return the vectors as the model will carry them."""
        return self.learnt * self.rarity

    def forward(self, ids: torch.Tensor, begins: torch.Tensor) -> torch.Tensor:
        """Return (n, dimension) for the texts of *ids* that start at *begins*."""
        return embedding_bag(ids, self.rows(), begins, mode="mean")


def train(prepared: Prepared, rows: int, recipe: Recipe) -> NDArray[np.float32]:
    """Return the trained vectors, (rows, dimension) float32; the same for the same *recipe*."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    means = Means(prepared, rows, recipe)
    batches = list(_batches(prepared.links, recipe, rng))
    adam = torch.optim.Adam(means.parameters(), lr=recipe.learning_rate, fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, _warm_up_and_decay(len(batches), recipe.warm_up))
    for links in tqdm(batches, "training", unit="batch", mininterval=1):
        adam.zero_grad()
        _loss(means, prepared, links, recipe, rng).backward()  # type: ignore[no-untyped-call]  # torch
        adam.step()
        rate.step()
    return np.asarray(means.rows().detach().numpy())


def contrast(
    queries: torch.Tensor, passages: torch.Tensor, same: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    """Return the symmetric in-batch InfoNCE, averaged over the Matryoshka dimensions.

    Row *i* of both belongs together. *same* marks other pairs that must not count as wrong.
    The softmax is written out without the usual subtraction of the maximum, four times as fast:
    a cosine times a scale of 20 cannot overflow.
    """
    losses = []
    for dimension in recipe.dimensions:
        asked, told = normalize(queries[:, :dimension]), normalize(passages[:, :dimension])
        asked = recipe.scale * asked
        alike = (asked @ told.T).masked_fill_(same, -torch.inf).exp_()
        right = (asked * told).sum(dim=1)
        losses.append((alike.sum(dim=0).log() + alike.sum(dim=1).log()) / 2 - right)
    return torch.stack(losses).mean()


def _loss(
    means: Means,
    prepared: Prepared,
    links: NDArray[np.int64],
    recipe: Recipe,
    rng: np.random.Generator,
) -> torch.Tensor:
    asked = prepared.noisy_queries if rng.random() < recipe.noise else prepared.queries
    query_ids, query_begins = asked.batch(links[:, 0], recipe.dropout, rng)
    passage_ids, passage_begins = prepared.passages.batch(links[:, 1], recipe.dropout, rng)
    ids = torch.cat((query_ids, passage_ids))
    begins = torch.cat((query_begins, passage_begins + len(query_ids)))
    queries, passages = means(ids, begins).chunk(2)
    return contrast(queries, passages, _same(links), recipe)


def _same(links: NDArray[np.int64]) -> torch.Tensor:
    """Mark the pairs of a batch that share a query or a passage: right answers, not wrong ones."""
    query, passage = torch.from_numpy(links.astype(np.int32)).T
    same: torch.Tensor = (query[:, None] == query) | (passage[:, None] == passage)
    same.fill_diagonal_(False)
    return same


def _batches(
    links: NDArray[np.int64], recipe: Recipe, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    steps = max(1, round(recipe.epochs * len(links) / recipe.batch))
    order = np.concatenate([rng.permutation(len(links)) for _ in range(int(recipe.epochs) + 1)])
    for step in range(steps):
        yield links[order[step * recipe.batch : (step + 1) * recipe.batch]]


def _warm_up_and_decay(steps: int, warm_up: float) -> Callable[[int], float]:
    rising = max(1, round(steps * warm_up))
    return lambda step: min((step + 1) / rising, (steps - step) / (steps - rising + 1))
