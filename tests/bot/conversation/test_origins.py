"""Which message each remembered thing came from, and what is left without it."""

from collections.abc import Mapping

import pytest

from bot.conversation.conversation import Case, Conversation, Last, Request
from bot.conversation.origins import with_origin, without

NEW = Conversation()


def chose(typed: Mapping[str, str] | None = None, **choices: str) -> Conversation:
    """Return a conversation whose case has *choices*, *typed* in the messages given."""
    return Conversation(Case("guide", "1", "12345678", choices), typed=typed or {})


# Where it came from


def test_a_typed_answer_comes_from_its_message() -> None:
    """Each question that the message changed."""
    after = with_origin(NEW, chose(otop="no", kind="person"), "M1")

    assert after.typed == {"otop": "M1", "kind": "M1"}


def test_what_stayed_keeps_its_message() -> None:
    """The second message answered one question more, and no other."""
    before = chose({"otop": "M1"}, otop="no")

    after = with_origin(before, chose(otop="no", kind="person"), "M2")

    assert after.typed == {"otop": "M1", "kind": "M2"}


def test_what_was_changed_comes_from_the_newer_message() -> None:
    """To take back the older one changes nothing any more."""
    assert with_origin(chose({"otop": "M1"}, otop="no"), chose(otop="yes"), "M2").typed == {
        "otop": "M2"
    }


def test_a_tap_has_no_message() -> None:
    """Nobody can take it back."""
    assert with_origin(NEW, chose(otop="no"), "").typed == {}


def test_what_was_tapped_anew_is_not_typed_any_more() -> None:
    """The message no longer holds it."""
    assert with_origin(chose({"otop": "M1"}, otop="no"), chose(otop="yes"), "").typed == {}


def test_what_is_no_longer_answered_has_no_message() -> None:
    """After going back, or beginning anew."""
    assert with_origin(chose({"otop": "M1"}, otop="no"), chose(), "M2").typed == {}
    assert with_origin(chose({"otop": "M1"}, otop="no"), NEW, "M2").typed == {}


def test_what_was_asked_comes_from_its_message() -> None:
    """And stays so while nothing else is asked."""
    asked = with_origin(NEW, Conversation(last=Last("ถาม", "a")), "M1")

    assert asked.last.message == "M1"
    assert with_origin(asked, asked, "M2") == asked


def test_a_wish_comes_from_the_message_that_told_it() -> None:
    """Not from the one that began it."""
    begun = with_origin(NEW, Conversation(request=Request("asked")), "M1")
    told = Conversation(request=Request("asked", "เสีย", message="M1"))

    assert begun.request == Request("asked", message="M1")
    assert with_origin(begun, told, "M2").request == Request("asked", "เสีย", message="M2")


def test_a_wish_that_waits_keeps_its_message() -> None:
    """A greeting in between did not tell it."""
    waiting = Conversation(request=Request("asked", "เสีย", message="M2"))

    assert with_origin(waiting, waiting, "M3") == waiting


def test_a_tapped_wish_is_from_what_was_asked_before() -> None:
    """Its words are those of the earlier question, which can be taken back."""
    wish = Conversation(request=Request("unknown", "ถาม", message="M1"))

    assert with_origin(NEW, wish, "") == wish


# Without a message


def test_without_its_message_a_question_is_open_again() -> None:
    """Others stay answered, and what followed from it is undone."""
    case = Case("guide", "1", "12345678", {"otop": "no", "kind": "person"}, outcome="startup")
    case = Case(**{**vars(case), "heard": ("otop",), "asked": "kind"})

    left = without(Conversation(case, typed={"otop": "M1", "kind": "M2"}), "M1")

    assert left.case == Case("guide", "1", "12345678", {"kind": "person"})
    assert left.typed == {"kind": "M2"}


def test_without_its_message_nothing_was_asked() -> None:
    """Neither the words nor what they were answered are remembered."""
    asked = Last("ถาม", "a", "1", ("ข้อ",), "M1")

    assert without(Conversation(last=asked), "M1") == NEW


def test_without_its_message_there_is_no_wish() -> None:
    """A yes later sends nothing."""
    assert without(Conversation(request=Request("asked", "เสีย", message="M1")), "M1") == NEW


@pytest.mark.parametrize("message", ["M9", ""])
def test_another_message_changes_nothing(message: str) -> None:
    """Least of all what came by taps, which have none."""
    whole = Conversation(
        Case("guide", "1", "12345678", {"otop": "no", "kind": "person"}, outcome="startup"),
        running=True,
        last=Last("ถาม", "a", message="M1"),
        request=Request("asked", "เสีย", message="M1"),
        typed={"otop": "M1"},
    )

    assert without(whole, message) == whole


def test_no_message_is_no_origin() -> None:
    """An event that does not say what was taken back takes back no taps."""
    tapped = Conversation(last=Last("ถาม", "a"), request=Request("unknown", "ถาม"))

    assert without(tapped, "") == tapped


def test_a_wish_without_a_message_stays() -> None:
    """A result that was tapped on is from no message."""
    wish = Conversation(request=Request("checked", "ผล", "12345678"))

    assert without(wish, "M1") == wish
