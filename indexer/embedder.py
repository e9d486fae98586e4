"""Text to vectors: the embedded Thai model without torch, or any sentence-transformers model."""

import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from indexer.model import EMBEDDED, MODULE_FOLDER
from indexer.model.ngrams import Ngrams
from indexer.model.rows import Rows
from indexer.thai import normalise

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32  # texts that a transformer reads at once
CHUNK = 256  # texts that the embedded model tokenises at once, on all cores

# (looks like, query prompt, passage prompt), the first that fits; from the model cards of the
# families that do not always carry their prompts in their configuration. BGE-M3 wants none.
FAMILIES = (
    (
        r"\be5\b.*\binstruct\b",
        "Instruct: Given a question, find what answers it\nQuery: ",
        "",
    ),
    (r"\be5\b", "query: ", "passage: "),
    (r"\bbge\b.*\ben\b", "Represent this sentence for searching relevant passages: ", ""),
    (r"\bbge\b.*\bzh\b", "为这个句子生成表示以用于检索相关文章：", ""),
)


class ModelError(Exception):
    """The embedding model cannot be used. Read by whoever deploys: it says what to do."""


class Embedder(Protocol):
    """Texts in, vectors of length 1 out; cosine is then the inner product.

    Texts come as people wrote them and are normalised here. Only a text in which the model knows
    nothing at all may give zeros, which are similar to nothing. Safe to share between threads.
    """

    name: str
    fingerprint: str  # other vectors, other fingerprint: an index made by one fits no other
    dimension: int

    def embed_passages(
        self, texts: Sequence[str], progress: bool = False
    ) -> NDArray[np.float32]: ...  # (n, dimension)

    def embed_query(self, text: str) -> NDArray[np.float32]: ...  # (dimension,)


class StaticEmbedder:
    """The embedded model, or another one that `python -m indexer.training` made; needs no torch."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.fingerprint = fingerprint_of(folder)
        self._ngrams = Ngrams.load(folder / MODULE_FOLDER)
        self._rows = Rows.load(folder / MODULE_FOLDER)
        self.dimension = self._rows.dimension
        if len(self._ngrams) != len(self._rows.values):
            raise ValueError(f"{len(self._ngrams)} tokens, but {len(self._rows.values)} rows")

    def embed_passages(self, texts: Sequence[str], progress: bool = False) -> NDArray[np.float32]:
        """Return (n, dimension) float32, rows of length 1."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        with tqdm(total=len(texts), desc="passages", unit="", disable=not progress) as done:
            for start in range(0, len(texts), CHUNK):
                chunk = [normalise(text) for text in texts[start : start + CHUNK]]
                for i, ids in enumerate(self._ngrams.ids_of_normalised(chunk), start):
                    vectors[i] = self._rows.mean(ids)
                done.update(len(chunk))
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return (dimension,) float32 of length 1; questions and passages are treated alike."""
        return self._rows.mean(self._ngrams.ids(text))


class TransformerEmbedder:
    """A sentence-transformers model with the prompts it was trained with."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        self._query_prompt, self._passage_prompt = prompts_of(model, name)
        self.fingerprint = self._fingerprint()
        self._one_at_a_time = threading.Lock()  # fast tokenizers raise "Already borrowed" otherwise
        self.dimension = model.get_embedding_dimension() or len(model.encode("dimension"))

    def embed_passages(self, texts: Sequence[str], progress: bool = False) -> NDArray[np.float32]:
        """Return (n, dimension) float32, rows of length 1."""
        encode = partial(self._model.encode_document, prompt=self._passage_prompt)
        return self._encode(encode, texts, progress)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return (dimension,) float32 of length 1."""
        encode = partial(self._model.encode_query, prompt=self._query_prompt)
        return np.asarray(self._encode(encode, [text], progress=False)[0])

    def _encode(
        self, encode: Callable[..., Any], texts: Sequence[str], progress: bool
    ) -> NDArray[np.float32]:
        """Encode what is not empty; a transformer may fail or give anything for an empty text."""
        texts = [normalise(text) for text in texts]
        said = [i for i, text in enumerate(texts) if text]
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if said:
            with self._one_at_a_time:
                vectors[said] = encode(
                    [texts[i] for i in said],
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=progress,
                )
        return vectors

    def _fingerprint(self) -> str:
        """Return a digest of the files or, for a hub name, of the weights; and of the prompts."""
        digest = hashlib.sha256(f"{self._query_prompt}\0{self._passage_prompt}".encode())
        if Path(self.name).is_dir():
            digest.update(fingerprint_of(Path(self.name)).encode())
        else:
            _update(digest, self._weights())
        return digest.hexdigest()

    def _weights(self) -> Iterable[bytes]:
        yield repr(self._model).encode()
        for key, tensor in sorted(self._model.state_dict().items()):
            yield key.encode()
            yield tensor.detach().cpu().float().contiguous().numpy().tobytes()


def load_embedder(name: str = "") -> Embedder:
    """Return the embedded Thai model or, by folder or hub name, a sentence-transformers model.

    Raises `ModelError` when it is not there or is broken.
    """
    folder = Path(name).expanduser() if name else EMBEDDED
    if _looks_like_a_path(name) and not folder.is_dir():
        raise ModelError(f"There is no folder {folder}: correct EMBEDDING_MODEL, or unset it.")
    try:
        if not name or (folder / MODULE_FOLDER).is_dir():
            return StaticEmbedder(folder)
        return _load_transformer(str(folder) if folder.is_dir() else name)
    except Exception as error:  # tokenizers and hub clients raise bare Exceptions: all mean this
        raise ModelError(_advice(name, error)) from error


def prompts_of(model: "SentenceTransformer", name: str) -> tuple[str, str]:
    """Return what *model* wants before a query and before a passage.

    Its own configuration decides; a family that is known to need prompts fills the gap.
    """
    own = {key: prompt for key, prompt in model.prompts.items() if prompt}
    query = own.get("query", "")
    passage = own.get("passage") or own.get("document") or own.get("corpus") or ""
    return (query, passage) if query or passage else _family_prompts(_names_of(model, name))


def fingerprint_of(folder: Path) -> str:
    """Return the sha256 over the names and bytes of a model's files; its card does not count."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"]
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes()
        _update(digest, [path.relative_to(folder).as_posix().encode(), content])
    return digest.hexdigest()


def _update(digest: "hashlib._Hash", parts: Iterable[bytes]) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))  # so that no two lists of parts look the same
        digest.update(part)


def _load_transformer(name: str) -> TransformerEmbedder:
    from sentence_transformers import SentenceTransformer  # brings torch: seconds and memory

    return TransformerEmbedder(name, SentenceTransformer(name))


def _names_of(model: "SentenceTransformer", name: str) -> str:
    """Return the last part of *name* and of the name that the model's own configuration gives."""
    configured = getattr(getattr(model[0], "config", None), "_name_or_path", "") or ""
    return " ".join(Path(each).name.casefold().replace("_", "-") for each in (name, configured))


def _family_prompts(names: str) -> tuple[str, str]:
    fitting = ((query, passage) for family, query, passage in FAMILIES if re.search(family, names))
    return next(fitting, ("", ""))


def _looks_like_a_path(name: str) -> bool:
    return name.startswith(("/", "./", "../", "~")) or name.count("/") > 1


def _advice(name: str, error: Exception) -> str:
    if not name:
        return (
            f"The embedded model in {EMBEDDED} is damaged ({error}): "
            "restore the folder from git, or name another model in EMBEDDING_MODEL."
        )
    return (
        f"EMBEDDING_MODEL={name} cannot be loaded ({error}): give a complete sentence-transformers "
        "folder or a hub name this machine can download, or unset it for the embedded Thai model."
    )
