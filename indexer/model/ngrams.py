"""Text to ids: BPE tokens and overlapping character trigrams, which share one matrix of vectors."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tokenizers import Tokenizer

from indexer.thai import normalise


def trigrams_of(text: str) -> list[str]:
    """Return every run of three characters of a normalised *text*, overlapping, in order.

    Spaces are left out first: Thai has none between words, and people type them anywhere.
    """
    dense = text.replace(" ", "")
    return [dense[i : i + 3] for i in range(len(dense) - 2)]


class Ngrams:
    """The vocabulary of the model: BPE tokens have the first ids, trigrams the rest.

    Safe to share between threads: nothing changes after it is made.
    """

    def __init__(self, tokenizer: Tokenizer, trigrams: Sequence[str]) -> None:
        self.tokenizer = tokenizer
        self.trigrams = list(trigrams)
        first = tokenizer.get_vocab_size()
        self._id_of = {trigram: first + i for i, trigram in enumerate(self.trigrams)}

    def __len__(self) -> int:
        return self.tokenizer.get_vocab_size() + len(self.trigrams)

    def ids(self, text: str) -> list[int]:
        """Return the ids of *text* as anyone wrote it; empty when it holds nothing known."""
        text = normalise(text)
        tokens: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return tokens + self._trigram_ids(text)

    def ids_of_normalised(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the same as `ids` for many texts that are normalised already, on all cores."""
        found = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [
            tokens.ids + self._trigram_ids(text) for tokens, text in zip(found, texts, strict=True)
        ]

    def _trigram_ids(self, text: str) -> list[int]:
        known = map(self._id_of.get, trigrams_of(text))
        return [id_ for id_ in known if id_ is not None]

    def save(self, folder: Path) -> None:
        """Write `tokenizer.json` and `trigrams.json` into *folder*."""
        self.tokenizer.save(str(folder / "tokenizer.json"))
        words = json.dumps(self.trigrams, ensure_ascii=False, separators=(",", ":"))
        (folder / "trigrams.json").write_text(words, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises whatever the broken file makes the libraries raise."""
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(tokenizer, json.loads((folder / "trigrams.json").read_text(encoding="utf-8")))
