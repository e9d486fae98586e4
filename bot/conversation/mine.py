"""What is stored of a person: shown and, after one more yes, forgotten."""

from dataclasses import replace

from bot.conversation.acts import Forget
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.replies import Button, Card, Reply, Section
from bot.conversation.small_talk import says
from indexer.wording import Wording

HEAD = "mine"


class MyData:
    """Speaks for what the store holds; nothing of it is known here but numbers and codes."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def show(self, conversation: Conversation, moment: Moment) -> Reply:
        """Tell what is stored, in numbers, and how to have it deleted; in a group, where to ask."""
        if not moment.private:
            return Reply((self._wording["mine_private"],), "mine")
        mine = moment.mine()
        lines = {
            "mine_questions": str(mine.questions),
            "mine_ratings": str(mine.ratings),
            "mine_cases": ", ".join(mine.cases),
            "mine_handovers": ", ".join(mine.handovers),
        }
        shown = tuple(
            f"• {self._wording[name].replace('{value}', value or '-')}"
            for name, value in lines.items()
        )
        card = Card(
            (self._button("erase"),),
            self._wording["mine_title"],
            self._wording["mine_text"],
            self._wording["mine_note"],
            (Section("", shown),),
        )
        return Reply((), "mine", card=card, conversation=replace(conversation, erasing=False))

    def ask(self, conversation: Conversation) -> Reply:
        """Ask once more before all is deleted."""
        choices = (self._button("really"), self._button("keep"))
        card = Card(choices, self._wording.wishes["erase"].label, self._wording["mine_sure"])
        asked = replace(conversation, erasing=True, request=None)
        return Reply((), "mine", card=card, conversation=asked)

    def hear(self, text: str, conversation: Conversation) -> Reply | None:
        """Answer a typed yes or no to that question; None for anything else."""
        if not conversation.erasing:
            return None
        if self._says(text, "confirm", "really", *self._wording.agreements):
            return self._forget()
        if self._says(text, "cancel", "keep", *self._wording.refusals):
            return self._keep(conversation)
        return None

    def press(self, data: str, conversation: Conversation) -> Reply | None:
        """Answer a button of this dialogue; None for any other button."""
        match data.partition(":"):
            case (head, ":", "erase") if head == HEAD:
                return self.ask(conversation)
            case (head, ":", "really") if head == HEAD:  # an old button is asked about again
                return self._forget() if conversation.erasing else self.ask(conversation)
            case (head, ":", _) if head == HEAD:
                return self._keep(conversation)
        return None

    def _forget(self) -> Reply:
        forgotten = Conversation()
        return Reply(
            (self._wording["mine_erased"],), "mine", conversation=forgotten, acts=(Forget(),)
        )

    def _keep(self, conversation: Conversation) -> Reply:
        kept = replace(conversation, erasing=False)
        return Reply((self._wording["mine_kept"],), "mine", conversation=kept)

    def _button(self, name: str) -> Button:
        return Button(self._wording.wishes[name].label, data=f"{HEAD}:{name}")

    def _says(self, text: str, command: str, wish: str, *phrases: str) -> bool:
        return says(text, self._wording, command, wish, *phrases)
