"""Texts as bags of ids in one flat array, so that a batch is cut out without touching Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from indexer.model.ngrams import Ngrams

CHUNK = 1000  # texts tokenised in one go


@dataclass(frozen=True, eq=False)
class Bags:
    """Text *i* holds `ids[starts[i] : starts[i + 1]]`."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]  # one more than there are texts

    @classmethod
    def of(cls, texts: Sequence[str], ngrams: Ngrams, what: str) -> Self:
        """Tokenise normalised *texts*; *what* names them beside the progress bar."""
        lengths, parts = [0], []
        for chunk in tqdm(list(_chunks(texts)), what, unit="k", mininterval=1):
            bags = ngrams.ids_of_normalised(chunk)
            lengths += map(len, bags)
            parts.append(np.array([id_ for bag in bags for id_ in bag], dtype=np.int32))
        return cls(np.concatenate(parts), np.cumsum(lengths))

    def batch(
        self, texts: NDArray[np.int64], dropout: float, rng: np.random.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the ids of *texts* in one row and where each begins; some ids drop out."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        begins = np.concatenate(([0], np.cumsum(lengths)))
        ids = self.ids[np.arange(begins[-1]) + np.repeat(self.starts[texts] - begins[:-1], lengths)]
        kept = rng.random(len(ids), dtype=np.float32) >= dropout
        begins = np.concatenate(([0], np.cumsum(kept)))[begins[:-1]]
        return torch.from_numpy(ids[kept]), torch.from_numpy(begins.astype(np.int32))


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[i : i + CHUNK] for i in range(0, len(texts), CHUNK))
