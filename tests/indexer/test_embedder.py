"""Loading a model by name: the embedded one, a transformer in a folder, and what is broken."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from indexer.embedder import ModelError, fingerprint_of, load_embedder
from indexer.model import EMBEDDED, MODULE_FOLDER

WORDS = ["[PAD]", "[UNK]", "query", "passage", ":", "coupon", "shop", "farmer", "how"]
WITHOUT_TORCH = """
import sys
from indexer.embedder import load_embedder
load_embedder().embed_query("สวัสดี")
sys.exit("torch" in sys.modules or "sentence_transformers" in sys.modules)
"""


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test ask a hub for anything."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the embedded model to break."""
    return Path(shutil.copytree(EMBEDDED, tmp_path / "copy"))


def tiny_transformer(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """Save a BERT of one random layer as a sentence-transformers folder."""
    bert = folder.parent / "bert"
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(bert)
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(bert)
    transformer = Transformer(str(bert))
    model = SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu", prompts=prompts)
    model.save(str(folder), create_model_card=False)
    return folder


def vector(folder: Path, text: str) -> list[float]:
    """What the library itself gives for exactly this text, at length 1."""
    model = SentenceTransformer(str(folder), device="cpu")
    return pytest.approx(model.encode(text, prompt="", normalize_embeddings=True), abs=1e-5)


def test_the_embedded_model_needs_no_torch() -> None:
    """Serving with the embedded model imports neither torch nor sentence-transformers."""
    done = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], check=False)

    assert done.returncode == 0


def test_passages_have_length_one() -> None:
    """Cosine is the inner product, so every passage has length 1."""
    vectors = load_embedder().embed_passages(["คูปอง", "ลงทะเบียนที่ไหน"])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_shapes_and_type() -> None:
    """Passages are (n, dimension), a query is (dimension,), both float32."""
    embedder = load_embedder()
    vectors, query = embedder.embed_passages(["ก", "ข"]), embedder.embed_query("ก")

    assert (vectors.shape, query.shape, vectors.dtype, query.dtype) == (
        (2, embedder.dimension),
        (embedder.dimension,),
        np.float32,
        np.float32,
    )


def test_no_passages() -> None:
    """An empty knowledge base gives no rows, with the right width."""
    embedder = load_embedder()

    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


@pytest.mark.parametrize("text", ["", "  \u200b\ufeff", "\U0001f9ff\ue000"])
def test_nothing_known_is_zeros(text: str) -> None:
    """A text in which the model knows nothing is similar to nothing, and never NaN."""
    assert not load_embedder().embed_query(text).any()


def test_a_query_is_embedded_as_a_passage_is() -> None:
    """The embedded model has no prompts: the same words give the same vector."""
    embedder = load_embedder()

    np.testing.assert_array_equal(
        embedder.embed_query("คูปอง"), embedder.embed_passages(["คูปอง"])[0]
    )


def test_threads_do_not_disturb_each_other() -> None:
    """Eight threads asking at once get what one alone would."""
    embedder = load_embedder()
    texts = [f"คำถามที่ {i} เรื่องคูปอง" for i in range(400)]

    with ThreadPoolExecutor(8) as threads:
        vectors = list(threads.map(embedder.embed_query, texts))

    np.testing.assert_array_equal(vectors, embedder.embed_passages(texts))


def test_progress_is_shown_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Building an index shows how far it is."""
    load_embedder().embed_passages(["ก", "ข"], progress=True)

    assert "2/2" in capsys.readouterr().err


def test_another_copy_has_the_same_fingerprint(copy: Path) -> None:
    """Where a model lies does not matter, so an index moves between machines."""
    assert load_embedder(str(copy)).fingerprint == load_embedder().fingerprint


def test_the_card_is_no_part_of_the_fingerprint(copy: Path) -> None:
    """Correcting the model card makes no index stale."""
    (copy / "README.md").write_text("new words", encoding="utf-8")

    assert fingerprint_of(copy) == fingerprint_of(EMBEDDED)


def test_other_weights_have_another_fingerprint(copy: Path) -> None:
    """One changed byte of the weights makes another model of it."""
    weights = copy / MODULE_FOLDER / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)

    assert fingerprint_of(copy) != fingerprint_of(EMBEDDED)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "trigrams.json"])
def test_a_missing_file_is_said(copy: Path, file: str) -> None:
    """Whoever deploys hears which variable names the model that cannot be loaded."""
    (copy / MODULE_FOLDER / file).unlink()

    with pytest.raises(ModelError, match="EMBEDDING_MODEL"):
        load_embedder(str(copy))


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "trigrams.json"])
def test_a_cut_file_is_said(copy: Path, file: str) -> None:
    """A file that broke off while it was copied is an error now, not wrong answers later."""
    whole = copy / MODULE_FOLDER / file
    whole.write_bytes(whole.read_bytes()[:1000])

    with pytest.raises(ModelError, match="EMBEDDING_MODEL"):
        load_embedder(str(copy))


def test_files_of_two_models_are_said(copy: Path) -> None:
    """A vocabulary that does not fit the weights is refused."""
    file = copy / MODULE_FOLDER / "trigrams.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8"))[:-1]), encoding="utf-8")

    with pytest.raises(ModelError, match="rows"):
        load_embedder(str(copy))


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A path that leads nowhere is not looked for on a hub."""
    with pytest.raises(ModelError, match="There is no folder"):
        load_embedder(str(tmp_path / "nowhere"))


@pytest.mark.usefixtures("offline")
def test_a_name_no_hub_gives_is_said() -> None:
    """A hub name that cannot be downloaded is said in one sentence."""
    with pytest.raises(ModelError, match="download"):
        load_embedder("nobody/no-such-model")


@pytest.mark.usefixtures("offline")
def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """A folder without a model in it is no model."""
    with pytest.raises(ModelError, match="complete"):
        load_embedder(str(tmp_path))


@pytest.mark.usefixtures("offline")
class TestTransformer:
    """Any sentence-transformers folder serves, with the prompts it was trained with."""

    def test_no_prompts_by_default(self, tmp_path: Path) -> None:
        """A model of no known family gets the text alone."""
        folder = tiny_transformer(tmp_path / "plain")

        assert load_embedder(str(folder)).embed_query("Coupon") == vector(folder, "coupon")

    def test_e5_query(self, tmp_path: Path) -> None:
        """A folder that says E5 gets `query: ` before a question."""
        folder = tiny_transformer(tmp_path / "multilingual-e5-tiny")

        assert load_embedder(str(folder)).embed_query("shop") == vector(folder, "query: shop")

    def test_e5_passage(self, tmp_path: Path) -> None:
        """A folder that says E5 gets `passage: ` before a passage."""
        folder = tiny_transformer(tmp_path / "multilingual-e5-tiny")

        assert load_embedder(str(folder)).embed_passages(["shop"])[0] == vector(
            folder, "passage: shop"
        )

    def test_bge_m3_has_no_prompt(self, tmp_path: Path) -> None:
        """BGE-M3 was trained without an instruction, unlike the older BGE."""
        folder = tiny_transformer(tmp_path / "bge-m3")

        assert load_embedder(str(folder)).embed_query("shop") == vector(folder, "shop")

    def test_its_own_prompts_win(self, tmp_path: Path) -> None:
        """What the model's configuration says goes before what its name suggests."""
        folder = tiny_transformer(tmp_path / "e5", {"query": "how ", "document": "farmer "})

        assert load_embedder(str(folder)).embed_query("shop") == vector(folder, "how shop")

    def test_passages_have_length_one(self, tmp_path: Path) -> None:
        """Cosine is the inner product here too, and a text without words is no exception."""
        vectors = load_embedder(str(tiny_transformer(tmp_path / "plain"))).embed_passages(
            ["coupon shop", "farmer"]
        )

        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)

    def test_an_empty_text_is_not_nan(self, tmp_path: Path) -> None:
        """Nothing typed gives zeros, also where the transformer itself would fail."""
        embedder = load_embedder(str(tiny_transformer(tmp_path / "plain")))

        assert not embedder.embed_query("\u200b").any()

    def test_dimension(self, tmp_path: Path) -> None:
        """The width of a vector is known before the first one is made."""
        assert load_embedder(str(tiny_transformer(tmp_path / "plain"))).dimension == 16

    def test_fingerprint_is_stable(self, tmp_path: Path) -> None:
        """Loading the same folder again gives the same fingerprint."""
        folder = str(tiny_transformer(tmp_path / "plain"))

        assert load_embedder(folder).fingerprint == load_embedder(folder).fingerprint

    def test_prompts_are_part_of_the_fingerprint(self, tmp_path: Path) -> None:
        """The same weights with other prompts make other vectors, so another fingerprint."""
        plain = tiny_transformer(tmp_path / "plain")
        e5 = Path(shutil.copytree(plain, tmp_path / "e5"))

        assert load_embedder(str(plain)).fingerprint != load_embedder(str(e5)).fingerprint

    def test_missing_weights_are_said(self, tmp_path: Path) -> None:
        """A transformer folder without its weights is refused in one sentence."""
        folder = tiny_transformer(tmp_path / "plain")
        (folder / "model.safetensors").unlink()

        with pytest.raises(ModelError, match="complete"):
            load_embedder(str(folder))
