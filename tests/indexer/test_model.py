"""The embedded model itself: vocabulary, rows, and the same in sentence-transformers."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from indexer.embedder import load_embedder
from indexer.model import EMBEDDED, MODULE_FOLDER
from indexer.model.module import NgramEmbedding
from indexer.model.ngrams import Ngrams, trigrams_of
from indexer.model.rows import Rows

TEXTS = [
    "คูปองดิจิทัลคืออะไร",
    "สมัครยังไงคะ",
    "OTOP ขึ้นทะเบียนที่ไหน ๑๒๓",
    "เเม่ค้าข\u0e4d\u0e49าว\u200bหอม",  # two sara e, sara am in pieces, a zero-width space
    "hello world",
    "🙂",
    "\u0e48",  # a lone mai ek
    "",
    "ยาวมาก" * 300,  # far longer, torch adds up so many float32 that the fifth digit differs
]


@pytest.fixture(scope="module")
def ngrams() -> Ngrams:
    return Ngrams.load(EMBEDDED / MODULE_FOLDER)


@pytest.fixture(scope="module")
def module() -> NgramEmbedding:
    return NgramEmbedding.load(str(EMBEDDED))


@pytest.fixture(scope="module")
def encoded(module: NgramEmbedding) -> NDArray[np.float32]:
    return np.asarray(SentenceTransformer(modules=[module], device="cpu").encode(TEXTS))


def test_trigrams_overlap() -> None:
    """Every run of three characters counts, so one slip spoils only the three that hold it."""
    assert trigrams_of("กขคงจ") == ["กขค", "ขคง", "คงจ"]


def test_trigrams_know_no_spaces() -> None:
    """A space typed in the middle of a word changes no trigram."""
    assert trigrams_of("คู ปอง") == trigrams_of("คูปอง")


def test_tokens_and_trigrams_share_one_matrix(ngrams: Ngrams) -> None:
    """Both kinds of ids occur in a text and none lies outside the matrix."""
    ids = ngrams.ids("คูปองดิจิทัล")

    assert min(ids) < ngrams.tokenizer.get_vocab_size() <= max(ids) < len(ngrams)


def test_one_spelling_one_vector(ngrams: Ngrams) -> None:
    """Ways of typing that look the same give the same ids."""
    assert ngrams.ids("เเม่ค้า ๑๐\u200b") == ngrams.ids("แม่ค้า 10")


def test_many_texts_are_read_as_one_is(ngrams: Ngrams) -> None:
    """Training tokenises many texts in one go, and gets what serving gets for each."""
    texts = ["คูปองดิจิทัลคืออะไร", "สมัครยังไงคะ"]

    assert ngrams.ids_of_normalised(texts) == [ngrams.ids(text) for text in texts]


def test_every_id_has_a_row(ngrams: Ngrams) -> None:
    """The vocabulary and the weights that lie in the repository belong together."""
    assert len(ngrams) == len(Rows.load(EMBEDDED / MODULE_FOLDER).values)


def test_the_model_is_small() -> None:
    """The whole folder stays under 20 MB: it lives in git."""
    size = sum(file.stat().st_size for file in EMBEDDED.rglob("*") if file.is_file())

    assert size < 20_000_000


def test_nothing_is_pickled() -> None:
    """Text and safetensors only: a file that could run code when read has no place here."""
    kinds = {file.suffix for file in EMBEDDED.rglob("*") if file.is_file()}

    assert kinds == {".json", ".md", ".safetensors"}


def test_int8_keeps_the_direction() -> None:
    """Rounding to int8 moves no row by more than a hair."""
    weights = np.random.default_rng(1).normal(size=(50, 64)).astype(np.float32)

    rounded = Rows.quantise(weights).dense()

    cosines = (weights * rounded).sum(axis=1) / (
        np.linalg.norm(weights, axis=1) * np.linalg.norm(rounded, axis=1)
    )
    assert cosines.min() > 0.999


def test_a_row_of_zeros_survives() -> None:
    """A token that training never saw may have a row of zeros, and no division by it."""
    assert not Rows.quantise(np.zeros((2, 4), dtype=np.float32)).dense().any()


def test_sentence_transformers_gives_the_same_vectors(encoded: NDArray[np.float32]) -> None:
    """With torch or without it, a text has one vector."""
    alone = load_embedder().embed_passages(TEXTS)

    np.testing.assert_allclose(encoded, alone, atol=1e-5)


def test_sentence_transformers_saves_it_whole(module: NgramEmbedding, tmp_path: Path) -> None:
    """A folder that the library saved is one that the module reads back unchanged."""
    SentenceTransformer(modules=[module], device="cpu").save(str(tmp_path), create_model_card=False)

    again = NgramEmbedding.load(str(tmp_path))

    np.testing.assert_allclose(
        again.embedding.weight.detach(), module.embedding.weight.detach(), atol=1e-3
    )


def test_related_texts_are_closer() -> None:
    """The trained model knows more than spelling: a paraphrase beats an unrelated sentence."""
    embedder = load_embedder()
    passages = embedder.embed_passages(["วิธีลงทะเบียนเข้าร่วมโครงการ", "พยากรณ์อากาศ ฝนตกหนักทางภาคใต้"])

    near, far = passages @ embedder.embed_query("อยากสมัครเข้าร่วมต้องทำอย่างไร")

    assert near > far
