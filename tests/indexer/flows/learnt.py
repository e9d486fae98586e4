"""The little flow with ways to say its answers, in a small knowledge, and what reads them."""

from dataclasses import replace
from functools import cache

from indexer.flows.flow import Flow
from indexer.flows.learn import learn
from indexer.flows.reader import Reader
from indexer.flows.weights import OPENS, Weights
from indexer.knowledge import Knowledge, read_files
from tests.indexer.fakes import SMALL, PairEmbedder, wording
from tests.indexer.flows.little import CASES, PATH, Change, little

SAID: tuple[Change, ...] = (
    (
        "        label: ไม่อยากใช้\n",
        "        label: ไม่อยากใช้\n        said: [ไม่สนใจ, ไม่เอา, ไม่ต้องการ]\n        short: [ไม่]\n",
    ),
    ("[สนใจ, ขอลอง]", "[สนใจ, ขอลอง, ต้องการ, อยากพัฒนาสินค้า, อยากพัฒนาสูตร]"),
    ("[ใบทะเบียน]", "[ใบทะเบียน, ทะเบียนคืออะไร]"),
    (
        "        label: ขึ้นทะเบียนแล้ว\n",
        "        label: ขึ้นทะเบียนแล้ว\n"
        "        said: [มีทะเบียน OTOP แล้ว, มีทะเบียน, จดทะเบียนเรียบร้อย, ได้ทะเบียนปี 2560]\n"
        "        short: [มี, ใช่]\n",
    ),
    (
        "        label: ยังไม่ขึ้นทะเบียน\n",
        "        label: ยังไม่ขึ้นทะเบียน\n"
        "        said: [ยังไม่มีทะเบียน, ไม่มีทะเบียน, ยังไม่ได้จดทะเบียน, ไม่เคยจดทะเบียน]\n"
        "        short: [ยัง]\n",
    ),
    (
        "        label: บุคคล\n",
        "        label: บุคคล\n        said: [ทำคนเดียว, ทำเองที่บ้าน, คนธรรมดา]\n",
    ),
    (
        "        label: บริษัท\n",
        "        label: บริษัท\n        said: [เป็นบริษัท, เปิดบริษัทไว้, บริษัทจำกัด, รับตกแต่งเป็นบริษัท]\n",
    ),
)
# The bars of readers, so that other shares of wrong readings (``learn.WRONG``) leave tests alone.
STEADY = {"answer": 0.28, "anywhere": 0.45, OPENS: 0.1}
CLAUSE_WORDS = ("แต่", "ตอนนี้")


def knowledge_of(*changes: Change) -> Knowledge:
    """Return the small knowledge with the little flow and its ways to say, and *changes*."""
    flow = {PATH: little(*SAID, *changes).encode(), "flows/little.cases.csv": CASES.encode()}
    words = wording(f"clause_words: [{', '.join(CLAUSE_WORDS)}]\n")
    return read_files({**SMALL, **flow, "wording.yaml": words.encode()})


def flow_in(knowledge: Knowledge) -> Flow:
    """Return the one flow of *knowledge*, which has no problem."""
    assert knowledge.problems == ()
    [flow] = knowledge.flows
    return flow


@cache
def weights_of(*changes: Change) -> Weights:
    """Return what is learnt for the flow with *changes*."""
    knowledge = knowledge_of(*changes)
    return learn(flow_in(knowledge), knowledge, PairEmbedder())


def reader_of(*changes: Change) -> Reader:
    """Return what reads answers to the flow with *changes*, by STEADY bars."""
    knowledge = knowledge_of(*changes)
    weights = replace(weights_of(*changes), bars=STEADY)
    return Reader(flow_in(knowledge), weights, knowledge, PairEmbedder())
