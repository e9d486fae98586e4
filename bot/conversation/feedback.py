"""Whether an answer helped: asked under it once in a while, kept with the words it had."""

import re
from dataclasses import replace

from bot.conversation.acts import Rating
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.replies import Button, Reply
from indexer.wording import Wording

HEAD = "rate"
VERDICTS = ("helped", "missed")
# An entry and an edition by their looks: nothing else is kept that a button brings.
_ANSWER = re.compile(r"(?=[0-9-]*[a-z])[a-z0-9-]{1,80}:[0-9a-z]{0,16}")
REASONS = ("off", "old", "unclear", "more")  # wording has a text rate_… for each


class Feedback:
    """*staff* is offered to whom an answer did not help."""

    def __init__(self, wording: Wording, staff: Button) -> None:
        self._wording = wording
        self._staff = staff

    def under(self, reply: Reply, conversation: Conversation, moment: Moment) -> Reply:
        """Ask under *reply*, a sure answer, unless this chat was asked today already.

        While a guide runs its own buttons stand there, and nothing is asked.
        """
        today = moment.day.isoformat()
        one = reply.decision == "answered" and " " not in reply.entry
        if not one or conversation.running or conversation.rated == today:
            return reply
        asked = replace(reply.conversation or conversation, rated=today)
        buttons = tuple(self._rate(reply, verdict) for verdict in VERDICTS)
        return replace(reply, buttons=(*reply.buttons, *buttons), conversation=asked)

    def say(self, conversation: Conversation, *, helped: bool) -> Reply | None:
        """Answer who types it; None where nothing was answered that it could be about."""
        last = conversation.last
        return self._rated(last.entry, last.edition, helped=helped) if last.edition else None

    def press(self, data: str) -> Reply | None:
        """Answer a button that rates an answer; None for any other button."""
        head, _, rest = data.partition(":")
        entry, _, rest = rest.partition(":")
        edition, _, verdict = rest.partition(":")
        known = verdict in (*VERDICTS, *REASONS) and _ANSWER.fullmatch(f"{entry}:{edition}")
        if head != HEAD or not known:
            return None
        if verdict in REASONS:
            why = Rating(entry, edition, helped=False, why=verdict)
            return Reply((self._wording["rate_noted"],), "rated", (self._staff,), acts=(why,))
        return self._rated(entry, edition, helped=verdict == "helped")

    def _rated(self, entry: str, edition: str, *, helped: bool) -> Reply:
        rating = Rating(entry, edition, helped)
        if helped:
            return Reply((self._wording["rate_thanks"],), "rated", acts=(rating,))
        reasons = (
            Button(self._wording[f"rate_{why}"], data=f"{HEAD}:{entry}:{edition}:{why}")
            for why in REASONS
        )
        return Reply((self._wording["rate_why"],), "rated", (*reasons, self._staff), acts=(rating,))

    def _rate(self, reply: Reply, verdict: str) -> Button:
        data = f"{HEAD}:{reply.entry}:{reply.edition}:{verdict}"
        return Button(self._wording.wishes[verdict].label, data=data)
