"""Talking to a guide: forward, back, corrections, breaks, old buttons, another case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.conversation import Conversation, read_conversation
from bot.conversation.guide.guide import Guide
from bot.conversation.guide.taps import Tap
from indexer.flows.flow import Days, Flow
from indexer.flows.reader import Reading, Told
from indexer.wording import COMMANDS, Wording
from tests.bot.conversation.guide.conftest import TODAY, FakeReader, Person

TO_STARTUP = ("yes", "packaging", "not_yet", "farmer_group")


def told(**picks: str) -> Told:
    return Told(tuple(Reading(q, o, "", 1.0) for q, o in picks.items()))


def test_it_begins_with_the_intro_and_the_first_question(person: Person, flow: Flow) -> None:
    """The first screen says what this is, then asks."""
    reply = person.opens()

    assert reply.texts == (flow.intro,)
    assert person.asked == flow.start


def test_buttons_lead_to_a_result(person: Person) -> None:
    """Four taps, and a result with the case closed."""
    person.opens()

    reply = person.taps(*TO_STARTUP)

    assert (reply.decision, person.case.outcome) == ("guide_result", "startup")
    assert not person.conversation.running


def test_numbers_lead_to_the_same(person: Person, flow: Flow) -> None:
    """A typed number picks the option that stands behind it."""
    person.opens()

    for option in TO_STARTUP:
        question = flow.questions[person.asked]
        person.says(f"ข้อ {list(question.options).index(option) + 1} ค่ะ")

    assert person.case.outcome == "startup"


def test_thai_digits_count(person: Person, flow: Flow) -> None:
    """๒ is 2."""
    person.opens()

    person.says("๒")

    assert person.case.choices == {flow.start: list(flow.questions[flow.start].options)[1]}


def test_a_number_beyond_the_options_is_no_answer(person: Person) -> None:
    """There is no option 99: the guide does not guess which is meant."""
    person.opens()

    assert person.says("99") is None
    assert person.case.choices == {}


def test_what_was_typed_is_repeated(person: Person, reader: FakeReader, flow: Flow) -> None:
    """Typed words are taken over visibly, so that a slip is seen at once."""
    person.opens()

    reply = person.says(reader.understands("อยากค่ะ", interest="yes"))

    assert reply
    assert flow.questions["interest"].options["yes"].label in reply.texts[0]


def test_the_reader_knows_what_is_asked(person: Person, reader: FakeReader) -> None:
    """A bare "ยัง" means something only as the answer to the question that stands there."""
    person.opens()
    person.taps("yes", "packaging")

    person.says("ยัง")

    assert reader.read[-1] == ("ยัง", "otop")


def test_a_wish_for_a_service_is_a_wish_for_science(guide: Guide, person: Person) -> None:
    """Whoever wants packaging has answered whether they want help, and is not asked."""
    person.hears(guide.begin(person.moment, told(service="packaging")))

    assert person.case.choices["interest"] == "yes"
    assert person.asked == "otop"


def test_a_story_asks_only_what_is_missing(guide: Guide, person: Person, flow: Flow) -> None:
    """What was told is repeated, each point with a button to mend it; the rest is asked."""
    story = told(kind="farmer_group", service="packaging")

    reply = person.hears(guide.begin(person.moment, story))

    assert person.asked == "otop"
    assert flow.questions["service"].options["packaging"].label in reply.texts[-1]
    says = {button.says for button in reply.buttons}
    assert any(flow.questions["service"].topic in words for words in says)


def test_a_story_that_tells_all_is_confirmed_first(guide: Guide, person: Person) -> None:
    """Nothing is concluded from free words before the person said that they were read right."""
    story = told(kind="farmer_group", service="packaging", otop="not_yet")
    person.hears(guide.begin(person.moment, story))
    assert person.case.outcome == ""

    person.commands("confirm")

    assert person.case.outcome == "startup"


def test_a_confirmation_may_be_typed(guide: Guide, person: Person) -> None:
    """ "ถูกต้องค่ะ" is as good as the button."""
    story = told(kind="farmer_group", service="packaging", otop="not_yet")
    person.hears(guide.begin(person.moment, story))

    person.says("ถูกต้องค่ะ")

    assert person.case.outcome == "startup"


def test_a_plain_yes_confirms(guide: Guide, person: Person) -> None:
    """ "ใช่ค่ะ" is what people type when asked whether all was understood."""
    story = told(kind="farmer_group", service="packaging", otop="not_yet")
    person.hears(guide.begin(person.moment, story))

    person.says("ใช่ค่ะ")

    assert person.case.outcome == "startup"


def test_a_plain_yes_is_no_command_elsewhere(person: Person, reader: FakeReader) -> None:
    """Where a question is open, a yes is an answer to it."""
    person.opens()

    person.says("ใช่ค่ะ")

    assert reader.read[-1] == ("ใช่ค่ะ", "interest")


def test_a_number_picks_nothing_where_nothing_is_numbered(guide: Guide, person: Person) -> None:
    """On the card that asks whether all is right, "1" must not change the last answer."""
    story = told(kind="farmer_group", service="packaging", otop="not_yet")
    person.hears(guide.begin(person.moment, story))

    assert person.says("1") is None
    assert person.case.choices["kind"] == "farmer_group"


def test_a_number_does_not_settle_a_contradiction(person: Person, reader: FakeReader) -> None:
    """Two answers stand side by side there, not all the options of the question."""
    person.opens()
    person.taps("yes", "packaging", "not_yet")
    person.says(reader.understands("มีทะเบียนโอทอปแล้ว", otop="registered"))

    assert person.says("3") is None


def test_a_detour_comes_back_to_the_confirmation(guide: Guide, person: Person) -> None:
    """What was heard still waits for a yes after a question in between, or a miss."""
    story = told(kind="farmer_group", service="packaging", otop="not_yet")
    first = person.hears(guide.begin(person.moment, story))

    after = guide.back_to(person.case, person.moment, ("คำตอบ",))

    assert after.card == first.card
    assert guide.missed(person.case, person.moment).card == first.card


def test_a_result_looked_at_again_waits_for_nothing(person: Person) -> None:
    """Who only looks at the result again is not asked the last question after the next answer."""
    person.opens()
    person.taps(*TO_STARTUP)

    person.opens()

    assert not person.conversation.running


def test_one_point_of_a_story_can_be_mended(guide: Guide, person: Person) -> None:
    """The button of a point asks just that point again; the rest stays."""
    story = told(kind="farmer_group", service="packaging", otop="not_yet")
    person.hears(guide.begin(person.moment, story))

    buttons = [b for b in person.choices() if "ask?" in b.data and b.data.endswith("otop=not_yet")]
    person.presses(buttons[0])
    assert person.asked == "otop"
    person.taps("registered")

    assert person.case.outcome == "existing"


def test_back_asks_the_question_before(person: Person) -> None:
    """Back takes back the last answer, and only that."""
    person.opens()
    person.taps("yes", "packaging")

    person.commands("back")

    assert person.asked == "service"
    assert person.case.choices == {"interest": "yes"}


def test_back_at_the_first_question_stays(person: Person, flow: Flow) -> None:
    """There is nothing before the first question, and the guide says so."""
    person.opens()

    reply = person.says("ย้อนกลับ")

    assert reply
    assert reply.texts
    assert person.asked == flow.start


def test_a_changed_answer_asks_only_what_depends_on_it(person: Person) -> None:
    """A company that turns out to be registered is asked what it sells, and nothing twice."""
    person.opens()
    person.taps("yes", "packaging", "not_yet", "company")
    assert person.case.outcome == "none_as_written"

    person.says("แก้คำตอบ")
    person.presses(next(b for b in person.choices() if b.data.endswith("otop=not_yet")))
    person.taps("registered")

    assert person.asked == "sells"
    person.taps("yes")
    assert person.case.outcome == "growth"


def test_a_correction_by_typing_is_one(person: Person, reader: FakeReader) -> None:
    """ "เอ้ย จดแล้วต่างหาก" at a later question changes the earlier answer at once."""
    person.opens()
    person.taps("yes", "packaging", "not_yet")

    person.says(reader.understands("เอ้ย จดแล้วต่างหาก", otop="registered"))

    assert person.case.choices["otop"] == "registered"
    assert person.asked == "kind"


def test_a_bare_correction_answers_a_question_of_before(person: Person, reader: FakeReader) -> None:
    """ "จดแล้ว" names nothing, but put right it can only be another answer to what was asked."""
    person.opens()
    person.taps("yes", "packaging", "not_yet")
    reader.understands("จดแล้ว", otop="registered")

    person.says("เอ้ย จดแล้วต่างหาก")

    assert person.case.choices["otop"] == "registered"


def test_a_correction_after_the_result_counts(person: Person, reader: FakeReader) -> None:
    """Who sees the result and corrects it gets the other result, under the same code."""
    person.opens()
    person.taps(*TO_STARTUP)
    code = person.case.code

    person.says(reader.understands("เอ้ย จดแล้วต่างหาก", otop="registered"))

    assert (person.case.outcome, person.case.code) == ("existing", code)


def test_a_contradiction_is_asked(person: Person, reader: FakeReader, flow: Flow) -> None:
    """Without a word of correction the two answers are put side by side; nothing changes yet."""
    person.opens()
    person.taps("yes", "packaging", "not_yet")

    reply = person.says(reader.understands("มีทะเบียนโอทอปแล้ว", otop="registered"))

    assert reply
    assert reply.card
    assert person.case.choices["otop"] == "not_yet"
    options = flow.questions["otop"].options
    assert options["registered"].label in reply.card.text
    assert options["not_yet"].label in reply.card.text
    person.taps("registered")
    assert person.case.choices["otop"] == "registered"
    assert person.asked == "kind"


def test_an_answer_beside_a_contradiction_is_kept(person: Person, reader: FakeReader) -> None:
    """What the same message tells without contradiction is not asked again."""
    person.opens()
    person.taps("yes", "packaging", "not_yet")

    text = reader.understands("เป็นบริษัท จดโอทอปแล้ว", kind="company", otop="registered")
    person.says(text)
    person.taps("registered")

    assert person.asked == "sells"


def test_a_closer_answer_is_no_contradiction(person: Person, reader: FakeReader) -> None:
    """Who was unsure, saw the example and says no, has not contradicted the doubt."""
    person.opens()
    person.taps("unsure")

    person.says(reader.understands("ไม่เอาดีกว่า", interest_example="no", interest="no"))

    assert person.case.outcome == "not_interested"
    assert person.case.choices["interest"] == "unsure"


def test_three_misses_are_three_different_questions(person: Person, guide: Guide) -> None:
    """Asked in other words, then with the choices, then staff are offered; the place is kept."""
    person.opens()
    person.taps("yes")
    replies = []
    for _ in range(3):
        replies.append(person.hears(guide.missed(person.case, person.moment)))

    assert len({reply.texts for reply in replies}) == 3
    assert len({reply.card.text for reply in replies if reply.card}) == 2
    assert "ถามเจ้าหน้าที่" in [button.says for button in replies[-1].buttons]
    assert person.asked == "service"


def test_an_answer_ends_the_misses(person: Person, guide: Guide) -> None:
    """The next question begins with a clean slate."""
    person.opens()
    person.hears(guide.missed(person.case, person.moment))

    person.taps("yes")

    assert person.case.misses == 0


def test_cancelling_keeps_the_answers(person: Person) -> None:
    """Cancelled is put aside: what was answered is there when the person comes back."""
    person.opens()
    person.taps("yes", "packaging")

    person.says("ยกเลิก")
    assert not person.conversation.running
    person.says("ทำต่อ")

    assert person.asked == "otop"


def test_restarting_begins_a_new_case(person: Person, flow: Flow) -> None:
    """Beginning anew forgets the answers and takes a new code."""
    person.opens()
    person.taps("yes")
    code = person.case.code

    person.says("เริ่มใหม่")

    assert person.asked == flow.start
    assert person.case.choices == {}
    assert person.case.code != code


def test_opening_again_offers_to_go_on(person: Person) -> None:
    """Two weeks later: go on or begin anew, as the person likes."""
    person.opens()
    person.taps("yes", "packaging")

    person.opens()
    assert person.asked == ""
    person.commands("resume")

    assert person.asked == "otop"


def test_opening_after_a_result_offers_it_again(person: Person) -> None:
    """The result of before can be seen again."""
    person.opens()
    person.taps(*TO_STARTUP)

    person.opens()
    reply = person.commands("resume")

    assert reply.decision == "guide_result"


def test_the_guide_can_be_run_for_somebody_else(person: Person, flow: Flow) -> None:
    """Another business is another case with a code of its own."""
    person.opens()
    person.taps(*TO_STARTUP)
    code = person.case.code

    person.commands("other")

    assert person.asked == flow.start
    assert person.case.code != code


def test_an_old_button_of_the_same_case_works(person: Person) -> None:
    """The newest answers count, apart from the one the button gives."""
    person.opens()
    first = person.choices()
    person.taps("yes", "packaging", "not_yet")

    person.presses(next(b for b in first if b.data.endswith("interest=no")))

    assert person.case.outcome == "not_interested"
    assert person.case.choices["service"] == "packaging"


def test_an_old_button_does_not_bring_back_old_answers(person: Person) -> None:
    """A later change is not undone by a button that was drawn before it."""
    person.opens()
    person.taps("yes", "packaging")
    otop = person.choices()
    person.commands("back")
    person.taps("machine")

    person.presses(next(b for b in otop if b.data.endswith("otop=not_yet")))

    assert person.case.choices["service"] == "machine"


def test_a_double_tap_changes_nothing(person: Person) -> None:
    """The second of two taps finds its answer given and shows the same question."""
    person.opens()
    yes = next(b for b in person.choices() if b.data.endswith("interest=yes"))

    first, second = person.presses(yes), person.presses(yes)

    assert first.conversation == second.conversation
    assert first.card == second.card


def test_a_button_works_when_all_is_forgotten(person: Person) -> None:
    """A button carries the answers that led to it: it works after the store was lost."""
    person.opens()
    person.taps("yes", "packaging")
    otop = person.choices()
    person.conversation = Conversation()

    person.presses(next(b for b in otop if b.data.endswith("otop=not_yet")))

    assert person.case.choices == {"interest": "yes", "service": "packaging", "otop": "not_yet"}
    assert person.asked == "kind"


def test_a_button_of_another_case_asks_which_is_meant(person: Person) -> None:
    """An old case's button in the middle of a new one mixes nothing."""
    person.opens()
    person.taps("yes")
    old = person.choices()
    person.commands("restart")
    person.taps("unsure")

    person.presses(next(b for b in old if b.data.endswith("service=machine")))
    assert person.case.choices == {"interest": "unsure"}
    person.commands("adopt")

    assert person.case.choices == {"interest": "yes", "service": "machine"}
    assert person.asked == "otop"


def test_the_case_that_runs_can_be_kept(person: Person) -> None:
    """The other way out of the same question."""
    person.opens()
    old = person.choices()
    person.commands("restart")
    person.taps("unsure")

    person.presses(next(b for b in old if b.data.endswith("interest=no")))
    person.commands("resume")

    assert person.case.choices == {"interest": "unsure"}


def test_somebody_elses_button_takes_a_code_of_its_own(guide: Guide, person: Person) -> None:
    """In a group others see the buttons too: a tap of theirs is a case of theirs."""
    person.opens()
    yes = next(b for b in person.choices() if b.data.endswith("interest=yes"))
    other = Person(guide, codes=100)

    other.presses(yes)

    assert other.case.choices == {"interest": "yes"}
    assert other.case.code != person.case.code


def test_a_changed_flow_says_so(person: Person, changed: Guide, wording: Wording) -> None:
    """Answers of before go on in the new edition, and the person is told."""
    person.opens()
    yes = next(b for b in person.choices() if b.data.endswith("interest=yes"))
    person.guide = changed

    reply = person.presses(yes)

    assert reply.texts == (wording["guide_changed"],)
    assert person.case.edition == changed.flow.edition


def test_a_changed_flow_says_so_to_typed_answers_once(
    person: Person, changed: Guide, reader: FakeReader, wording: Wording
) -> None:
    """Who types on after staff changed the questions is told as well, and not every time."""
    person.opens()
    person.guide = changed

    first = person.says(reader.understands("อยากค่ะ", interest="yes"))
    then = person.says(reader.understands("ซองใหม่", service="packaging"))

    assert first
    assert wording["guide_changed"] in first.texts
    assert then
    assert wording["guide_changed"] not in then.texts


def test_an_answer_of_another_day_is_no_contradiction(
    person: Person, flow: Flow, reader: FakeReader
) -> None:
    """What can no longer be picked is asked again, not held against the new answer."""
    person.opens()
    person.taps("yes", "packaging", "not_yet")
    otop = flow.questions["otop"]
    past = replace(otop.options["not_yet"], days=Days(last=TODAY - timedelta(days=1)))
    questions = {**flow.questions, "otop": replace(otop, options={**otop.options, "not_yet": past})}
    person.guide = replace(person.guide, flow=replace(flow, questions=questions))

    person.says(reader.understands("มีทะเบียนโอทอปแล้ว", otop="registered"))

    assert person.case.choices["otop"] == "registered"
    assert person.asked == "kind"


def test_an_option_that_is_gone_is_asked_again(person: Person, flow: Flow) -> None:
    """A tap on what is no longer offered decides nothing."""
    person.opens()
    tap = Tap(flow.id, person.case.code, flow.edition, "pick", {"interest": "perhaps"})

    reply = person.hears(person.guide.press(tap, person.conversation, person.moment))

    assert reply.texts
    assert person.asked == "interest"
    assert person.case.choices == {}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_can_be_typed(name: str, person: Person, wording: Wording) -> None:
    """Every button of the guide has words that do the same."""
    person.opens()
    person.taps("yes")

    assert person.says(wording.commands[name].label)


def test_what_is_no_answer_is_left_to_others(person: Person) -> None:
    """A question in between is not for the guide to answer."""
    person.opens()

    assert person.says("โอทอปคืออะไร") is None


def test_a_question_staff_wrote_is_no_answer(person: Person, reader: FakeReader) -> None:
    """What the documents hold word for word is a question, whatever could be read into it."""
    person.opens()
    text = reader.understands("วิสาหกิจชุมชนคืออะไร", kind="community_enterprise")

    assert person.guide.hear(text, person.conversation, person.moment, word_for_word=True) is None


def test_coming_back_tells_the_place(person: Person, wording: Wording) -> None:
    """After a detour the guide says at which question it goes on."""
    person.opens()
    person.taps("yes")

    reply = person.hears(person.guide.back_to(person.case, person.moment, ("คำตอบ",)))

    place = wording["guide_back_to"].replace("{number}", "2").replace("{total}", "4").strip()
    assert reply.texts == ("คำตอบ", place)
    assert person.asked == "service"


def test_a_result_can_be_had_as_text(person: Person, flow: Flow) -> None:
    """The same as on the card, in words: title, code and every step."""
    person.opens()
    person.taps(*TO_STARTUP)
    code = person.case.code

    text = person.says("ขอเป็นข้อความ").texts[0]  # type: ignore[union-attr]  # heard for sure

    outcome = flow.outcomes["startup"]
    assert outcome.title in text
    assert f"{code[:4]} {code[4:]}" in text
    assert all(step in text for step in outcome.next_steps)


def test_the_service_shapes_the_next_steps(person: Person, flow: Flow) -> None:
    """The first step is the one for what they want to improve."""
    person.opens()

    reply = person.taps("yes", "machine", "not_yet", "farmer_group")

    assert reply.card
    steps = [line for section in reply.card.sections for line in section.lines]
    assert any(flow.questions["service"].options["machine"].advice in line for line in steps)


def test_a_conversation_survives_the_store(person: Person) -> None:
    """Whatever was remembered is read back the same."""
    person.opens()
    person.taps("yes")

    assert read_conversation(person.conversation.to_json()) == person.conversation


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "{}",
            "[]",
            '{"case": {"old": 1}, "running": true}',
            '{"case": "x", "running": true}',
        ),
        '{"case": {"flow": "a", "edition": "b", "code": "c", "heard": null}, "running": true}',
    ],
)
def test_a_conversation_of_another_shape_is_a_new_one(text: str) -> None:
    """What another version wrote breaks nothing."""
    assert read_conversation(text) == Conversation()


def test_a_past_outcome_gives_way(person: Person, flow: Flow) -> None:
    """Past the day on which its rules may be trusted, an outcome is no longer told."""
    last = flow.outcomes["startup"].days.last
    assert last
    person.opens()
    person.today = last + timedelta(days=1)

    person.taps(*TO_STARTUP)

    assert person.case.outcome == flow.lapsed
