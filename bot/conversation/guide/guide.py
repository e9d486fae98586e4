"""Lead one person through one flow: what to say to a tap, a word, a story."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.conversation.conversation import Case, Conversation, Moment
from bot.conversation.guide.pages import MISSED, Pages
from bot.conversation.guide.taps import ADOPT, ASK, PICK, Tap
from bot.conversation.guide.words import command, corrects, number, without_corrections
from bot.conversation.replies import Button, Reply
from bot.conversation.small_talk import same_words
from indexer.flows.flow import Flow, Outcome
from indexer.flows.reader import Reader, Told
from indexer.wording import Wording

OPEN = "open"


@dataclass(frozen=True)
class Guide:
    """A flow, what reads typed answers to it, and the words around it."""

    flow: Flow
    reader: Reader
    wording: Wording
    staff: Button | None = None

    @property
    def button(self) -> Button:
        """What begins this guide."""
        return Button(self.flow.button, data=Tap(self.flow.id, "", "", OPEN).to_data())

    def is_called(self, text: str) -> bool:
        """Tell whether *text* as a whole asks for this guide."""
        return same_words(text, (self.flow.button, *self.flow.opens), self.wording)

    def open(self, conversation: Conversation, moment: Moment) -> Reply:
        """Begin, or offer to go on where this chat has begun before."""
        case = conversation.case
        if case and case.flow == self.flow.id and case.choices:
            return self._pages(moment).resume(case)
        return self.begin(moment)

    def begin(self, moment: Moment, told: Told | None = None) -> Reply:
        """Begin a new case, with what a story *told* already."""
        case = Case(self.flow.id, self.flow.edition, moment.code)
        picks = told.picks if told else {}
        case = replace(case, choices=self._with({}, picks), heard=tuple(picks))
        pages = self._pages(moment)
        done = isinstance(pages.flow.walk(case.choices).to, Outcome)
        heard = () if done else pages.echo(case, case.choices, "guide_heard")
        return self._go_on(case, moment, (self.flow.intro, *heard))

    def press(self, tap: Tap, conversation: Conversation, moment: Moment) -> Reply:
        """Answer a button of this flow, however old it is."""
        case = conversation.case
        if tap.do == OPEN:
            return self.open(conversation, moment)
        if case is None or (case.flow, case.code) != (self.flow.id, tap.code):
            if case and conversation.running and tap.do != ADOPT:
                return self._pages(moment).old_button(case, tap)
            case = Case(self.flow.id, tap.edition, moment.code, tap.choices)
        case, lead = self._renewed(case, tap.edition)
        if tap.do == PICK:
            return self._picked(case, tap, moment, lead)
        if tap.do == ASK:
            return self._pages(moment).question(replace(case, asked=tap.question, misses=0), lead)
        return self._do(tap.do, case, moment, lead)

    def hear(
        self, text: str, conversation: Conversation, moment: Moment, word_for_word: bool = False
    ) -> Reply | None:
        """Answer typed *text* if it belongs to the case; None where it is about something else.

        With *word_for_word* the documents hold this very question: then only what is an
        option's own wording is taken for an answer.
        """
        case = conversation.case
        if case is None or case.flow != self.flow.id:
            return None
        case, lead = self._renewed(case, case.edition)
        if name := self._command(text, case, moment):
            return self._do(name, case, moment, lead)
        question = self._pages(moment).asked(case)
        options = list(question.options)
        if conversation.numbered and (n := number(text, self.wording, len(options))):
            return self._answered(case, {question.id: options[n - 1]}, moment, lead)
        told = self.reader.on(moment.day).reads(text, question.id if conversation.running else "")
        if word_for_word and not told.exact:
            return None
        putting_right = corrects(text, self.wording)
        if putting_right and not told.picks:
            told = self._put_right(text, case, moment)
        if not conversation.running and not putting_right:
            return None
        return self._told(text, told, case, moment, lead)

    def missed(self, case: Case, moment: Moment) -> Reply:
        """Ask again where an answer was not understood: each time in another way."""
        pages = self._pages(moment)
        if self._confirming(case, pages):
            return pages.confirm(case)
        case = replace(case, misses=case.misses + 1)
        name = MISSED[min(case.misses, len(MISSED)) - 1]
        return pages.question(case, (self.wording[name],))

    def back_to(self, case: Case, moment: Moment, lead: Sequence[str]) -> Reply:
        """Come back to the question after something else was said."""
        pages = self._pages(moment)
        if self._confirming(case, pages):
            return pages.confirm(case, lead)
        return pages.back_to(replace(case, misses=0), lead)

    def resume_button(self, case: Case, moment: Moment) -> Button:
        """Return what leads back into *case*."""
        return self._pages(moment).resume_button(case)

    def _renewed(self, case: Case, edition: str) -> tuple[Case, tuple[str, ...]]:
        """Return *case* under the flow of today, and what to say where *edition* is an older."""
        old = {case.edition, edition} - {self.flow.edition}
        lead = (self.wording["guide_changed"],) if old else ()
        return replace(case, edition=self.flow.edition), lead

    def _confirming(self, case: Case, pages: Pages) -> bool:
        """Tell whether nothing is open but that all which was heard be confirmed."""
        done = isinstance(pages.flow.walk(case.choices).to, Outcome)
        return bool(done and case.heard and not case.asked)

    def _command(self, text: str, case: Case, moment: Moment) -> str:
        """Return the command that *text* is, or ""; a yes to what was heard is one."""
        yes = same_words(text, self.wording.agreements, self.wording)
        if yes and self._confirming(case, self._pages(moment)):
            return "confirm"
        return command(text, self.wording)

    def _put_right(self, text: str, case: Case, moment: Moment) -> Told:
        """Read a correction ("เอ้ย จดแล้วต่างหาก") as another answer to a question of before."""
        bare, reader = without_corrections(text, self.wording), self.reader.on(moment.day)
        others = [
            reading
            for question, option in self._pages(moment).flow.walk(case.choices).answered
            for reading in reader.reads(bare, question.id).readings
            if reading.question == question.id and reading.option != option.id
        ]
        return Told(tuple(sorted(others, key=lambda reading: -reading.margin)[:1]))

    def _told(
        self, text: str, told: Told, case: Case, moment: Moment, lead: tuple[str, ...]
    ) -> Reply | None:
        """Take over what *told* answers; point out what contradicts an earlier answer."""
        pages = self._pages(moment)
        question = pages.asked(case)
        asked, given = question.id, pages.flow.walk(case.choices).choices
        news = {q: o for q, o in told.picks.items() if given.get(q) != o or q == asked}
        if asked in news:  # what it refines was answered before, less closely
            news.pop(question.refines, None)
        if not news:
            return None
        against = [q for q in news if q in given and q != asked]
        if against and not corrects(text, self.wording):
            rest = {q: o for q, o in news.items() if q not in against}
            kept = replace(case, choices=self._with(case.choices, rest))
            lead = (*lead, *pages.echo(kept, rest, "guide_noted"))
            return pages.contradiction(kept, against[0], news[against[0]], lead)
        return self._answered(case, news, moment, lead)

    def _answered(
        self, case: Case, picks: Mapping[str, str], moment: Moment, lead: tuple[str, ...] = ()
    ) -> Reply:
        """Go on with *picks*, repeated where they were typed or put something right."""
        changed = any(case.choices.get(q, o) != o for q, o in picks.items())
        case = replace(case, choices=self._with(case.choices, picks), asked="", misses=0, heard=())
        echo = self._pages(moment).echo(
            case, picks, "guide_changed_to" if changed else "guide_noted"
        )
        return self._go_on(case, moment, (*lead, *echo))

    def _picked(self, case: Case, tap: Tap, moment: Moment, lead: tuple[str, ...]) -> Reply:
        """Take the tapped option; of the answers around it the newest count, not the button's."""
        question, option = tap.question, tap.choices.get(tap.question, "")
        if option not in self._options(question, moment):
            return self._go_on(case, moment, (*lead, self.wording["guide_not_offered"]))
        case = replace(case, choices={**tap.choices, **case.choices})
        if case.choices[question] != option:
            return self._answered(case, {question: option}, moment, lead)
        choices = self._with(case.choices, {question: option})
        return self._go_on(
            replace(case, choices=choices, asked="", misses=0, heard=()), moment, lead
        )

    def _do(self, name: str, case: Case, moment: Moment, lead: tuple[str, ...] = ()) -> Reply:
        """Carry out a command; one that is unknown, as of a later version, goes on."""
        pages = self._pages(moment)
        answered = pages.flow.walk(case.choices).answered
        actions: dict[str, Callable[[], Reply]] = {
            "back": lambda: self._back(case, moment),
            "change": lambda: pages.amend(case) if answered else self._go_on(case, moment),
            "restart": lambda: self.begin(moment),
            "other": lambda: self.begin(moment),
            "cancel": lambda: pages.cancelled(case),
            "confirm": lambda: self._go_on(replace(case, heard=()), moment, lead),
            "as_text": lambda: self._as_text(case, moment),
        }
        return actions.get(name, lambda: self._go_on(case, moment, lead))()

    def _back(self, case: Case, moment: Moment) -> Reply:
        """Ask the question before; from a question that was to be changed, the one left open."""
        answered = self._pages(moment).flow.walk(case.choices).answered
        if case.asked:
            return self._go_on(case, moment)
        if not answered:
            return self._go_on(case, moment, (self.wording["guide_at_first"],))
        last = answered[-1][0].id
        choices = {q: o for q, o in case.choices.items() if q != last}
        return self._go_on(replace(case, choices=choices), moment)

    def _as_text(self, case: Case, moment: Moment) -> Reply:
        pages = self._pages(moment)
        end = pages.flow.walk(case.choices).to
        if isinstance(end, Outcome):
            return pages.result_as_text(case, end)
        return self._go_on(case, moment)

    def _go_on(self, case: Case, moment: Moment, lead: tuple[str, ...] = ()) -> Reply:
        """Ask the first open question, or tell the outcome once all that was heard is confirmed."""
        pages = self._pages(moment)
        case = replace(case, asked="", misses=0)
        end = pages.flow.walk(case.choices).to
        if not isinstance(end, Outcome):
            return pages.question(case, lead)
        return pages.confirm(case, lead) if case.heard else pages.result(case, end, lead)

    def _with(self, choices: Mapping[str, str], picks: Mapping[str, str]) -> dict[str, str]:
        """Return *choices* with *picks* and with what these mean for questions not yet answered."""
        both = {**choices, **picks}
        for question, option in picks.items():
            both = {**self.flow.questions[question].options[option].means, **both}
        return both

    def _options(self, question: str, moment: Moment) -> Mapping[str, object]:
        known = self._pages(moment).flow.questions.get(question)
        return known.options if known else {}

    def _pages(self, moment: Moment) -> Pages:
        return Pages(self.flow.on(moment.day), self.wording, self.staff)
