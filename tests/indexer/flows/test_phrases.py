"""The options' own phrases, letter for letter."""

from dataclasses import replace

import pytest

from indexer.flows.flow import Flow, Option
from indexer.flows.phrases import Phrases
from indexer.flows.weights import Column
from tests.indexer.flows.learnt import flow_in, knowledge_of

FLOW = flow_in(knowledge_of())
OPTIONS = {
    f"{question.id} {option.id}": (question.id, option)
    for question in FLOW.questions.values()
    for option in question.options.values()
}
TYPED = {
    "no spaces": "มีทะเบียนOTOPแล้ว",
    "other spaces": " มี ทะเบียน\nOTOP แล้ว  ",
    "small letters": "มีทะเบียน otop แล้ว",
    "Thai digits": "ได้ทะเบียนปี ๒๕๖๐",
    "a zero-width space": "ได้\u200bทะเบียนปี 2560",
    "letters held down": "ได้ทะเบียนนนปี 2560",
}
MORE = ["มีทะเบียน OTOP แล้วค่ะ", "ยังไม่มีทะเบียน OTOP แล้ว", "ทะเบียน", "", "\u200b", "\U0001f600"]


def phrases_of(flow: Flow = FLOW) -> Phrases:
    return Phrases(flow.questions.values())


def exact(phrases: Phrases, text: str, asked: str) -> Column | None:
    """Return what *text* is known as where *asked* stands open and nothing else reads it."""
    return phrases.answer(text, asked) or phrases.standing(text)


@pytest.mark.parametrize(("question", "option"), OPTIONS.values(), ids=OPTIONS)
def test_every_phrase_of_an_option(question: str, option: Option) -> None:
    """The label and every other phrase of an option is that option where its question is asked."""
    said = (option.label, *option.said, *option.short)

    assert {exact(phrases_of(), text, question) for text in said} == {(question, option.id)}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_however_it_is_typed(text: str) -> None:
    """A phrase is known whatever its spaces, capitals, digits and invisible characters."""
    assert exact(phrases_of(), text, "paper") == ("paper", "have")


@pytest.mark.parametrize("text", MORE)
def test_more_or_less_than_a_phrase(text: str) -> None:
    """With a word more or less a text is no phrase of staff's."""
    assert exact(phrases_of(), text, "paper") is None


@pytest.mark.parametrize("asked", ["", "want", "kind", "nobody asks"])
def test_phrase_that_stands_by_itself(asked: str) -> None:
    """A phrase that says all is known whatever was asked."""
    assert exact(phrases_of(), "มีทะเบียน OTOP แล้ว", asked) == ("paper", "have")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("want", ("want", "yes")), ("paper", ("paper", "have")), ("kind", None), ("", None)],
)
def test_short_word(asked: str, meant: tuple[str, str] | None) -> None:
    """A short word means what it means for the question that is asked, and alone nothing."""
    assert exact(phrases_of(), "ใช่", asked) == meant


def test_what_is_short() -> None:
    """Short is what means something only as an answer; a label never is, though listed so too."""
    kind = FLOW.questions["kind"]
    person = replace(kind.options["person"], short=("เป็นบริษัท", "คน"))
    flow = replace(
        FLOW, questions={"kind": replace(kind, options={**kind.options, "person": person})}
    )
    phrases = phrases_of(flow)

    assert [phrases.is_short(text) for text in ("ค น", "เป็นบริษัท", "คนเดียว", "")] == [
        *(True, False),
        *(False, False),
    ]


def test_phrase_of_two_options() -> None:
    """What would be two options of the question is neither: nobody guesses which."""
    kind = FLOW.questions["kind"]
    person = replace(kind.options["person"], said=("เป็น บริษัท",))
    flow = replace(
        FLOW, questions={"kind": replace(kind, options={**kind.options, "person": person})}
    )

    assert exact(phrases_of(flow), "เป็นบริษัท", "kind") is None


def test_phrase_of_two_questions() -> None:
    """What two questions share is the one that is asked, and without a question neither."""
    kind = FLOW.questions["kind"]
    person = replace(kind.options["person"], said=("ขอลอง",))
    changed = replace(kind, options={**kind.options, "person": person})
    phrases = phrases_of(replace(FLOW, questions={**FLOW.questions, "kind": changed}))
    meant = [exact(phrases, "ขอลอง", asked) for asked in ("want", "kind", "paper")]

    assert meant == [("want", "yes"), ("kind", "person"), None]
