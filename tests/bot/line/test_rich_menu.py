"""The rich menu over real HTTP: what LINE is told, and what a second run makes of a failed one."""

import re
import shutil
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
import urllib3

from bot.conversation.guide.taps import read_tap
from bot.line.asking import LineError
from bot.line.flex import GREEN, TINT
from bot.line.rich_menu.account import Account
from bot.line.rich_menu.deploy import ALIAS, deploy, remove, show
from bot.line.rich_menu.draw import SOURCE, draw, shows
from bot.line.rich_menu.menu import COUPON, OURS, PICTURE, Menu, NoMenuError, build_menu
from indexer.knowledge import Knowledge
from indexer.menu_words import MenuArea
from indexer.wording import Wording
from tests.conftest import need
from tests.line_rich_menus import menu_breaches, picture_breaches, png_size
from tests.line_stand_in import LineStandIn, Trouble

FIRST, REPLACING = 8, 9  # requests of a deployment: to an empty account, and over another menu


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    line = LineStandIn()
    yield line
    line.close()


@pytest.fixture
def account(line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account whose LINE may be silent for a moment instead of seconds."""
    monkeypatch.setattr("bot.line.rich_menu.account.TIMEOUT", (0.3, 0.3))
    return Account("a token", line.url)


@pytest.fixture(scope="session")
def menu(wording: Wording) -> Menu:
    """The menu as it is shipped."""
    return build_menu(wording, PICTURE.read_bytes())


@pytest.fixture(scope="session")
def older(wording: Wording) -> Menu:
    """The same with another picture."""
    return build_menu(wording, a_picture(2500, 1686))


@pytest.fixture
def outdated(account: Account, older: Menu) -> Account:
    """An account with an older edition in place."""
    run(account, older)
    return account


def a_picture(width: int, height: int) -> bytes:
    """Return a PNG of that size as far as its header tells; nobody looks at the rest."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + header + struct.pack(">I", zlib.crc32(header))


def run(account: Account, menu: Menu) -> list[str]:
    return list(deploy(account, menu))


def in_place(line: LineStandIn, menu: Menu) -> bool:
    """Tell whether *menu* is the only one of ours, whole, with default and alias on it."""
    ours = [id_ for id_, each in line.rich.menus.items() if each["name"].startswith(OURS)]
    return (
        [line.rich.menus[id_] for id_ in ours] == [menu.request.to_dict()]
        and [line.rich.pictures.get(id_) for id_ in ours] == [menu.picture]
        and ours == [line.rich.default]
        and line.rich.aliases.get(ALIAS) == ours[0]
    )


def test_object_keeps_to_the_limits(menu: Menu) -> None:
    """Name, bar, labels, data and areas are such as LINE takes; no area lies over another."""
    assert menu_breaches(menu.request.to_dict()) == []


def test_areas_fill_the_picture(menu: Menu) -> None:
    """There is no spot where a tap does nothing."""
    bounds = [area.bounds for area in menu.request.areas]
    width, height = png_size(menu.picture)

    assert sum(each.width * each.height for each in bounds) == width * height


def test_picture_keeps_to_the_limits(menu: Menu) -> None:
    """The PNG is one that LINE takes, of the size that the object tells."""
    size = menu.request.size

    assert list(picture_breaches(menu.picture)) == []
    assert png_size(menu.picture) == (size.width, size.height)


def test_picture_shows_the_words(wording: Wording) -> None:
    """It was drawn from menu.html and wording.yaml as they are.

    Where this fails: ``python -m bot.line.rich_menu.draw``, and look at what it drew.
    """
    assert wording.rich_menu is not None
    assert shows(PICTURE.read_bytes(), wording.rich_menu)


def test_picture_shows_no_other_words(wording: Wording) -> None:
    """A label that changed after the drawing is noticed."""
    words = wording.rich_menu
    assert words is not None
    changed = replace(words, areas={**words.areas, "ask": MenuArea("ถามเรื่องดิน", "")})

    assert not shows(PICTURE.read_bytes(), changed)


def test_drawing_anew(wording: Wording) -> None:
    """What Chromium draws is a picture that LINE takes, and knows what it was drawn from."""
    need("Chromium", shutil.which("chromium"))
    words = wording.rich_menu
    assert words is not None

    drawn = draw(words)

    assert list(picture_breaches(drawn)) == []
    assert shows(drawn, words)


def test_drawing_uses_the_colours_of_the_cards() -> None:
    """Their contrast is known to be 7 to 1 and more; nothing else is drawn with but white."""
    colours = set(re.findall(r"(?<=: |d )#[0-9a-f]{6}", SOURCE.read_text(encoding="utf-8")))

    assert colours == {GREEN.lower(), TINT.lower(), "#ffffff"}


def test_drawing_brings_all_along() -> None:
    """No picture, font or script comes from elsewhere."""
    assert re.findall(r"src=|href=|url\(|@import|<script", SOURCE.read_text(encoding="utf-8")) == []


def actions(menu: Menu) -> list[dict[str, Any]]:
    return [area["action"] for area in menu.request.to_dict()["areas"]]


def test_an_area_opens_the_guide(menu: Menu, knowledge: Knowledge) -> None:
    """Its data is that of the button which begins the guide of a flow that there is."""
    [data] = [action["data"] for action in actions(menu) if action["type"] == "postback"]

    tap = read_tap(data)

    assert tap is not None
    assert (tap.flow, tap.do) == (COUPON, "open")
    assert COUPON in [flow.id for flow in knowledge.flows]


def test_an_area_opens_the_topics(menu: Menu, wording: Wording) -> None:
    """It says what the bot's own button for them says."""
    assert wording["areas"] in [action.get("text") for action in actions(menu)]


def test_wording_without_a_menu(wording: Wording) -> None:
    """An older snapshot has no words for it, which is told."""
    with pytest.raises(NoMenuError):
        build_menu(replace(wording, rich_menu=None), b"")


def test_name_tells_the_words(wording: Wording, menu: Menu) -> None:
    """Other words make another edition."""
    words = wording.rich_menu
    assert words is not None
    changed = replace(wording, rich_menu=replace(words, bar="แตะที่นี่"))

    assert build_menu(changed, menu.picture).name != menu.name


def test_name_tells_the_picture(menu: Menu, older: Menu) -> None:
    """Another picture makes another edition, as LINE never takes a second one for a menu."""
    assert older.name != menu.name


def test_first_deployment(line: LineStandIn, account: Account, menu: Menu) -> None:
    """An empty account gets the menu whole, as default and behind the alias."""
    run(account, menu)

    assert in_place(line, menu)
    assert len(line.rich.asked) == FIRST


def test_second_deployment_changes_nothing(line: LineStandIn, account: Account, menu: Menu) -> None:
    """Once it is in place LINE is only asked, never told."""
    run(account, menu)
    before = len(line.rich.changes)

    assert run(account, menu) == []
    assert len(line.rich.changes) == before


def test_another_edition_replaces(line: LineStandIn, outdated: Account, menu: Menu) -> None:
    """The new one stands in the place of the old, and the old is gone."""
    before = len(line.rich.asked)

    run(outdated, menu)

    assert in_place(line, menu)
    assert len(line.rich.asked) == before + REPLACING


def test_people_always_have_a_menu(line: LineStandIn, outdated: Account, menu: Menu) -> None:
    """While one edition replaces another, the default is the old or the new, never none."""
    defaults = [line.rich.default for _ in deploy(outdated, menu)]

    assert defaults
    assert all(defaults)


@pytest.mark.parametrize("trouble", [500, "swallow"])
@pytest.mark.parametrize("step", range(FIRST))
def test_a_failed_first_deployment_is_repaired(
    line: LineStandIn, account: Account, menu: Menu, step: int, trouble: Trouble
) -> None:
    """Whichever request fails, done or not: the next run does what is missing, once."""
    line.fails_next(*[None] * step, trouble)
    with pytest.raises(LineError):
        run(account, menu)

    run(account, menu)

    assert in_place(line, menu)
    assert line.rich.changes.count("POST /v2/bot/richmenu") == 1


@pytest.mark.parametrize("trouble", [500, "swallow"])
@pytest.mark.parametrize("step", range(REPLACING))
def test_a_failed_replacement_is_repaired(
    line: LineStandIn, outdated: Account, menu: Menu, step: int, trouble: Trouble
) -> None:
    """In between people have the old menu or the new; after the next run, only the new is there."""
    line.fails_next(*[None] * step, trouble)
    with pytest.raises(LineError):
        run(outdated, menu)
    between = line.rich.default

    run(outdated, menu)

    assert between
    assert in_place(line, menu)


def test_the_default_of_the_manager_is_overruled(
    line: LineStandIn, account: Account, menu: Menu
) -> None:
    """A default set in LINE's Manager answers 403, and ours is set over it."""
    line.rich.set_elsewhere = True

    run(account, menu)

    assert in_place(line, menu)


def test_menus_of_others_stay(line: LineStandIn, account: Account, menu: Menu, older: Menu) -> None:
    """Neither a deployment nor a removal touches what somebody else made."""
    theirs = line.rich.of_others()
    run(account, older)
    run(account, menu)
    list(remove(account))

    assert list(line.rich.menus) == [theirs]


def test_menus_of_others_may_be_odd(line: LineStandIn, account: Account, menu: Menu) -> None:
    """Their bar may be longer than the SDK counts, and their actions newer than it knows."""
    line.rich.of_others(
        chatBarText="ที่นี่ที่นี่ที่นี่ที่นี่",
        areas=[{"bounds": {"x": 0, "y": 0, "width": 1, "height": 1}, "action": {"type": "new"}}],
    )

    run(account, menu)

    assert in_place(line, menu)


def test_removal(line: LineStandIn, account: Account, menu: Menu) -> None:
    """Nothing of ours is left: no menu, no alias, no default."""
    run(account, menu)

    assert list(remove(account))

    assert (line.rich.menus, line.rich.aliases, line.rich.default) == ({}, {}, "")


def test_removal_of_nothing(line: LineStandIn, account: Account) -> None:
    """Where nothing of ours is, nothing is changed and nothing told."""
    assert list(remove(account)) == []
    assert line.rich.changes == []


def test_removal_leaves_the_default_of_others(
    line: LineStandIn, account: Account, menu: Menu
) -> None:
    """Somebody made another menu the default since: it stays so."""
    run(account, menu)
    line.rich.default = theirs = line.rich.of_others()

    list(remove(account))

    assert line.rich.default == theirs


@pytest.mark.parametrize("step", range(6))
def test_a_failed_removal_is_repaired(
    line: LineStandIn, account: Account, menu: Menu, step: int
) -> None:
    """Whichever request fails, the next run takes away the rest."""
    run(account, menu)
    line.fails_next(*[None] * step, "swallow")
    with pytest.raises(LineError):
        list(remove(account))

    list(remove(account))

    assert (line.rich.menus, line.rich.aliases, line.rich.default) == ({}, {}, "")


def test_show_changes_nothing(line: LineStandIn, account: Account, menu: Menu) -> None:
    """To look is only to look."""
    run(account, menu)
    before = len(line.rich.changes)

    list(show(account, menu))

    assert len(line.rich.changes) == before


def test_show_tells_ours_and_others(line: LineStandIn, account: Account, menu: Menu) -> None:
    """Each menu has a line, with what points at it."""
    theirs = line.rich.of_others()
    run(account, menu)

    lines = {line.split()[0]: line for line in show(account, menu)}

    assert "of others" in lines[theirs]
    assert all(word in lines[line.rich.default] for word in ("ours", "default", ALIAS))


def test_show_tells_a_missing_picture(line: LineStandIn, account: Account, menu: Menu) -> None:
    """What a failed run left is seen."""
    line.fails_next(None, None, None, 500)
    with pytest.raises(LineError):
        run(account, menu)

    assert "no picture" in next(show(account, menu))


def test_show_tells_whether_it_is_up_to_date(account: Account, menu: Menu, older: Menu) -> None:
    """Before, in between, and after: one can see whether to deploy."""
    before = list(show(account, menu))[-1]
    run(account, older)
    between = list(show(account, menu))[-1]
    run(account, menu)
    after = list(show(account, menu))[-1]

    assert before == between != after


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500])
def test_a_refusal_tells_status_and_request_id(
    line: LineStandIn, account: Account, menu: Menu, status: int
) -> None:
    """LINE's support asks for the id; the token is in no sentence of ours."""
    line.fails_next(status)

    with pytest.raises(LineError) as refused:
        run(account, menu)

    said = str(refused.value)
    assert re.search(rf"status {status}, request id [0-9a-f-]{{36}}", said)
    assert refused.value.status == status
    assert "a token" not in said


@pytest.mark.parametrize("trouble", ["hang", "reset"])
def test_silence_is_an_error_of_ours(
    line: LineStandIn, account: Account, menu: Menu, trouble: Trouble
) -> None:
    """A line that is cut, or a LINE that says nothing, is told as any other failure."""
    line.fails_next(trouble)

    with pytest.raises(LineError) as silent:
        run(account, menu)

    assert silent.value.status == 0


def test_a_list_that_cannot_be_read(line: LineStandIn, account: Account, menu: Menu) -> None:
    """An answer in a shape nobody knows is told as such, before anything is changed."""
    line.rich.menus["richmenu-odd"] = {"richMenuId": None}

    with pytest.raises(LineError):
        run(account, menu)

    assert line.rich.changes == []


def test_pictures_go_to_their_own_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """LINE takes pictures elsewhere than menus, unless LINE_API_URL names one place for all."""
    asked = []

    def request(_pool: object, _method: str, url: str, **_: object) -> None:
        asked.append(url)
        raise urllib3.exceptions.HTTPError

    monkeypatch.setattr("urllib3.PoolManager.request", request)
    account = Account("a token")
    for ask in (account.menus, account.default, lambda: account.upload("richmenu-1", b"png")):
        with suppress(LineError):
            ask()

    assert [url.split("/v2/")[0] for url in asked] == [
        "https://api.line.me",
        "https://api.line.me",
        "https://api-data.line.me",
    ]
