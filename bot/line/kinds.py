"""What the bot does on each kind of webhook event: the words for people, the effects for the bot.

The kinds are LINE's (https://github.com/line/line-openapi, webhook.yml); a test finds those that
are missing here.
"""

from collections.abc import Mapping
from typing import Literal

# What an event asks of the store, beside an answer:
# withdraw: the message and all that was derived from it goes, before newer words are answered;
# leave: owed answers are dropped, and data goes after the retention period;
# return: whoever left is back, and nothing goes.
Effect = Literal["", "withdraw", "leave", "return"]

EFFECTS: Mapping[str, Effect] = {
    "unsend": "withdraw",
    "messageEdited": "withdraw",
    "unfollow": "leave",
    "leave": "leave",
    "follow": "return",
    "join": "return",
}

OTHER = "other"  # whatever LINE will invent

_NO_MEDIA = (
    "Says that it cannot use one and what helps; keeps only that it came; in a group silent."
)
_MODULE = "Silent: only channels of LINE's partners, attached to others' accounts, are sent it."

# Messages under their own type; "other" is any event, "message other" any message.
DOES: Mapping[str, str] = {
    "message text": "Answers; in a group only those who mention it, name it or are in its guide.",
    "message sticker": "Takes it for what its keywords say, or thanks for it; in a group silent.",
    "message image": _NO_MEDIA,
    "message video": _NO_MEDIA,
    "message audio": _NO_MEDIA,
    "message file": _NO_MEDIA,
    "message location": _NO_MEDIA,
    f"message {OTHER}": "Says kindly that it understands words; in a group silent.",
    "messageEdited": "Forgets the older words and what came of them, then answers the new ones.",
    "unsend": "Silent; the message goes, with the answer that is owed and all derived from it.",
    "follow": "Welcomes, or welcomes back; what was to go because the person left may stay.",
    "unfollow": "Silent; owed answers are dropped, data goes after the retention period.",
    "join": "Tells the group how to ask it.",
    "leave": "Silent; owed answers are dropped, data goes after the retention period.",
    "memberJoined": "Silent: who comes into a group came to talk to others.",
    "memberLeft": "Silent: nobody is there to be answered.",
    "postback": "Does what the button said, an old one too; silent where LINE switched a menu.",
    "videoPlayComplete": "Silent: the bot sends no videos.",
    "beacon": "Silent: walking past a beacon is no question.",
    "accountLink": "Silent: the bot links no accounts.",
    "membership": "Silent: LINE itself confirms memberships, and the clinic sells none.",
    "module": _MODULE,
    "activated": _MODULE,
    "deactivated": _MODULE,
    "botSuspended": _MODULE,
    "botResumed": _MODULE,
    "delivery": "Silent: it is LINE's receipt for a notification message, and the bot sends none.",
    OTHER: "Silent: stored and set aside, as nobody can know whether it wants an answer.",
}
