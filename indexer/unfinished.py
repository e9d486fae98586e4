"""Embedding that goes on where it was stopped: vectors are kept until their build is published."""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from indexer.embedder import Embedder

CHUNK = 512  # texts; what an interrupt loses: ten seconds of a transformer on two cores

Kept = dict[bytes, NDArray[np.float16]]  # (dim,) by the sha256 of the text


class Unfinished:
    """*embedder*, but what it has embedded is kept in *folder*, a file a chunk, and not done again.

    ``Snapshots.publish`` removes the folder. Vectors come as the index holds them, 16 bits each.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._folder = folder / hashlib.sha256(embedder.fingerprint.encode()).hexdigest()[:16]

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """As the embedder does."""
        return self._embedder.embed_query(text)

    def embed_passages(self, texts: Sequence[str], progress: bool = False) -> NDArray[np.float32]:
        """As the embedder does, CHUNK texts at a time, and none of those finished before."""
        kept = self._read_all()
        left = [text for text in dict.fromkeys(texts) if _key(text) not in kept]
        done = len(texts) - len(left)
        with tqdm(
            total=len(texts), initial=done, desc="passages", unit="", disable=not progress
        ) as bar:
            for start in range(0, len(left), CHUNK):
                chunk = left[start : start + CHUNK]
                kept.update(self._embed(chunk))
                bar.update(len(chunk))
        return np.stack([kept[_key(text)] for text in texts]).astype(np.float32)

    def _embed(self, chunk: Sequence[str]) -> Kept:
        """Embed *chunk* and write it down: a file that is there is whole."""
        vectors = self._embedder.embed_passages(chunk).astype(np.float16)
        keys = [_key(text) for text in chunk]
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / "draft"
        with draft.open("wb") as file:
            np.savez(file, keys=np.array([list(key) for key in keys], np.uint8), vectors=vectors)
        draft.replace(self._folder / f"{keys[0].hex()}.npz")
        return dict(zip(keys, vectors, strict=True))

    def _read_all(self) -> Kept:
        kept: Kept = {}
        for file in sorted(self._folder.glob("*.npz")):
            kept.update(self._read(file))
        return kept

    def _read(self, file: Path) -> Kept:
        """Return what *file* holds; nothing if it is damaged: its texts are embedded again."""
        try:
            with file.open("rb") as raw, np.load(raw, allow_pickle=False) as parts:
                keys, vectors = parts["keys"], parts["vectors"]
        except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile):
            return {}
        if vectors.dtype != np.float16 or vectors.shape != (len(keys), self.dimension):
            return {}
        return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
