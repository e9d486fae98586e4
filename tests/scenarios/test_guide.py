"""The coupon guide in a chat: by taps, by words, with detours and breaks, and told only once."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from bot.conversation.codes import spoken
from bot.conversation.guide.taps import Tap, read_tap
from bot.store.tables import cases, conversations, events
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.knowledge import Knowledge
from indexer.wording import Wording
from tests.line_stand_in import LineStandIn
from tests.scenarios.phone import Phone
from tests.webhooks import text

GROUP = {"type": "group", "groupId": "C" + "d" * 32}
NAME = "@คลินิก"
TWO_WEEKS = 14 * 24 * 3600.0
STORY = "เป็นกลุ่มแม่บ้านเกษตรกรทำกล้วยตาก ยังไม่ได้ขึ้นทะเบียนโอทอป อยากพัฒนาแพ็กเกจ เข้ากลุ่มไหนคะ"
TOLD = {"interest": "yes", "service": "packaging", "otop": "not_yet", "kind": "farmer_group"}


class InGroup(Phone):
    """Somebody's phone, open at a group that the bot is in."""

    def does(self, *raws: dict[str, Any]) -> None:
        super().does(*[{**raw, "source": {**GROUP, "userId": self.user}} for raw in raws])

    def asks_the_bot(self, words: str) -> None:
        """Say *words* with a mention of the bot before them."""
        raw = text(f"{NAME} {words}", self.user)
        self_ = {"index": 0, "length": len(NAME), "type": "user", "isSelf": True}
        raw["message"]["mention"] = {"mentionees": [self_]}
        self.does(raw)


@pytest.fixture(scope="session")
def flow(knowledge: Knowledge) -> Flow:
    return next(flow for flow in knowledge.flows if flow.id == "coupon")


@pytest.fixture
def started(line: Phone, flow: Flow) -> Phone:
    """A phone on which the guide was just begun."""
    line.says(flow.button)
    return line


def actions(phone: Phone) -> list[tuple[Tap, dict[str, Any]]]:
    """Return what of the guide the last answer offers to tap."""
    phone.waits()
    found = [(read_tap(action.get("data", "")), action) for _, action in phone.seen()]
    return [(tap, action) for tap, action in found if tap]


def asked(phone: Phone) -> str:
    """Return the question that the last answer asks."""
    return next((tap.question for tap, _ in actions(phone) if tap.do == "pick"), "")


def choice(phone: Phone, option: str) -> dict[str, Any]:
    """Return the action that answers the question asked with *option*."""
    (found,) = [
        action
        for tap, action in actions(phone)
        if tap.do == "pick" and tap.choices[tap.question] == option
    ]
    return found


def picks(phone: Phone, *options: str) -> None:
    """Tap one option after another, of the questions as they come."""
    for option in options:
        phone.taps(choice(phone, option))
    phone.waits()


def commands(phone: Phone, name: str) -> None:
    phone.taps(next(action for tap, action in actions(phone) if tap.do == name))
    phone.waits()


def case_of(phone: Phone) -> Mapping[str, Any]:
    """Return what the database holds of the person's newest case."""
    query = select(cases).where(cases.c.chat == chat_of(phone)).order_by(cases.c.id.desc())
    with phone.app.extensions["bot"].engine.connect() as connection:
        row = connection.execute(query).mappings().first()
    assert row
    return {**row, "choices": json.loads(row["choices"])}


def chat_of(phone: Phone) -> str:
    phone.waits()
    query = select(events.c.chat).where(events.c.event_id == phone.events[-1]["webhookEventId"])
    with phone.app.extensions["bot"].engine.connect() as connection:
        return str(connection.execute(query).scalar_one())


def is_away_for(phone: Phone, seconds: float) -> None:
    """Let *seconds* pass since the person was answered."""
    of_chat = conversations.c.chat == chat_of(phone)
    earlier = update(conversations).values(updated=conversations.c.updated - seconds)
    with phone.app.extensions["bot"].engine.begin() as connection:
        connection.execute(earlier.where(of_chat))


def test_buttons_lead_from_an_answer_to_a_result(
    line: Phone, flow: Flow, knowledge: Knowledge
) -> None:
    """Under what the documents say of the coupon is the button; five taps later is the result."""
    line.says(knowledge.entries["coupon-what"].question)
    line.taps(flow.button)

    picks(line, "yes", "packaging", "registered", "cooperative")

    assert flow.outcomes["existing"].title in line.waits()[-1]


def test_the_first_screen_says_what_is_not_known(started: Phone, flow: Flow) -> None:
    """Before the first question stands that nothing is confirmed."""
    assert flow.intro in started.waits()


def test_a_story_is_repeated_before_anything_is_concluded(line: Phone, flow: Flow) -> None:
    """Every point that was read can be seen, and put right, while there is no outcome yet."""
    line.says(STORY)

    (seen,) = line.waits()[1:]
    labels = [flow.questions[q].options[o].label for q, o in TOLD.items()]
    assert [label for label in labels if label not in seen] == []
    assert {tap.question for tap, _ in actions(line) if tap.do == "ask"} == set(TOLD)
    assert (case_of(line)["choices"], case_of(line)["outcome"]) == (TOLD, "")


def test_a_confirmed_story_is_a_result(line: Phone, flow: Flow) -> None:
    """One sentence and one tap."""
    line.says(STORY)

    commands(line, "confirm")

    assert flow.outcomes["startup"].title in line.waits()[-1]


def test_a_question_in_between_is_answered(
    started: Phone, entry: Entry, wording: Wording, flow: Flow
) -> None:
    """After the answer the guide says where it was, and asks the same again."""
    picks(started, "yes")
    before = len(started.waits())

    started.says(entry.question)

    answer, back, question = started.waits()[before:]
    assert entry.answer in answer
    assert back == wording["guide_back_to"].format(number=2, total=4).strip()
    assert flow.questions["service"].ask in question
    assert asked(started) == "service"


def test_answers_can_be_typed(started: Phone) -> None:
    """In words of their own, an unregistered company learns that it is in no group."""
    picks(started, "yes", "standard")

    for words in ("ยังไม่ได้จดค่ะ", "บริษัทค่ะ"):
        started.says(words)

    assert case_of(started)["outcome"] == "none_as_written"


def test_a_slip_of_the_tongue_is_put_right(started: Phone) -> None:
    """ "No, it is registered after all": the earlier answer changes, the open question stays."""
    picks(started, "yes", "machine", "not_yet")

    started.says("เอ้ย จดแล้วต่างหาก")

    assert case_of(started)["choices"]["otop"] == "registered"
    assert asked(started) == "kind"


def test_what_is_no_answer_is_asked_again(started: Phone, flow: Flow) -> None:
    """The same question in other words, and nothing is taken for an answer."""
    picks(started, "yes", "machine")

    started.says("ฟหกด่าสว")

    assert flow.questions["otop"].again in started.waits()[-1]
    assert "otop" not in case_of(started)["choices"]


def test_two_weeks_later_it_goes_on(started: Phone, flow: Flow) -> None:
    """Who calls the guide again is offered to go on, and comes to the question left open."""
    picks(started, "yes", "product")
    is_away_for(started, TWO_WEEKS)

    started.says(flow.button)
    assert asked(started) == ""
    commands(started, "resume")

    assert asked(started) == "otop"


def test_two_weeks_later_it_may_begin_anew(started: Phone, flow: Flow) -> None:
    """The other button begins another case."""
    picks(started, "yes", "product")
    before = case_of(started)
    is_away_for(started, TWO_WEEKS)

    started.says(flow.button)
    commands(started, "restart")

    assert asked(started) == flow.start
    assert case_of(started)["code"] != before["code"]


def test_two_weeks_later_a_question_is_only_a_question(started: Phone, entry: Entry) -> None:
    """Who comes back with something else is answered, and may go on by a button."""
    picks(started, "yes")
    is_away_for(started, TWO_WEEKS)

    started.says(entry.question)
    assert entry.answer in started.waits()[-1]
    commands(started, "resume")

    assert asked(started) == "service"


def test_a_redelivered_tap_is_answered_once(started: Phone) -> None:
    """LINE brings the same tap again: nothing more is said."""
    picks(started, "yes")
    said = started.waits()

    started.does({**started.events[-1], "deliveryContext": {"isRedelivery": True}})

    assert started.waits() == said


def test_a_double_tap_does_no_harm(started: Phone) -> None:
    """The second of two taps shows the same question; one answer is given."""
    yes = choice(started, "yes")
    started.taps(yes)
    first = started.waits()[-1]

    started.taps(yes)

    assert started.waits()[-1] == first
    assert case_of(started)["choices"] == {"interest": "yes"}


def test_the_card_shows_the_code_of_the_case(started: Phone) -> None:
    """What the person reads out on the phone is what staff find in the database."""
    picks(started, "yes", "material", "not_yet", "person")

    case = case_of(started)
    assert spoken(case["code"]) in started.waits()[-1]
    assert (case["flow"], case["outcome"]) == ("coupon", "startup")
    assert case["choices"] == {
        **{"interest": "yes", "service": "material", "otop": "not_yet", "kind": "person"}
    }


def test_in_a_group_two_people_have_a_case_each(
    app: Flask, line_api: LineStandIn, flow: Flow
) -> None:
    """Taps need no mention; on the same card two people answer each for themselves."""
    one, other = InGroup(app, line_api), InGroup(app, line_api)
    one.asks_the_bot(flow.button)
    card = {option: choice(one, option) for option in ("yes", "no")}

    one.taps(card["yes"])
    other.taps(card["no"])

    assert (case_of(one)["choices"], case_of(one)["outcome"]) == ({"interest": "yes"}, "")
    assert case_of(other)["choices"] == {"interest": "no"}
    assert case_of(other)["outcome"] == "not_interested"
    assert case_of(one)["code"] != case_of(other)["code"]


def test_a_result_can_be_had_as_text(started: Phone, flow: Flow) -> None:
    """Whoever sees no cards gets the same in one bubble."""
    picks(started, "no")

    commands(started, "as_text")

    outcome = flow.outcomes["not_interested"]
    (said,) = started.received()[-1].messages
    assert said["type"] == "text"
    assert [step for step in outcome.next_steps if step not in said["text"]] == []
