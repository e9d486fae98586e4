"""An embedder anyone can compute by hand, and tiny knowledge to try the indexer on."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.index import Index
from indexer.knowledge import Knowledge, read_files
from indexer.thai import normalise
from indexer.wording import COMMANDS, TEXTS, WAITED_FOR, WISHES

SOURCE = "ที่มา: กรมตัวอย่าง | https://example.go.th/a | พ.ศ. 2569 | official"
FIELDS = {
    "title": "เรื่องตัวอย่าง",
    "area": "ตัวอย่าง",
    "owner": "คลินิกเทคโนโลยี",
    "source": "https://example.go.th",
    "reviewed": "2569-11-22",
    "review_by": "2570-11-22",
}
FIRST_HEADING = len(FIELDS) + 4  # the line of the first entry's heading in `document`


class PairEmbedder:
    """Counts pairs of neighbouring characters: the pair (a, b) falls into bucket ``31 a + b``.

    ``embedded`` records every passage it was asked for.
    """

    dimension = 512

    def __init__(self, name: str = "pairs") -> None:
        self.name = name
        self.fingerprint = f"fingerprint of {name}"
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str], progress: bool = False) -> NDArray[np.float32]:
        """Return (n, 512) float32, rows of length 1."""
        self.embedded += texts
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return (512,) float32 of length 1; zeros for fewer than two characters."""
        text = normalise(text)
        counts = np.zeros(self.dimension, np.float32)
        for a, b in pairwise(text):
            counts[(31 * ord(a) + ord(b)) % self.dimension] += 1
        return counts / max(float(np.linalg.norm(counts)), 1.0)


def entry(
    id_: str,
    question: str,
    wordings: Sequence[str] = (),
    answer: str = "คำตอบตัวอย่างค่ะ",
    source: str = SOURCE,
) -> str:
    """Return one entry as staff write it; without *wordings* it gets four of its own."""
    asked = wordings or [f"{question} แบบ {id_} {letter}" for letter in "กขคง"]
    listed = "\n".join(f"- {wording}" for wording in asked)
    return f"## {question} {{#{id_}}}\n\nถามแบบอื่น:\n\n{listed}\n\n{answer}\n\n{source}\n"


def document(*entries: str, **fields: str) -> str:
    """Return a document of *entries*; a field given as "" is left out of its front matter."""
    given = {name: value for name, value in {**FIELDS, **fields}.items() if value}
    head = "\n".join(f"{name}: {value}" for name, value in given.items())
    return f"---\n{head}\n---\n\n" + "\n".join(entries)


def wording(more: str = "", /, **texts: str) -> str:
    """Return a wording.yaml; a text given as "" is left out."""
    given = {**dict.fromkeys(TEXTS, "ข้อความ"), **texts}
    lines = "".join(f"  {name}: {value}\n" for name, value in given.items() if value)
    commands = "".join(f"  {name}: {{label: {name}, said: []}}\n" for name in COMMANDS)
    wishes = "".join(f"  {name}: {{label: {name}, said: []}}\n" for name in (*WISHES, *WAITED_FOR))
    return f"texts:\n{lines}commands:\n{commands}wishes:\n{wishes}{more}"


RICE = entry(
    "rice-seed",
    "เตรียมเมล็ดข้าวก่อนปลูกอย่างไร",
    [
        "แช่เมล็ดข้าวกี่คืน",
        "วิธีเตรียมพันธุ์ข้าว",
        "จะหว่านข้าวต้องทำอะไรก่อน",
        "เมล็ดข้าวปลูกเตรียมยังไง",
    ],
    "แช่น้ำหนึ่งคืนแล้วหุ้มด้วยผ้าเปียกอีกสองคืนค่ะ",
)
WEEDS = entry(
    "rice-weeds",
    "กำจัดหญ้าในนาด้วยวิธีใด",
    ["นามีหญ้าเยอะทำไงดี", "หญ้าขึ้นในแปลงนา", "ถอนหญ้าหรือปล่อยน้ำท่วมดี", "วัชพืชในนาข้าว"],
    "รักษาระดับน้ำให้ท่วมโคนต้นค่ะ",
)
SOAP = entry(
    "soap-ph",
    "สบู่ก้อนควรมีค่า pH เท่าไร",
    ["ค่าความเป็นด่างของสบู่", "วัดค่า pH สบู่ได้เท่าไหร่ถึงใช้ได้", "สบู่แสบผิวเพราะด่างสูงไหม", "pH สบู่"],
    "ประมาณ 8 ถึง 10 ค่ะ",
)
SMALL: Mapping[str, bytes] = {
    "documents/rice.md": document(RICE, WEEDS, title="ข้าว").encode(),
    "documents/soap.md": document(SOAP, title="สบู่").encode(),
    "out_of_domain/far.txt": "# หมายเหตุ\nเย็นนี้กินอะไรดี\n\nรถติดไหม\nฝนจะตกหรือเปล่า\n".encode(),
    "out_of_domain/near.txt": "ปลูกทุเรียนใช้ปุ๋ยอะไร\n".encode(),
    "wording.yaml": wording("starters: [rice-seed]\n").encode(),
}


def small(**documents: str) -> Knowledge:
    """Return the small knowledge; *documents* by id come instead of or beside its own."""
    changed = {f"documents/{id_}.md": text.encode() for id_, text in documents.items()}
    return read_files({**SMALL, **changed})


def build(knowledge: Knowledge | None = None, previous: Index | None = None) -> Index:
    """Return an index of *knowledge*, made by the embedder that counts pairs."""
    return Index.build(knowledge or small(), PairEmbedder(), "tests", previous)


def write(folder: Path, files: Mapping[str, bytes] = SMALL) -> Path:
    """Write *files* under *folder*, which is returned."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder
