"""The embedded Thai model: one vector for each token and each character trigram, averaged.

`ngrams` turns a text into ids, `rows` keeps the vectors, `module` is the same thing for
sentence-transformers. Only `module` imports torch, so serving runs without it.
"""

from pathlib import Path

EMBEDDED = Path(__file__).parent / "thai-static"
MODULE_FOLDER = "0_NgramEmbedding"  # where sentence-transformers puts the first module of a model

__all__ = ["EMBEDDED", "MODULE_FOLDER"]
