"""The vectors of the model: int8 rows with a float16 scale each, a quarter of float32."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

WEIGHTS_FILE = "model.safetensors"


@dataclass(frozen=True, eq=False)
class Rows:
    """Row *i* is `values[i] * scales[i]`; the model is small in memory because it stays so."""

    values: NDArray[np.int8]  # (n, dimension)
    scales: NDArray[np.float16]  # (n,)

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.scales.shape != self.values.shape[:1]:
            raise ValueError(
                f"rows {self.values.shape} and scales {self.scales.shape} do not match"
            )
        if self.values.dtype != np.int8 or not np.isfinite(self.scales).all():
            raise ValueError("rows must be int8 and scales finite")

    @property
    def dimension(self) -> int:
        return int(self.values.shape[1])

    def mean(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Return the mean of the rows *ids* at length 1; zeros when there are none."""
        used = np.asarray(ids, dtype=np.int64)
        total = self.scales[used].astype(np.float32) @ self.values[used].astype(np.float32)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def dense(self) -> NDArray[np.float32]:
        """Return all rows as float32, four times the memory."""
        return self.values.astype(np.float32) * self.scales.astype(np.float32)[:, None]

    def save(self, folder: Path) -> None:
        """Write `model.safetensors` into *folder*."""
        save_file({"rows": self.values, "scales": self.scales}, folder / WEIGHTS_FILE)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises whatever the broken file makes the libraries raise."""
        tensors = load_file(folder / WEIGHTS_FILE)
        return cls(tensors["rows"], tensors["scales"])

    @classmethod
    def quantise(cls, weights: NDArray[np.float32]) -> Self:
        """Round float32 *weights* (n, dimension) to 255 steps a row; no loss could be measured."""
        scales = (np.abs(weights).max(axis=1) / 127).astype(np.float16)
        steps = np.maximum(scales.astype(np.float32), np.finfo(np.float16).tiny)[:, None]
        return cls(np.clip(np.rint(weights / steps), -127, 127).astype(np.int8), scales)
