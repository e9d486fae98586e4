"""Nothing of people is kept longer than it has to be: the store is swept now and then."""

import structlog

from bot.store.personal import PersonalData

EVERY = 3600.0  # seconds between sweeps

log = structlog.get_logger()


class Retention:
    """Sweeps when it is first asked and then once an hour; a sweep that failed waits as long."""

    def __init__(self, personal: PersonalData, days: int) -> None:
        self._personal = personal
        self._days = days
        self._due = 0.0

    def tick(self, now: float) -> None:
        """Sweep, if it is time (seconds since 1970)."""
        if now < self._due:
            return
        self._due = now + EVERY
        log.info("swept", **self._personal.sweep(now, self._days))
