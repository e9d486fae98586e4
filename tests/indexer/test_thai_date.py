"""Days as Thais write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.thai_date import BANGKOK, parse_date, to_thai_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2569-11-22", date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        (" 2569-1-2 ", date(2026, 1, 2)),
        ("๒๕๖๙-๑๑-๒๒", date(2026, 11, 22)),
        ("2567-02-29", date(2024, 2, 29)),
        ("2400-01-01", date(2400, 1, 1)),
        ("2401-01-01", date(1858, 1, 1)),
    ],
)
def test_date(text: str, day: date) -> None:
    """A year over 2400 is counted from the Buddha, and its leap days are those of that year."""
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["", "2569", "2569-11", "2569-11-22-1", "2569-02-29", "ก-ข-ค"])
def test_no_date(text: str) -> None:
    """What is no day of the calendar is refused."""
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@pytest.mark.parametrize("text", [f"{10**12}-01-01", f"{'9' * 5000}-01-01", "2569-99999999999-1"])
def test_number_out_of_any_calendar(text: str) -> None:
    """A number that no calendar holds is refused like any other slip."""
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@given(st.dates(date(1858, 1, 1), date(2400, 12, 31)))
def test_both_eras_are_the_same_day(day: date) -> None:
    """A day reads the same in either era."""
    buddhist = f"{day.year + 543}-{day.month}-{day.day}"

    assert parse_date(buddhist) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 11, 22), "22 พ.ย. 2569"), (date(2024, 2, 29), "29 ก.พ. 2567")],
    ids=["November", "leap day"],
)
def test_to_thai_date(day: date, text: str) -> None:
    """People read a day with its month in letters and the year of the Buddha."""
    assert to_thai_date(day) == text


def test_days_begin_in_bangkok() -> None:
    """Seven hours before midnight in Greenwich the next day has begun."""
    assert datetime(2026, 11, 22, 17, tzinfo=UTC).astimezone(BANGKOK).date() == date(2026, 11, 23)
