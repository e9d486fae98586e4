"""Which message each remembered thing came from, so that a message taken back takes it along."""

from dataclasses import replace

from bot.conversation.conversation import Conversation, Last


def with_origin(before: Conversation, after: Conversation, message: str) -> Conversation:
    """Return *after* with *message* noted as the origin of what it changed in *before*.

    What came by a button ("" for *message*) has none: LINE lets nobody take a tap back. Only a
    wish about what was asked before, which a tap may choose, is from the message of then.
    """
    old = before.case.choices if before.case else {}
    new = after.case.choices if after.case else {}
    kept = {q: m for q, m in before.typed.items() if q in new and new[q] == old.get(q)}
    typed = {q: message for q, option in new.items() if message and old.get(q) != option}
    last, request = after.last, after.request
    if last != before.last:
        last = replace(last, message=message)
    if request and request != before.request:
        request = replace(request, message=message or request.message)
    return replace(after, typed={**kept, **typed}, last=last, request=request)


def without(conversation: Conversation, message: str) -> Conversation:
    """Return *conversation* as if nothing had been learnt from *message*, "" for none."""
    if not message:
        return conversation
    gone = {question for question, origin in conversation.typed.items() if origin == message}
    case, last, request = conversation.case, conversation.last, conversation.request
    if case and gone:
        choices = {q: o for q, o in case.choices.items() if q not in gone}
        case = replace(case, choices=choices, outcome="", heard=(), asked="")
    return replace(
        conversation,
        case=case,
        typed={q: m for q, m in conversation.typed.items() if q not in gone},
        last=Last() if last.message == message else last,
        request=None if request and request.message == message else request,
    )
