"""The database, and what in it waits for somebody."""

from collections.abc import Callable
from functools import partial

from bot.doctor.signs import Check, Sign, ok, warning, wrong
from bot.store import Engine, SQLAlchemyError
from bot.store.database import DatabaseError, require_current
from bot.store.state import dead, place, require_answer, untold, waiting

LATE = 60.0  # seconds: by then every event was answered or given up, if anybody works at all
SLOW = 300.0  # seconds: by then staff were told, if they can be
WEEK = 7 * 86_400.0  # seconds that a dead event is spoken of


def checks(engine: Engine, clock: Callable[[], float]) -> list[Check]:
    def of_tables(name: str, look: Callable[[Engine, float], Sign]) -> Check:
        return Check(name, lambda: _read(look, engine, clock()), needs="migrations")

    return [
        Check("database", partial(answers, engine)),
        Check("migrations", partial(migrations, engine), needs="database"),
        of_tables("events", events),
        of_tables("dead events", dead_events),
        of_tables("notices", notices),
    ]


def answers(engine: Engine) -> Sign:
    try:
        require_answer(engine)
    except DatabaseError as error:
        return wrong(f"{error}.", "nothing can be stored before it does; see DATABASE_URL")
    return ok(f"The database answers: {place(engine)}.")


def migrations(engine: Engine) -> Sign:
    try:
        require_current(engine)
    except DatabaseError as error:
        return wrong(str(error))
    return ok("Every migration has run.")


def events(engine: Engine, now: float) -> Sign:
    pile = waiting(engine)
    if pile.oldest is None:
        return ok("No event waits for an answer.")
    age = now - pile.oldest
    told = f"Events that wait for an answer: {pile.count}, the oldest for {age:.0f} seconds."
    return wrong(told, "see that the program runs, and its log") if age > LATE else ok(told)


def dead_events(engine: Engine, now: float) -> Sign:
    found = dead(engine, now - WEEK)
    if not found.count:
        return ok("No event was given up in the last 7 days.")
    return warning(
        f"Events given up in the last 7 days: {found.count}, the last for “{found.error}”.",
        "look in the log for what went wrong then",
    )


def notices(engine: Engine, now: float) -> Sign:
    pile = untold(engine)
    if pile.oldest is None:
        return ok("Staff were told of everything.")
    age = now - pile.oldest
    told = f"Notices that did not reach staff: {pile.count}, the oldest for {age / 60:.0f} minutes."
    return warning(told, "see STAFF_NOTIFY_URL, and the log") if age > SLOW else ok(told)


def _read(look: Callable[[Engine, float], Sign], engine: Engine, now: float) -> Sign:
    try:
        return look(engine, now)
    except SQLAlchemyError as error:
        return wrong(f"The tables cannot be read ({type(error).__name__}).", "see the log")
