"""Reading which options of a flow people mean."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from indexer.flows.clauses import MOST, TOGETHER, Clauses
from indexer.flows.features import Matrix, features
from indexer.flows.flow import Days, Flow
from indexer.flows.learn import learn
from indexer.flows.reader import Reader, Reading, Told
from indexer.flows.weights import BARS, UNCLEAR, Column, Weights, columns_of
from tests.indexer.fakes import PairEmbedder
from tests.indexer.flows.learnt import STEADY, flow_in, knowledge_of, reader_of, weights_of
from tests.indexer.flows.little import Change

Scores = Mapping[str, tuple[str, float]]  # by run: an option of `kind`, and how it scores
NOTHING: Scores = {}
FLOW = flow_in(knowledge_of())
PHRASES = [
    (question.id, option.id, phrase)
    for question in FLOW.questions.values()
    for option in question.options.values()
    for phrase in (option.label, *option.said)
]
ASKED = ["", *FLOW.questions]
SHORT = {"ใช่": ("want", "paper"), "มี": ("paper",), "ยัง": ("paper",), "ไม่": ("want",)}
# An option that makes way for another of the same words on the first day of 2570.
DATED: tuple[Change, ...] = (
    (
        "        label: บริษัท\n",
        "        label: บริษัท\n        valid_until: 2569-12-31\n",
    ),
    (
        "      company:\n",
        "      firm:\n"
        "        label: บริษัท\n"
        "        said: [เป็นบริษัท, เปิดบริษัทไว้, บริษัทจำกัด, รับตกแต่งเป็นบริษัท]\n"
        "        valid_from: 2570-01-01\n"
        "      company:\n",
    ),
    ("    company: two\n", "    company: two\n    firm: two\n"),
    ("    company: open\n", "    company: open\n    firm: open\n"),
)
BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)
HOSTILE = {
    "empty": "",
    "space": " \n ",
    "zero width": "\u200b\ufeff",
    "half an emoji": "\ud83d",
    "emoji": "\U0001f600\U0001f64f",
    "lone tone mark": "\u0e48",
    "punctuation": "...?!",
    "one letter": "ก",
    "a number": "1,000",
    "another script": "\u4f60\u597d",
    "a line of Latin": "lorem ipsum dolor sit amet",
    "nothing in particular": "วันนี้ฝนตกหนักมากน้ำท่วมซอย",
}
LONG = {
    "a letter a word": "ก " * 1000,
    "words": "มี ไม่มี " * 220,
    "a story": "เป็นบริษัท ยังไม่มีทะเบียน แต่อยากพัฒนาสินค้า " * 43,
    "without a space": "ยังไม่มีทะเบียนแต่อยากพัฒนาสินค้า" * 60,
    "without a space or a clause word": "ยังไม่มีทะเบียน" * 133,
    "one letter": "ก" * 2000,
    "emoji": "\U0001f600 " * 1000,
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of()


def reading(weights: Weights | None, flow: Flow = FLOW) -> Reader:
    return Reader(flow, weights, knowledge_of(), PairEmbedder())


def told_by(text: str, anywhere: Scores, asked: str = "", answer: Scores = NOTHING) -> Told:
    """What *text* tells where its runs score for options of `kind` just so, and else nothing."""
    columns, bars = columns_of(FLOW), dict.fromkeys(BARS, 0.5)
    found = [scoring(text, columns, scores) for scores in (anywhere, answer)]
    return reading(Weights(columns, *found, bars)).reads(text, asked)


def scoring(text: str, columns: tuple[Column, ...], scores: Scores) -> Matrix:
    """Weights by which the runs of *text* have these scores."""
    runs = list(dict.fromkeys(run.text for run in Clauses(()).runs(text)))
    wanted = np.zeros((len(runs), len(columns)), np.float32)
    for run, (option, score) in scores.items():
        wanted[runs.index(run), columns.index(("kind", option))] = score
    return np.linalg.pinv(features(runs, PairEmbedder())) @ wanted


@pytest.mark.parametrize(("question", "option", "phrase"), PHRASES)
def test_answer(reader: Reader, question: str, option: str, phrase: str) -> None:
    """A phrase with something polite after it is read as its option where that is asked."""
    told = reader.reads(f"{phrase}ค่ะ", question)

    assert told.picks[question] == option
    assert not told.exact


@pytest.mark.parametrize(("question", "option", "phrase"), PHRASES)
def test_never_another_option(reader: Reader, question: str, option: str, phrase: str) -> None:
    """Whatever is asked, a phrase is never another option of its own question."""
    picks = [reader.reads(f"{phrase}ค่ะ", asked).picks for asked in ASKED]

    assert {each[question] for each in picks if question in each} <= {option}


def test_answer_in_other_words(reader: Reader) -> None:
    """What no phrase says, but several say nearly, is read."""
    assert reader.reads("ยังไม่เคยจดทะเบียนเลย", "paper").picks == {"paper": "none"}


def test_negation(reader: Reader) -> None:
    """A sentence and its denial, a word apart, are read as what they say."""
    said = [reader.reads(text, "paper").picks["paper"] for text in ("มีทะเบียนค่ะ", "ไม่มีทะเบียนค่ะ")]

    assert said == ["have", "none"]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("text", ["ใบทะเบียน", "ทะเบียนคืออะไร", "ทะเบียนคืออะไรคะ"])
def test_unclear(reader: Reader, text: str, asked: str) -> None:
    """A phrase that staff marked as unclear is no answer, whatever is asked."""
    assert reader.reads(text, asked).picks == {}


def test_unclear_is_what_keeps_it_from_being_read() -> None:
    """Were it not marked, the phrase would be taken for an answer it resembles."""
    text = "ถ้ามีทะเบียน OTOP แล้ว"
    marked = ("ใบทะเบียน, ", f"ใบทะเบียน, {text}, ")

    assert reader_of().reads(f"{text}ค่ะ", "paper").picks == {"paper": "have"}
    assert reader_of(marked).reads(f"{text}ค่ะ", "paper").picks == {}


@pytest.mark.parametrize("asked", ASKED)
def test_questions_of_the_documents(reader: Reader, asked: str) -> None:
    """What people ask the documents tells the flow nothing."""
    entries = knowledge_of().entries.values()
    questions = [words for entry in entries for words in (entry.question, *entry.wordings)]

    assert [q for q in questions if reader.reads(q, asked) != reader.reads("")] == []


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("word", SHORT)
def test_short_word(reader: Reader, word: str, asked: str) -> None:
    """A short word answers its own question and no other, and alone it tells nothing."""
    assert set(reader.reads(word, asked).picks) == ({asked} if asked in SHORT[word] else set())


def test_short_word_with_something_polite(reader: Reader) -> None:
    """A short word is read as the answer though it is not the word to the letter."""
    told = reader.reads("ใช่ค่ะ", "paper")

    assert (told.picks, told.exact) == ({"paper": "have"}, False)


def test_short_word_in_a_story(reader: Reader) -> None:
    """As a clause of more a short word tells nothing."""
    assert reader.reads("เป็นบริษัท ไม่").picks == {"kind": "company"}


def test_story(reader: Reader) -> None:
    """One message is read for every question, each from its own words."""
    told = reader.reads("เป็นบริษัทค่ะ ยังไม่มีทะเบียน แต่อยากพัฒนาสินค้า")

    assert told.picks == {"want": "yes", "paper": "none", "kind": "company"}
    assert {each.question: each.said for each in told.readings} == {
        "want": "แต่อยากพัฒนาสินค้า",
        "paper": "ยังไม่มีทะเบียน",
        "kind": "เป็นบริษัทค่ะ",
    }
    assert told.torn == frozenset()


def test_answer_and_more(reader: Reader) -> None:
    """Beside the answer to what was asked the rest of the message is read too."""
    told = reader.reads("ยังไม่มีทะเบียน เป็นบริษัทค่ะ", "paper")

    assert told.picks == {"paper": "none", "kind": "company"}


@pytest.mark.parametrize("gap", [" ", "\n", ", ", "แต่"])
def test_torn(reader: Reader, gap: str) -> None:
    """Two clauses that answer one question in two ways leave it open, and that is told."""
    told = reader.reads(f"ทำเองที่บ้าน{gap}เปิดบริษัทไว้")

    assert (told.torn, told.picks) == ({"kind"}, {})


def test_torn_beside_what_is_clear(reader: Reader) -> None:
    """What else a message tells is read though it is torn about one question."""
    told = reader.reads("ทำเองที่บ้าน เปิดบริษัทไว้ ยังไม่มีทะเบียน")

    assert (told.torn, told.picks) == ({"kind"}, {"paper": "none"})


def test_said_twice(reader: Reader) -> None:
    """Who says the same twice is not torn."""
    told = reader.reads("เปิดบริษัทไว้ เป็นบริษัท")

    assert (told.torn, told.picks) == (frozenset(), {"kind": "company"})


def test_clause_within_what_was_read() -> None:
    """A clause that means another option alone does not count within a run that is read."""
    told = told_by("ไม่ใช่ บริษัท", {"บริษัท": ("company", 0.7), "ไม่ใช่ บริษัท": ("person", 0.9)})

    assert (told.picks, told.torn) == ({"kind": "person"}, frozenset())


def test_clause_within_what_was_read_and_again() -> None:
    """The same clause standing by itself as well does count."""
    told = told_by("ไม่ใช่ บริษัท หรือ บริษัท", {"บริษัท": ("company", 0.7), "ไม่ใช่ บริษัท": ("person", 0.9)})

    assert (told.picks, told.torn) == ({}, {"kind"})


def test_runs_that_overlap() -> None:
    """A clause that means one thing with those before it and another with those after is torn."""
    told = told_by(
        "เมื่อก่อน บริษัท ตอนนี้", {"เมื่อก่อน บริษัท": ("company", 0.9), "บริษัท ตอนนี้": ("person", 0.8)}
    )

    assert (told.picks, told.torn) == ({}, {"kind"})


def test_run_around_what_was_read() -> None:
    """A clause that is surer than what it stands in does not decide what that means."""
    told = told_by("ไม่ใช่ บริษัท", {"บริษัท": ("company", 0.9), "ไม่ใช่ บริษัท": ("person", 0.7)})

    assert (told.picks, told.torn) == ({}, {"kind"})


def test_question_asked_is_never_torn() -> None:
    """Clauses that contradict each other leave open what was not asked, and say nothing of it."""
    clauses = {"คนเดียว": ("person", 0.9), "บริษัท": ("company", 0.9)}
    torn = [told_by("คนเดียว บริษัท", clauses, asked).torn for asked in ("", "want", "kind")]

    assert torn == [{"kind"}, {"kind"}, set()]


@pytest.mark.parametrize("said", ["company", "person"])
def test_whole_message_answers_what_was_asked(said: str) -> None:
    """What was asked is answered by all that is said: its clauses neither answer it nor tear it."""
    text, clauses = "ไม่ใช่ บริษัท", {"บริษัท": ("company", 0.9)}
    told = told_by(text, clauses, "kind", {text: (said, 0.9)})

    assert (told.picks, told.torn) == ({"kind": said}, frozenset())


def test_whole_message_answers_nothing() -> None:
    """Where all that is said is no sure answer to what was asked, no clause of it becomes one."""
    clauses = {"บริษัท": ("company", 0.9)}

    assert told_by("ไม่ใช่ บริษัท", clauses).picks == {"kind": "company"}
    assert told_by("ไม่ใช่ บริษัท", clauses, "kind").picks == {}


@pytest.mark.parametrize("text", ["เช็กสิทธิ์หน่อยค่ะ", "เป็นบริษัทค่ะ ได้สิทธิ์ไหมคะ"])
def test_opens(reader: Reader, text: str) -> None:
    """A message that asks for the guide, in whichever part, is told as such."""
    assert reader.reads(text).opens


@pytest.mark.parametrize("text", ["เป็นบริษัทค่ะ", "แช่เมล็ดข้าวกี่คืน", "ฝนจะตกหรือเปล่า"])
def test_does_not_open(reader: Reader, text: str) -> None:
    """An answer, a question of the documents and small talk ask for no guide."""
    assert not reader.reads(text).opens


def test_exact(reader: Reader) -> None:
    """An option's own phrase is that option, surely and whatever else it resembles."""
    told = reader.reads(" มีทะเบียนotopแล้ว", "paper")

    assert told.exact
    assert told.readings == (Reading("paper", "have", " มีทะเบียนotopแล้ว", 1.0),)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("asked", [*ASKED, "nobody asks"])
def test_nothing_to_read(reader: Reader, text: str, asked: str) -> None:
    """What says nothing is read as nothing, and is no error."""
    told = reader.reads(text, asked)

    assert (told.readings, told.torn, told.opens, told.exact) == ((), frozenset(), False, False)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_message(text: str) -> None:
    """However 2,000 characters are cut up, few texts become numbers: time and memory are bounded.

    With the embedded model the worst of these takes 0.1 s of one core, 30 MB.
    """
    knowledge, embedder = knowledge_of(), PairEmbedder()
    reader = Reader(FLOW, weights_of(), knowledge, embedder)
    reader.reads(text, "paper")

    assert 0 < len(embedder.embedded) <= TOGETHER * MOST + 2
    assert sum(map(len, embedder.embedded)) <= (TOGETHER * (TOGETHER + 1) // 2 + 3) * len(text)


def test_margins(reader: Reader) -> None:
    """Every option of the question is told with its margin, the best first: it alone leads."""
    margins = reader.margins("เป็นบริษัทค่ะ", "kind")
    leads = [each.margin for each in margins]

    assert {each.option for each in margins} == {"person", "company", UNCLEAR}
    assert margins[0].option == "company"
    assert leads == sorted(leads, reverse=True)
    assert leads[0] > 0 > leads[1]
    assert leads[0] == pytest.approx(-leads[1])


@pytest.mark.parametrize(
    ("text", "asked"), [("", "kind"), ("\u200b", "kind"), ("ก", "nobody"), ("ก", "")]
)
def test_no_margins(reader: Reader, text: str, asked: str) -> None:
    """Without a text or a question of the flow there are none."""
    assert reader.margins(text, asked) == []


def test_margin_of_what_is_read(reader: Reader) -> None:
    """The answer that is read is the first of the margins, and reaches its bar."""
    [read] = reader.reads("เป็นบริษัทค่ะ", "kind").readings

    assert read == reader.margins("เป็นบริษัทค่ะ", "kind")[0]
    assert read.margin >= STEADY["answer"]


def test_bar_keeps_from_reading() -> None:
    """What leads by less than the bar is not read."""
    weights = weights_of()
    strict = Weights(
        weights.columns, weights.anywhere, weights.answer, dict.fromkeys(weights.bars, 2.0)
    )
    told = reading(strict).reads("เป็นบริษัทค่ะ ได้สิทธิ์ไหมคะ", "kind")

    assert (told.readings, told.opens) == ((), False)


@pytest.mark.parametrize("asked", ASKED)
def test_nothing_leads_by_nothing(asked: str) -> None:
    """With weights of nothing no option is read, however low the bars."""
    weights = weights_of()
    lowest = dict.fromkeys(weights.bars, 1e-45)
    nothing = Weights(weights.columns, weights.anywhere * 0, weights.answer * 0, lowest)
    told = reading(nothing).reads("เป็นบริษัทค่ะ", asked)

    assert (told.readings, told.opens) == ((), False)


def test_without_weights() -> None:
    """Without weights an option's own phrase is read, and nothing else."""
    reader = reading(None)

    assert reader.reads("เป็น บริษัท", "kind").picks == {"kind": "company"}
    assert reader.reads("ใช่", "want").picks == {"want": "yes"}
    assert reader.reads("เป็นบริษัทค่ะ", "kind") == reader.reads("")
    assert reader.margins("เป็นบริษัทค่ะ", "kind") == []


def test_weights_of_another_edition() -> None:
    """Weights learnt for other options are not used: a column would be read as another's option."""
    other = weights_of(*DATED)
    told = reading(other).reads("เป็นบริษัทค่ะ", "kind")

    assert told == reading(None).reads("เป็นบริษัทค่ะ", "kind")
    assert reading(other).reads("เป็นบริษัท", "kind").picks == {"kind": "company"}


def test_weights_of_another_model() -> None:
    """Weights learnt from vectors of another size are not used, and are no error."""
    embedder = PairEmbedder()
    embedder.dimension = 64
    weights = learn(FLOW, knowledge_of(), embedder)

    assert reading(weights).reads("เป็นบริษัทค่ะ", "kind") == reading(None).reads("เป็นบริษัทค่ะ", "kind")


@pytest.mark.parametrize(("day", "option"), [(BEFORE, "company"), (AFTER, "firm")])
@pytest.mark.parametrize("asked", ["", "kind"])
@pytest.mark.parametrize("text", ["เป็นบริษัท", "เป็นบริษัทค่ะ", "เป็นบริษัทค่ะ ยังไม่มีทะเบียน"])
def test_option_of_the_day(text: str, asked: str, day: date, option: str) -> None:
    """Where one option makes way for another of the same words, that of the day is read."""
    assert reader_of(*DATED).on(day).reads(text, asked).picks["kind"] == option


def test_option_that_is_over() -> None:
    """An option of another day is not among those that are weighed."""
    margins = reader_of(*DATED).on(AFTER).margins("เป็นบริษัทค่ะ", "kind")

    assert {each.option for each in margins} == {"person", "firm", UNCLEAR}


def test_two_options_without_a_day() -> None:
    """Without a day nobody guesses which of two options of the same words is meant."""
    told = reader_of(*DATED).reads("เป็นบริษัท", "kind")

    assert told.picks == {}


def test_same_day_same_reader() -> None:
    """Readers are made once for each set of options, not for each message."""
    dated = reader_of(*DATED)

    assert dated.on(AFTER) is dated.on(date(2030, 1, 1))
    assert dated.on(AFTER) is not dated.on(BEFORE)


def test_every_day_is_alike(reader: Reader) -> None:
    """Where no option has a day, the reader reads every day."""
    assert reader.on(BEFORE) is reader


def test_question_that_is_over() -> None:
    """A question whose options are all past is not read, and is no error."""
    kind = FLOW.questions["kind"]
    past = {id_: replace(each, days=Days(last=BEFORE)) for id_, each in kind.options.items()}
    questions = {**FLOW.questions, "kind": replace(kind, options=past)}
    reader = reading(weights_of(), replace(FLOW, questions=questions)).on(AFTER)

    assert reader.reads("เป็นบริษัทค่ะ ยังไม่มีทะเบียน", "kind").picks == {"paper": "none"}
    assert reader.margins("เป็นบริษัทค่ะ", "kind") == []


def test_an_answer_to_the_question_asked_goes_before_another_questions_phrase() -> None:
    """The label of one question, said to another that it answers, is the answer to that one."""
    label = "        label: บุคคล\n"
    close: Change = (label, f"{label}        short: [อยากใช้ค่ะ, อยากใช้นะ, อยากใช้จ้า]\n")

    assert reader_of().reads("อยากใช้", "kind").picks == {"want": "yes"}
    assert reader_of(close).reads("อยากใช้", "kind").picks["kind"] == "person"
