"""Small talk and wishes as one question with an option each, so that they are learnt as answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle

from indexer.flows.flow import Flow, Option, Question
from indexer.knowledge import Knowledge
from indexer.wording import WISHES, Wording

STEP = 5  # every so many-th wording and phrase: enough to learn from
TALK = "talk"  # the flow that nobody is led through, and its only question


def talk_flow(knowledge: Knowledge) -> Flow:
    """Return a flow whose only question is what somebody says beside all questions.

    Its options are the ids of small talk and the names of wishes; questions of the documents,
    also after small talk ("สวัสดีค่ะ ปุ๋ยหมักทำยังไง"), are none of them.
    """
    options = {
        id_: Option(id_, phrases[0], phrases[1:])
        for id_, phrases in _said(knowledge.wording)
        if phrases
    }
    after = cycle([phrase for option in options.values() for phrase in option.said][::STEP] or [""])
    questions = (
        words
        for entry in knowledge.entries.values()
        for question in (entry.question, *entry.wordings[::STEP])
        for words in (question, f"{next(after)} {question}")
    )
    question = Question(TALK, "", "", "", options, tuple(questions))
    return replace(_EMPTY, questions={TALK: question})


def _said(wording: Wording | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    if wording is None:
        return
    for talk in wording.small_talk:
        yield talk.id, talk.said
    for name in WISHES:
        wish = wording.wishes[name]
        yield name, (wish.label, *wish.said)


_EMPTY = Flow(
    id=TALK,
    title="",
    area="",
    button="",
    opens=(),
    intro="",
    owner="",
    sources=(),
    reviewed=date.min,
    review_by=date.max,
    start=TALK,
    questions={},
    nodes={},
    outcomes={},
    lapsed="",
    edition="",
)
