"""The list of what the bot does is complete, and every kind on it has an example that fits."""

import pytest

from bot.line.kinds import DOES, EFFECTS, OTHER
from tests.webhook_examples import Example, examples
from tests.webhook_schema import kinds_of, odd

EXAMPLES = examples("U" + "a" * 32)
DESCRIBED = [each for each in EXAMPLES.values() if OTHER not in each.kind]


def variants(base: str, *path: str) -> set[str]:
    """Return the types that LINE names for *base* and no example has at *path*."""
    found = set()
    for example in EXAMPLES.values():
        part = example.raw
        for name in path:
            part = part.get(name, {})
        found |= {part.get("type")} if isinstance(part, dict) else set()
    return set(kinds_of(base)) - found


def test_every_kind_is_on_the_list() -> None:
    """LINE's own list of events and of messages, and whatever it will invent, is described."""
    messages = {f"message {type_}" for type_ in [*kinds_of("MessageContent"), OTHER]}

    assert set(DOES) == {*kinds_of("Event"), OTHER} - {"message"} | messages


@pytest.mark.parametrize("kind", DOES)
def test_every_kind_is_described_in_a_sentence(kind: str) -> None:
    """A cell of a table holds one sentence."""
    assert DOES[kind].endswith(".")
    assert DOES[kind].count(". ") == 0


@pytest.mark.parametrize("kind", DOES)
def test_every_kind_has_an_example(kind: str) -> None:
    """Nothing on the list goes untried."""
    assert kind in {example.kind for example in EXAMPLES.values()}


def test_effects_are_of_known_kinds() -> None:
    """A misspelt kind would have no effect."""
    assert [kind for kind in EFFECTS if kind not in DOES] == []


@pytest.mark.parametrize("example", DESCRIBED, ids=lambda each: each.kind)
def test_an_example_is_as_line_describes_it(example: Example) -> None:
    """The examples have the parts that LINE's schema asks for, and no others."""
    assert [odd(raw) for raw in (example.raw, *example.before)] == [[]] * (1 + len(example.before))


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("Source", ("source",)),
        ("MembershipContent", ("membership",)),
        ("ModuleContent", ("module",)),
        ("MessageContent", ("message",)),
    ],
)
def test_every_variant_has_an_example(base: str, path: tuple[str, ...]) -> None:
    """Where LINE names several shapes of a part, each is among the examples."""
    assert variants(base, *path) == set()


def test_the_judge_notices() -> None:
    """What LINE's schema does not describe is told."""
    assert odd({**EXAMPLES["text"].raw, "type": "hologram"}) != []
    assert odd({**EXAMPLES["text"].raw, "mood": "good"}) != []
