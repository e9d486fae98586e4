"""Going through checks, whatever becomes of one."""

from bot.doctor.signs import Check, Sign, examine, ok, wrong


def breaks() -> Sign:
    raise ZeroDivisionError("U" + "0" * 32)


def test_a_broken_check_stops_no_other() -> None:
    """It is told by the kind of its error alone: the words of one may hold anything."""
    signs = dict(examine([Check("odd", breaks), Check("next", lambda: ok("Well."))]))

    assert signs["odd"].level == "wrong"
    assert "ZeroDivisionError" in signs["odd"].found
    assert "U000" not in signs["odd"].found
    assert signs["next"].level == "ok"


def test_what_needs_a_wrong_one_is_left_out() -> None:
    """So is what needs that in turn; the rest goes on."""
    checks = [
        Check("first", lambda: wrong("No.")),
        Check("second", breaks, needs="first"),
        Check("third", breaks, needs="second"),
        Check("other", lambda: ok("Well.")),
    ]

    assert [name for name, _ in examine(checks)] == ["first", "other"]
