"""The embedded model as a sentence-transformers module: `SentenceTransformer(modules=[…])`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule
from torch.nn.functional import normalize

from indexer.model import MODULE_FOLDER
from indexer.model.ngrams import Ngrams
from indexer.model.rows import Rows


class NgramEmbedding(InputModule):
    """Averages the rows of a text's tokens and trigrams; gives vectors of length 1.

    sentence-transformers loads classes of other packages only when told to trust their code,
    so load it here and hand it over: `SentenceTransformer(modules=[NgramEmbedding.load(path)])`.
    """

    save_in_root = False

    def __init__(self, ngrams: Ngrams, rows: Rows) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library annotates no __init__
        self.ngrams = ngrams
        self.tokenizer = ngrams.tokenizer
        self.embedding = torch.nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(rows.dense()), freeze=False, mode="mean"
        )

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor]:
        """Return the ids of all *inputs* in one row, and where each text begins."""
        bags = [self.ngrams.ids((prompt or "") + text) for text in inputs]
        starts = torch.tensor([0, *map(len, bags)]).cumsum(0)[:-1]
        flat = torch.tensor([id_ for bag in bags for id_ in bag], dtype=torch.long)
        return {"input_ids": flat, "offsets": starts}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Add `sentence_embedding` (n, dimension); zeros for a text with no known token."""
        means = self.embedding(features["input_ids"], features["offsets"])
        features["sentence_embedding"] = normalize(means, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector; sentence-transformers asks for it by this name."""
        return self.embedding.embedding_dim

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Write the vocabulary and the rows, rounded to int8 again, into *output_path*."""
        self.ngrams.save(Path(output_path))
        Rows.quantise(self.embedding.weight.detach().cpu().numpy()).save(Path(output_path))

    @classmethod
    def load(
        cls, model_name_or_path: str, subfolder: str = MODULE_FOLDER, *args: Any, **kwargs: Any
    ) -> Self:
        """Read the module of the model folder *model_name_or_path*."""
        folder = Path(model_name_or_path, subfolder)
        return cls(Ngrams.load(folder), Rows.load(folder))
