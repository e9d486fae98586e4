"""Days as Thais write them: the Buddhist era, Bangkok's clock."""

from datetime import date
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543  # years that พ.ศ. runs ahead of the common era
_MONTHS = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)


def parse_date(text: str) -> date:
    """Read ``ปปปป-ดด-วว``; a year over 2400 is พ.ศ. Raises ValueError."""
    try:
        year, month, day = (int(part) for part in text.strip().split("-"))
        return date(year - BUDDHIST_ERA if year > 2400 else year, month, day)
    except OverflowError as error:
        raise ValueError(f"no such day: {text}") from error


def to_thai_date(day: date) -> str:
    """Return *day* as ``22 พ.ย. 2569``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"
