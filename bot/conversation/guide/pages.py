"""What a guide shows: a question, what was understood, a result. Each page is a Reply."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.conversation.codes import spoken
from bot.conversation.conversation import Case, Conversation
from bot.conversation.guide.taps import ADOPT, ASK, PICK, Tap
from bot.conversation.replies import Button, Card, Reply, Section
from indexer.documents import Source
from indexer.flows.flow import Flow, Option, Outcome, Question, Walk
from indexer.thai_date import to_thai_date
from indexer.wording import Wording

ASKED, RESULT, UNCLEAR = "guide", "guide_result", "guide_unclear"
# After a miss: asked in other words, then with the choices alone, then staff are offered.
MISSED = ("guide_again", "guide_choose", "guide_staff")


class Pages:
    """The pages of *flow* as it stands on one day; *staff* is the button that leads to people."""

    def __init__(self, flow: Flow, wording: Wording, staff: Button | None) -> None:
        self.flow = flow
        self._wording = wording
        self._staff = (staff,) if staff else ()

    def question(self, case: Case, lead: Sequence[str] = ()) -> Reply:
        """Ask what *case* asks now, after the bubbles of *lead*."""
        walk, question = self.flow.walk(case.choices), self.asked(case)
        title = f"{self._place(case, 'guide_place')} · {question.topic}"
        text = question.again if case.misses == 1 else question.ask
        helped = case.misses or not walk.answered
        note = self._wording["guide_hint"] if helped else ""
        card = Card(self._options(case, question), title, text, note=note)
        buttons = [*self._corrections(case), *self._ways_out(case, walk)]
        if case.misses >= len(MISSED):
            buttons = [*self._staff, *buttons]
        return Reply(
            tuple(lead),
            UNCLEAR if case.misses else ASKED,
            tuple(buttons),
            entry=self.flow.id,
            card=card,
            conversation=Conversation(case, running=True, numbered=True),
        )

    def back_to(self, case: Case, lead: Sequence[str]) -> Reply:
        """Ask again where a question in between was answered by *lead*."""
        return self.question(case, (*lead, self._place(case, "guide_back_to")))

    def confirm(self, case: Case, lead: Sequence[str] = ()) -> Reply:
        """Show all that was understood from a story, before anything is concluded from it."""
        points = self._ask_again(case, "{topic}: {label}")
        confirm = self._command(case, "confirm")
        card = Card((*points, confirm), text=self._wording["guide_heard_all"])
        return self._page(case, card, lead, "restart", "cancel")

    def result(self, case: Case, outcome: Outcome, lead: Sequence[str] = ()) -> Reply:
        """Show what the answers lead to: a card worth keeping."""
        share = self._filled("guide_share", title=outcome.title, code=case.code)
        card = replace(
            self._result_card(case, outcome),
            choices=(
                self._command(case, "change"),
                *self._staff,
                Button(self._wording["guide_share_button"], share=share),
            ),
        )
        ended = replace(case, outcome=outcome.id, asked="", heard=(), misses=0)
        return replace(self._page(ended, card, lead, "as_text", "other"), decision=RESULT)

    def result_as_text(self, case: Case, outcome: Outcome) -> Reply:
        """Say the result in plain words, for phones without cards and for passing on."""
        words = self._result_card(case, outcome).words
        return Reply((words,), RESULT, (self._command(case, "change"),), self.flow.id)

    def amend(self, case: Case) -> Reply:
        """Ask which answer is to be changed."""
        card = Card(self._ask_again(case, "{topic}: {label}"), text=self._wording["guide_which"])
        return self._page(case, card, (), "resume", "restart", "cancel")

    def contradiction(self, case: Case, question: str, option: str, lead: Sequence[str]) -> Reply:
        """Point out that *option* is not what was answered before, and ask which of both holds."""
        asked = self.flow.questions[question]
        before, now = asked.options[case.choices[question]], asked.options[option]
        text = self._filled("guide_contradiction", before=before.label, now=now.label)
        choices = tuple(self._pick(case, asked, each) for each in (now, before))
        card = Card(choices, asked.topic, text)
        return self._page(replace(case, asked=question), card, lead, "restart", "cancel")

    def resume(self, case: Case) -> Reply:
        """Offer to go on with what was begun, or to begin anew."""
        walk = self.flow.walk(case.choices)
        done = isinstance(walk.to, Outcome)
        text = self._wording["guide_done_before"] if done else self._place(case, "guide_resume")
        names = ("resume", "change", "other") if done else ("resume", "restart")
        card = Card(
            tuple(self._command(case, name) for name in names),
            self.flow.title,
            text,
            sections=(Section(self._wording["guide_yours"], self._answers(case)),)
            if walk.answered
            else (),
        )
        return self._page(case, card, ())

    def old_button(self, case: Case, tap: Tap) -> Reply:
        """Ask whether a button of another case is meant, instead of mixing the two."""
        adopted = Tap(tap.flow, tap.code, tap.edition, ADOPT, tap.choices).to_data()
        resume = replace(self._command(case, "resume"), says=self._wording["guide_keep"])
        choices = (Button(self._wording["guide_adopt"], data=adopted), resume)
        card = Card(choices, text=self._wording["guide_old_button"])
        return self._page(case, card, ())

    def cancelled(self, case: Case) -> Reply:
        """Say that the guide is put aside, and how to come back."""
        stopped = Conversation(replace(case, asked="", misses=0))
        page = self._page(case, None, (self._wording["guide_cancelled"],), "resume", "other")
        return replace(page, conversation=stopped)

    def asked(self, case: Case) -> Question:
        """Return the question that *case* asks now: the one to be changed, or the first open."""
        walk = self.flow.walk(case.choices)
        known = {question.id: question for question, _ in walk.answered}
        if case.asked in known:
            return known[case.asked]
        if isinstance(walk.to, Question):
            return walk.to
        return walk.answered[-1][0]

    def waits(self, case: Case) -> bool:
        """Tell whether a question of *case* is open, or what was heard is not confirmed."""
        done = isinstance(self.flow.walk(case.choices).to, Outcome)
        return bool(case.asked or case.heard or not done)

    def echo(self, case: Case, questions: Iterable[str], name: str) -> tuple[str, ...]:
        """Return a bubble that repeats the answers to *questions*, headed by the text *name*."""
        told = set(questions)
        lines = [
            f"• {question.topic}: {question.options[case.choices[question.id]].label}"
            for question in self.flow.questions.values()
            if question.id in told and case.choices.get(question.id) in question.options
        ]
        return ("\n".join((self._wording[name], *lines)),) if lines else ()

    def resume_button(self, case: Case) -> Button:
        """Return what leads back into *case* from anywhere."""
        return self._command(case, "resume")

    def _page(self, case: Case, card: Card | None, lead: Sequence[str], *commands: str) -> Reply:
        buttons = tuple(self._command(case, name) for name in commands)
        remembered = Conversation(case, running=self.waits(case))
        return Reply(tuple(lead), ASKED, buttons, self.flow.id, 0.0, card, remembered)

    def _result_card(self, case: Case, outcome: Outcome) -> Card:
        walk = self.flow.walk(case.choices)
        advice = [option.advice for _, option in walk.answered if option.advice]
        steps = [f"{n}. {step}" for n, step in enumerate((*advice, *outcome.next_steps), 1)]
        sources = [*map(_named, outcome.sources), self._reviewed(outcome)]
        parts = {
            "guide_steps": tuple(steps),
            "guide_missing": (outcome.missing,) if outcome.missing else (),
            "guide_code": (spoken(case.code),),
            "guide_yours": self._answers(case),
            "source": tuple(sources),
        }
        sections = [Section(self._wording[name], lines) for name, lines in parts.items() if lines]
        note = self._wording["guide_no_approval"]
        return Card((), outcome.title, outcome.why, note, tuple(sections))

    def _reviewed(self, outcome: Outcome) -> str:
        day = to_thai_date(outcome.reviewed)
        return self._wording["reviewed"].replace("{date}", day)

    def _answers(self, case: Case) -> tuple[str, ...]:
        answered = self.flow.walk(case.choices).answered
        return tuple(f"• {question.topic}: {option.label}" for question, option in answered)

    def _options(self, case: Case, question: Question) -> tuple[Button, ...]:
        return tuple(
            replace(self._pick(case, question, option), label=f"{number}. {option.label}")
            for number, option in enumerate(question.options.values(), 1)
        )

    def _pick(self, case: Case, question: Question, option: Option) -> Button:
        before = self._before(case, question.id)
        return Button(option.label, data=self._tap(case, PICK, {**before, question.id: option.id}))

    def _ask_again(self, case: Case, label: str) -> tuple[Button, ...]:
        """Return a button for each answer that asks its question again."""
        walk = self.flow.walk(case.choices)
        return tuple(self._ask(case, question, option, label) for question, option in walk.answered)

    def _ask(self, case: Case, question: Question, option: Option, label: str) -> Button:
        shown = label.replace("{topic}", question.topic).replace("{label}", option.label)
        says = self._filled("guide_amend", topic=question.topic)
        choices = {**self._before(case, question.id), question.id: option.id}
        return Button(says, shown, self._tap(case, ASK, choices))

    def _corrections(self, case: Case) -> tuple[Button, ...]:
        """Return a button for each answer that was heard and may have been heard wrong."""
        walk = self.flow.walk(case.choices)
        return tuple(
            self._ask(case, question, option, self._wording["guide_amend"])
            for question, option in walk.answered
            if question.id in case.heard
        )

    def _ways_out(self, case: Case, walk: Walk) -> list[Button]:
        names = ["back", "change"] if walk.answered else []
        return [self._command(case, name) for name in (*names, "restart", "cancel")]

    def _command(self, case: Case, name: str) -> Button:
        choices = self.flow.walk(case.choices).choices
        return Button(self._wording.commands[name].label, data=self._tap(case, name, choices))

    def _tap(self, case: Case, do: str, choices: dict[str, str]) -> str:
        return Tap(self.flow.id, case.code, self.flow.edition, do, choices).to_data()

    def _before(self, case: Case, question: str) -> dict[str, str]:
        """Return the answers of the way up to *question*, itself not included."""
        before: dict[str, str] = {}
        for id_, option in self.flow.walk(case.choices).choices.items():
            if id_ == question:
                break
            before[id_] = option
        return before

    def _place(self, case: Case, name: str) -> str:
        """Return the text *name* with the number of the question asked, and of how many."""
        walk = self.flow.walk(case.choices)
        ids = list(walk.choices)
        asked = self.asked(case).id
        number = ids.index(asked) if asked in ids else len(ids)
        return self._filled(name, number=str(number + 1), total=str(len(ids) + walk.left))

    def _filled(self, name: str, **values: str) -> str:
        text = self._wording[name]
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
        return text.strip()


def _named(source: Source) -> str:
    return f"• {source.name} ({source.dated})"
