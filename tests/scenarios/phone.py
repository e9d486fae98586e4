"""One person's phone: what they do becomes a signed webhook, what they are sent comes back."""

import time
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.store.tables import events
from tests.line_stand_in import Call, LineStandIn
from tests.webhooks import body_of, event, message, signed, somebody, text

PATIENCE = 20  # seconds until a test gives up on an answer


def post(app: Flask, body: bytes, headers: dict[str, str] | None = None) -> TestResponse:
    """Send *body* to the webhook, signed unless *headers* say otherwise."""
    return app.test_client().post("/callback", data=body, headers=headers or signed(body))


class Phone:
    """Knows which answers are its own by the reply tokens of its events."""

    def __init__(self, app: Flask, line: LineStandIn) -> None:
        self.app = app
        self.line = line
        self.user = somebody()
        self.events: list[dict[str, Any]] = []
        self.opened: list[str] = []  # addresses behind the buttons that were tapped

    def says(self, words: str) -> None:
        """Type *words* and send them."""
        self.does(text(words, self.user))

    def sends(self, kind: str, **fields: Any) -> None:
        """Send a message that is no text."""
        self.does(message(kind, self.user, **fields))

    def sends_sticker(self) -> None:
        self.sends("sticker", packageId="446", stickerId="1988", stickerResourceType="STATIC")

    def taps(self, which: str | int | dict[str, Any]) -> None:
        """Tap what ``button`` finds, once it is there, or an action kept from an older answer."""
        self.waits()
        action = which if isinstance(which, dict) else self.button(which)
        match action["type"]:
            case "message":
                self.says(action["text"])
            case "postback":
                self.does(self.event("postback", postback={"data": action["data"]}))
            case "uri":
                self.opened.append(action["uri"])

    def does(self, *raws: dict[str, Any]) -> None:
        """Let *raws* arrive in one webhook, which has to be taken."""
        self.events += raws
        self.does_raw(*raws)

    def does_raw(self, *raws: object) -> None:
        """The same, without expecting anything of them: what stands in *raws* may be no event."""
        assert post(self.app, body_of(*raws)).status_code == 200

    def event(self, type_: str, **fields: Any) -> dict[str, Any]:
        """Return an event of this person."""
        return event(type_, self.user, **fields)

    def waits(self) -> list[str]:
        """Return the texts of all bubbles so far, once nothing is left unanswered."""
        deadline = time.monotonic() + PATIENCE
        while "waiting" in self.states():
            assert time.monotonic() < deadline, "no answer came"
            time.sleep(0.01)
        return [words for call in self.received() for words in call.texts]

    def received(self) -> list[Call]:
        """Return what LINE showed this person, in order."""
        mine = {raw.get("replyToken") for raw in self.events} | {self.user}
        return [call for call in self.line.sent if call.to in mine]

    def buttons(self) -> list[dict[str, Any]]:
        """Return the actions under the last bubble."""
        items = self.received()[-1].messages[-1].get("quickReply", {}).get("items", [])
        return [item["action"] for item in items]

    def button(self, which: str | int) -> dict[str, Any]:
        """Return the action of the button that reads *which*, or of the *which*-th from the top."""
        seen = self.seen()
        if isinstance(which, int):
            return seen[which][1]
        found = [action for shown, action in seen if _reads(shown, which)]
        assert len(found) == 1, f"{which!r} is {len(found)} times among {[s for s, _ in seen]}"
        return found[0]

    def seen(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what the last answer offers to tap: words and action, rows before quick replies.

        A row of an older answer still works in LINE; its quick replies are gone.
        """
        cards = [m["contents"] for m in self.received()[-1].messages if "contents" in m]
        bubbles = [bubble for card in cards for bubble in card.get("contents", [card])]
        parts = [part for bubble in bubbles for part in bubble["body"]["contents"]]
        rows = [part for part in parts if "action" in part and "contents" in part]
        shown = [(row["contents"][0]["text"], row["action"]) for row in rows]
        return shown + [(action["label"], action) for action in self.buttons()]

    def states(self) -> list[str]:
        """Return what became of this person's events, in the order they were sent."""
        ids = [raw["webhookEventId"] for raw in self.events]
        query = select(events.c.event_id, events.c.state).where(events.c.event_id.in_(ids))
        with self.app.extensions["bot"].engine.connect() as connection:
            found = {row.event_id: row.state for row in connection.execute(query)}
        return [found[id_] for id_ in dict.fromkeys(ids)]


def _reads(shown: str, words: str) -> bool:
    """Whether a button that shows *shown* is the one called *words*, which it may show cut."""
    return shown == words or (shown.endswith("…") and words.startswith(shown[:-1]))
