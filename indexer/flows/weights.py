"""What was learnt about reading answers to one flow, and the file it is kept in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from indexer.embedder import Embedder
from indexer.flows.features import Matrix, width
from indexer.flows.flow import Flow

UNCLEAR = "?"  # an option of every question: touches it and answers nothing
OPENS = "!"  # stands beside the questions: the message asks for the guide
BARS = ("answer", "anywhere", OPENS)

Column = tuple[str, str]  # question and option


@dataclass(frozen=True)
class Weights:
    """A column an option, UNCLEAR last in each question, and one for OPENS at the end.

    *anywhere* ``(features, columns)`` reads any part of a message, *answer* (of the same shape)
    the whole of it as the answer to a question just asked. *bars*: the least margins, by BARS.
    """

    columns: tuple[Column, ...]
    anywhere: Matrix
    answer: Matrix
    bars: Mapping[str, float]

    def of(self, question: str) -> list[int]:
        """Return the numbers of the columns of *question*."""
        return numbers(self.columns, question)

    def fits(self, flow: Flow, embedder: Embedder) -> bool:
        """Tell whether these were learnt for the options of *flow* from vectors of this size."""
        shape = (width(embedder), len(self.columns))
        return self.columns == columns_of(flow) and self.anywhere.shape == shape

    def only(self, columns: tuple[Column, ...]) -> "Weights":
        """Return the weights of *columns* alone, which must be among these."""
        kept = [self.columns.index(column) for column in columns]
        anywhere, answer = self.anywhere[:, kept], self.answer[:, kept]
        return replace(self, columns=columns, anywhere=anywhere, answer=answer)

    def save(self, path: Path) -> None:
        """Write one file, 16 bits a weight."""
        np.savez(
            path,
            columns=np.array(self.columns),
            anywhere=self.anywhere.astype(np.float16),
            answer=self.answer.astype(np.float16),
            bars=np.array([self.bars[name] for name in BARS]),
        )

    @classmethod
    def load(cls, path: Path) -> "Weights":
        """Read what ``save`` wrote; raises OSError or ValueError where it is damaged."""
        try:
            return cls._load(path)
        except (BadZipFile, EOFError, KeyError, TypeError) as error:  # numpy raises all of them
            raise ValueError(f"{path.name}: {error}") from error

    @classmethod
    def _load(cls, path: Path) -> "Weights":
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            columns = tuple((str(question), str(option)) for question, option in arrays["columns"])
            bars = dict(zip(BARS, arrays["bars"].tolist(), strict=True))
            anywhere, answer = (arrays[name].astype(np.float32) for name in ("anywhere", "answer"))
        if not anywhere.shape == answer.shape == (len(anywhere), len(columns)):
            raise ValueError(f"{path.name}: {anywhere.shape}, {answer.shape}, {len(columns)}")
        return cls(columns, anywhere, answer, bars)


def columns_of(flow: Flow) -> tuple[Column, ...]:
    """Return the columns of what is learnt for *flow*."""
    answers = [(q.id, option) for q in flow.questions.values() for option in (*q.options, UNCLEAR)]
    return (*answers, (OPENS, OPENS))


def numbers(columns: Sequence[Column], question: str) -> list[int]:
    """Return the numbers of the *columns* of *question*."""
    return [i for i, (asked, _) in enumerate(columns) if asked == question]
