"""Learning to read answers from the phrases of a flow."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.flows import learn as learning
from indexer.flows.features import Matrix, features
from indexer.flows.flow import Flow, Question
from indexer.flows.learn import RIDGE, WRONG, _bar, _fit, learn, with_weights
from indexer.flows.weights import BARS, OPENS, Weights
from indexer.talk import TALK
from tests.indexer.fakes import PairEmbedder, build, document, entry, small
from tests.indexer.flows.learnt import flow_in, knowledge_of, weights_of
from tests.indexer.flows.little import Change

PHRASES = ["อยากใช้", "สนใจ", "ไม่สนใจ", "ไม่เอา", "บริษัท", "เป็นบริษัท", "คนเดียว", "กี่โมง", "กี่วัน"]
MEANS = np.array([[1, 0, 0]] * 2 + [[0, 1, 0]] * 2 + [[0, 0, 1]] * 3 + [[0, 0, 0]] * 2, np.float64)
STRANGE = "บริษัทขนส่งเปิดกี่โมง"  # nothing to do with the flow, though it has a word of it
TWIN: Change = ("ได้ทะเบียนปี 2560]", "ได้ทะเบียนปี 2560, ได้\u200bทะเบียนปี  ๒๕๖๐]")
SHORT: Change = ("[มี, ใช่]", "[มี, ใช่, เรียบร้อย]")


@pytest.fixture(scope="module")
def known() -> Matrix:
    return features(PHRASES, PairEmbedder())


def trained(known: Matrix, targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of ridge regression, straight from its definition."""
    rows = known.astype(np.float64)
    return rows.T @ np.linalg.solve(rows @ rows.T + RIDGE * np.eye(len(rows)), targets)


def learnt(flow: Flow) -> Weights:
    return learn(flow, knowledge_of(), PairEmbedder())


def with_question(flow: Flow, question: Question) -> Flow:
    return replace(flow, questions={**flow.questions, question.id: question})


def bar(right: list[float], wrong: list[float], share: float) -> float:
    """The bar for margins of tries that were read right and wrong."""
    margins = np.array([*right, *wrong])
    return _bar([(margins, np.arange(len(margins)) < len(right))], share)


def score(weights: Matrix) -> float:
    """How much STRANGE sounds like a company."""
    [row] = features([STRANGE], PairEmbedder())
    return float(row @ weights[:, weights_of().columns.index(("kind", "company"))])


@pytest.mark.parametrize("at_once", [1, 2, 4, 512])
def test_weights_are_those_of_the_definition(
    known: Matrix, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into however small pieces the matrix is cut, the weights solve ridge regression."""
    monkeypatch.setattr(learning, "AT_ONCE", at_once)
    fit = _fit(known, known @ known.T, MEANS)

    np.testing.assert_allclose(fit.weights, trained(known, MEANS), atol=1e-6)


@pytest.mark.parametrize("at_once", [1, 2, 4, 512])
def test_left_out(known: Matrix, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phrase is judged as by a model that was really trained without it."""
    monkeypatch.setattr(learning, "AT_ONCE", at_once)
    fit = _fit(known, known @ known.T, MEANS)
    for i, row in enumerate(known):
        without = trained(np.delete(known, i, axis=0), np.delete(MEANS, i, axis=0))
        np.testing.assert_allclose(fit.held_out[i], row @ without, atol=1e-6)


def test_left_out_is_harder(known: Matrix) -> None:
    """What a model never saw it reads less surely than what it learnt."""
    fit = _fit(known, known @ known.T, MEANS)

    assert (fit.held_out[MEANS > 0] < (known @ fit.weights)[MEANS > 0]).all()


@pytest.mark.parametrize(
    ("right", "wrong", "share", "least"),
    [
        ([0.9], [0.5, 0.3, 0.1], 0.0, 0.5),
        ([0.9], [0.1, 0.5, 0.3], 0.25, 0.3),
        ([0.9], [0.5, 0.3, 0.1], 0.49, 0.3),
        ([0.9], [0.5, 0.3, 0.1], 0.5, 0.1),
        ([0.1], [0.5, 0.5, 0.5], 0.25, 0.5),
    ],
    ids=["none may", "one of four may", "nearly two may", "two may", "all alike"],
)
def test_bar(right: list[float], wrong: list[float], share: float, least: float) -> None:
    """A bar lies next above the greatest margin that may no longer be read wrong."""
    found = bar(right, wrong, share)

    assert least < found == pytest.approx(least, abs=1e-6)


@pytest.mark.parametrize(
    ("right", "wrong", "share"),
    [([0.9], [], 0.0), ([0.9], [-0.4, -0.2], 0.0), ([0.9], [0.5], 0.5)],
    ids=["nothing is wrong", "what is wrong was never read", "all that is wrong may be"],
)
def test_bar_is_above_nothing(right: list[float], wrong: list[float], share: float) -> None:
    """However good the data, an option that leads by nothing is not read."""
    assert 0 < np.float32(bar(right, wrong, share)) < 1e-6


@pytest.mark.parametrize("name", BARS)
def test_bars_come_from_data(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The more may be read wrong, the lower the bar, and no other bar moves."""
    careful = weights_of().bars
    monkeypatch.setitem(WRONG, name, 0.5)
    bars = learnt(flow_in(knowledge_of())).bars

    assert 0 < bars[name] < careful[name]
    assert {**bars, name: 0} == {**careful, name: 0}


def test_same_phrase_in_another_spelling() -> None:
    """A phrase that is written twice teaches once: left out, its twin would speak for it."""
    twice, once = weights_of(TWIN), weights_of()

    np.testing.assert_array_equal(twice.anywhere, once.anywhere)
    assert twice.bars == once.bars


def test_short_words_teach_their_own_question() -> None:
    """A short word teaches the answers to its question, and nothing else."""
    with_, without = weights_of(SHORT), weights_of()
    own = with_.of("paper")
    others = [i for i in range(len(with_.columns)) if i not in own]

    assert not np.array_equal(with_.answer[:, own], without.answer[:, own])
    np.testing.assert_array_equal(with_.answer[:, others], without.answer[:, others])
    np.testing.assert_array_equal(with_.anywhere, without.anywhere)


def test_answers_have_no_column_for_opens() -> None:
    """An answer to a question is no call for the guide, so nothing is learnt of that."""
    weights = weights_of()

    assert not weights.answer[:, weights.of(OPENS)].any()
    assert weights.anywhere[:, weights.of(OPENS)].any()


def test_question_with_nothing_but_labels() -> None:
    """A flow that was begun, without a phrase beside its labels, is learnt."""
    flow = flow_in(knowledge_of())
    bare = {
        question.id: replace(
            question,
            unclear=(),
            options={id_: replace(o, said=(), short=()) for id_, o in question.options.items()},
        )
        for question in flow.questions.values()
    }
    weights = learnt(replace(flow, questions=bare, opens=()))

    assert weights.fits(flow, PairEmbedder())
    assert np.isfinite([weights.anywhere, weights.answer]).all()
    assert all(0 < bar < 1 for bar in weights.bars.values())


def test_question_with_one_option() -> None:
    """A question with a single answer is weighed against silence."""
    flow = flow_in(knowledge_of())
    kind = flow.questions["kind"]
    weights = learnt(
        with_question(flow, replace(kind, options={"company": kind.options["company"]}))
    )

    assert len(weights.of("kind")) == 2
    assert np.isfinite([weights.anywhere, weights.answer]).all()


def test_what_others_ask_is_no_answer() -> None:
    """Questions of the documents and messages from outside pull away from the options."""
    knowledge = replace(knowledge_of(), documents=(), far=(), near=())
    asked = replace(knowledge, documents=small(new=document(entry("new", STRANGE))).documents[:1])
    told = [asked, replace(knowledge, far=(STRANGE,)), replace(knowledge, near=(STRANGE,))]
    alone, *with_ = (
        learn(flow_in(knowledge_of()), each, PairEmbedder()) for each in (knowledge, *told)
    )

    assert all(score(each.anywhere) < score(alone.anywhere) - 0.1 for each in with_)


def test_calls_are_read_by_the_bar_that_was_learnt() -> None:
    """A call for the guide passes its bar with room to spare, and an answer does not."""
    weights = weights_of(("ได้สิทธิ์ไหม]", "ได้สิทธิ์ไหม, ได้สิทธิ์ไหมจ๊ะ, ได้สิทธิ์ไหมครับ]"))
    rows = features(["ได้สิทธิ์ไหมคะ", "เป็นบริษัทค่ะ"], PairEmbedder())
    call, answer = rows @ weights.anywhere[:, weights.of(OPENS)[0]]

    assert call > 2 * weights.bars[OPENS] > 2 * answer


def test_every_flow_of_an_index() -> None:
    """An index learns each flow of its knowledge, by the flow's id, and small talk."""
    index = with_weights(build(knowledge_of()), PairEmbedder())

    assert set(index.weights) == {"little", TALK}
    assert index.weights["little"].fits(flow_in(index.knowledge), PairEmbedder())


def test_index_without_a_flow() -> None:
    """Where there is no flow only small talk is learnt."""
    assert list(with_weights(build(small()), PairEmbedder()).weights) == [TALK]
