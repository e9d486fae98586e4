"""Every area of the rich menu, tapped by somebody who has never written a word."""

import pytest

from bot.line.rich_menu.menu import PICTURE, build_menu
from indexer.menu_words import AREAS
from indexer.wording import Wording
from tests.scenarios.phone import Phone

NO_ANSWER = ("unknown", "failed", "other", "guide_gone")


@pytest.mark.parametrize("area", AREAS)
def test_an_area_leads_somewhere(line: Phone, wording: Wording, area: str) -> None:
    """A tap is understood: something is answered, and something can be tapped next."""
    menu = build_menu(wording, PICTURE.read_bytes()).request.to_dict()

    line.taps(menu["areas"][AREAS.index(area)]["action"])

    said = line.waits()
    assert said
    assert not {wording[name] for name in NO_ANSWER} & set(said)
    assert line.seen()


def test_areas_lead_to_different_answers(line: Phone, wording: Wording) -> None:
    """No two areas are answered alike."""
    menu = build_menu(wording, PICTURE.read_bytes()).request.to_dict()

    for area in menu["areas"]:
        line.taps(area["action"])
    line.waits()

    answers = [tuple(call.texts) for call in line.received()]
    assert len(set(answers)) == len(AREAS)
