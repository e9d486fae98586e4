"""Ten thousand Replies such as nobody would make: what would be sent of them LINE would take."""

import json
from itertools import cycle, product
from zlib import crc32

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.limits.linter import lint
from bot.line.plain import within_limits
from bot.line.render import render
from tests.line_limits import breaches
from tests.line_schema import violations

MANY = 10_000
JUDGED = 40  # one in so many by LINE's schema, which takes longer than all else together
PIECES = [
    *("ก", "ที่นี่", "น้ำ", "แก้ว", "คลินิกเทคโนโลยี", "a", "1", " ", "\n", "\n\n", "• ", "…"),
    *("เ", "ะ", "ๆ", "\u0e48", "\u0e31", "\u0e33", "\u0301"),  # torn vowels, tone and accent marks
    *("🌱", "👨‍👩‍👧‍👦", "🇹🇭", "☎\ufe0f", "\ud83c", "\udf3e", "\U0010ffff"),  # emoji, whole and half
    *("\u200b", "\u200d", "\ufeff", "\u202e", "\x00", "\t", "\ufffe"),  # what nobody sees
    *("$", "{who}", "{{", "%E0", "%", "&", "<b>", '"', "\\", "'; --", "https://a.th/ก?a b"),
]
TIMES = [2, 5, 20, 45, 100, 320, 1700, 6000]  # around each of LINE's limits


def pool() -> list[str]:
    """Return words to draw from, the plain first: put together once, as drawing letters is slow."""
    few = ["".join(pair) for pair in product(PIECES, repeat=2)]
    more = [first + second for first, second in zip(few, few[7::11] * 11, strict=False)]
    long = [words * times for words, times in zip([*PIECES, *few], cycle(TIMES), strict=False)]
    return [*PIECES, *few, *more, *long]


POOL = pool()
WORDS = st.sampled_from(POOL)
OR_NONE = st.sampled_from([*[""] * (len(POOL) // 3), *POOL])
SOME = st.lists(st.builds(Button, WORDS, OR_NONE, OR_NONE, OR_NONE), max_size=2).map(tuple)
SECTIONS = st.lists(st.builds(Section, OR_NONE, st.tuples(WORDS, OR_NONE)), max_size=2).map(tuple)
CARDS = st.none() | st.builds(Card, SOME, OR_NONE, OR_NONE, OR_NONE, SECTIONS)
TIMES_OVER = st.sampled_from([1, 1, 1, 1, 1, 1, 8])
REPLIES = st.builds(
    lambda texts, buttons, card, over: Reply(texts * over, "made", buttons * over, card=card),
    st.lists(WORDS, max_size=2).map(tuple),
    SOME,
    CARDS,
    TIMES_OVER,
)


@settings(max_examples=MANY, deadline=None)
@given(REPLIES)
def test_whatever_is_sent_is_within_limits(reply: Reply) -> None:
    """Nothing is raised, and the linter, the second count and LINE's schema agree."""
    messages, _ = within_limits(render(reply))

    assert lint(messages) == []
    assert breaches(messages) == []
    if crc32(json.dumps(messages).encode()) % JUDGED == 0:
        assert violations(messages) == []
