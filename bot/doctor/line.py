"""The account at LINE, the way from there to the webhook, and what is left of the month."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from bot.doctor.signs import Check, Sign, ok, warning, wrong
from bot.line.asking import LineError
from bot.line.deployment import Deployment
from bot.line.rich_menu.account import Account
from bot.line.rich_menu.deploy import is_up_to_date
from bot.line.rich_menu.menu import PICTURE, NoMenuError, build_menu
from bot.settings import Settings
from indexer.wording import Wording

PATH = "/callback"
OFF = 30.0  # seconds that our clock may differ from LINE's: tokens and leases are of that size
LOW = 0.1  # of the month's quota: time to think of another plan
CONSOLE = "LINE Developers Console, Messaging API tab"
NOT_ON_LINE = warning(
    "There are no LINE credentials: only the local chat page talks to the bot.",
    "to go live, set LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN",
)


def checks(
    settings: Settings, wording: Callable[[], Wording | None], clock: Callable[[], float]
) -> list[Check]:
    """Return the checks; *wording* is asked for only when the rich menu is looked at."""
    if not settings.on_line:
        return [Check("LINE", lambda: NOT_ON_LINE)]
    token, url = settings.line_channel_access_token.get_secret_value(), settings.line_api_url
    line = Deployment(token, url)
    return [
        Check("LINE", partial(account, line)),
        Check("clock", partial(compare_clocks, line, clock), needs="LINE"),
        Check("webhook", partial(webhook, line), needs="LINE"),
        Check("webhook test", partial(test_webhook, line), needs="webhook"),
        Check("redelivery", redelivery, needs="LINE"),
        Check("quota", partial(quota, line), needs="LINE"),
        Check("rich menu", partial(rich_menu, Account(token, url), wording), needs="LINE"),
    ]


def account(line: Deployment) -> Sign:
    try:
        info = line.info()
    except LineError as error:
        return wrong(f"{error}.", "nobody can be answered before this is mended")
    hand = "on, so staff can write by hand" if info.by_hand else "off, so only the bot writes"
    return ok(f"LINE knows us as “{info.name}”; chat in its Manager is {hand}.")


def compare_clocks(line: Deployment, clock: Callable[[], float]) -> Sign:
    try:
        theirs = line.info().clock
    except LineError as error:
        return warning(f"{error}.")
    if theirs is None:
        return warning("LINE's answer has no date to compare the clock with.")
    off = clock() - theirs
    if abs(off) <= OFF:
        return ok("The clock agrees with LINE's.")
    way = "ahead of" if off > 0 else "behind"
    return warning(
        f"The clock is {abs(off):.0f} seconds {way} LINE's: answers may go out as too late.",
        "let the machine set its clock by the network (NTP)",
    )


def webhook(line: Deployment) -> Sign:
    try:
        found = line.webhook()
    except LineError as error:
        return warning(f"{error}.")
    if not found.url:
        return wrong("LINE has no webhook URL.", f"enter https://your-host{PATH}: {CONSOLE}")
    url = urlsplit(found.url)
    shown = f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"  # no password, no query
    if not found.active:
        return wrong(f"LINE sends nothing to {shown}.", f"switch “Use webhook” on: {CONSOLE}")
    if not url.path.endswith(PATH):
        return warning(f"LINE sends events to {shown}, we listen at {PATH}.", f"see {CONSOLE}")
    return ok(f"LINE sends events to {shown}.")


def test_webhook(line: Deployment) -> Sign:
    try:
        trial = line.test_webhook()
    except LineError as error:
        return warning(f"{error}.")
    told = f"status {trial.status}, {trial.reason}, {trial.detail}"
    if trial.success:
        return ok(f"LINE reached the webhook ({told}).")
    return wrong(f"LINE did not get through to the webhook ({told}).", _advice(trial.status))


def _advice(status: int) -> str:
    if status == 400:
        return "LINE_CHANNEL_SECRET is probably that of another channel"
    if status > 0:
        return "see whether the program runs behind that address, and its log"
    return "see that the address is right, reachable from outside, with a certificate all trust"


def redelivery() -> Sign:
    # The inbox does not keep whether an event came again, so its last time is not told either.
    return ok(
        "LINE tells no program whether webhook redelivery is on, nor do we keep when it last came.",
        f"look: {CONSOLE}, Webhook redelivery",
    )


def quota(line: Deployment) -> Sign:
    try:
        found = line.quota()
    except LineError as error:
        return warning(f"{error}.")
    if found.left is None or found.limit is None:
        return ok("The plan sets no limit of pushes.")
    told = f"{found.left} of {found.limit} pushes are left this month; replies are free"
    if not found.left:
        return wrong(f"{told}.", "late answers are lost until next month: take a larger plan")
    if found.left < found.limit * LOW:
        return warning(f"{told}.", "think of a larger plan")
    return ok(f"{told}.")


def rich_menu(account: Account, wording: Callable[[], Wording | None]) -> Sign:
    words = wording()
    if words is None:
        return warning("The rich menu has no words.", "run `python -m indexer check`")
    try:
        there = is_up_to_date(account, build_menu(words, PICTURE.read_bytes()))
    except (LineError, NoMenuError) as error:
        return warning(f"{error}.")
    if there:
        return ok("The rich menu is the default, and up to date.")
    return warning(
        "The rich menu that people see is none of ours, or an older one.",
        "run `flask --app bot rich-menu deploy`",
    )
