"""The folder of a trained model: what sentence-transformers expects, and never a pickle."""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.model import MODULE_FOLDER
from indexer.model.ngrams import Ngrams
from indexer.model.rows import Rows


def write_model(folder: Path, ngrams: Ngrams, weights: NDArray[np.float32]) -> None:
    """Write a model to *folder*, its *weights* rounded to int8; the card is written apart."""
    module = folder / MODULE_FOLDER
    module.mkdir(parents=True, exist_ok=True)
    ngrams.save(module)
    Rows.quantise(weights).save(module)
    _write_json(module / "config.json", {"rows": len(weights), "dimension": weights.shape[1]})
    _write_json(folder / "modules.json", [_module()])
    _write_json(folder / "config_sentence_transformers.json", _config())


def _module() -> dict[str, object]:
    kind = "indexer.model.module.NgramEmbedding"
    return {"idx": 0, "name": "0", "path": MODULE_FOLDER, "type": kind}


def _config() -> dict[str, object]:
    return {
        "__version__": {"sentence_transformers": version("sentence-transformers")},
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }


def _write_json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
