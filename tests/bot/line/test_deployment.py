"""What LINE tells of an account, over real HTTP."""

import time
from collections.abc import Iterator

import pytest

from bot.line.asking import LineError
from bot.line.deployment import Deployment, Trial, Webhook
from bot.line.quota import Quota
from tests.line_account import CONSUMPTION, INFO, WEBHOOK
from tests.line_stand_in import LineStandIn, Trouble


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    line = LineStandIn()
    yield line
    line.close()


@pytest.fixture
def deployment(line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> Deployment:
    """One that waits a moment instead of seconds."""
    monkeypatch.setattr("bot.line.deployment.TIMEOUT", (0.3, 0.3))
    return Deployment("a token", line.url)


@pytest.mark.parametrize(("mode", "by_hand"), [("chat", True), ("bot", False)])
def test_info(line: LineStandIn, deployment: Deployment, mode: str, by_hand: bool) -> None:
    """The account's name, and whether staff can write in its chats."""
    line.account.chat_mode = mode

    info = deployment.info()

    assert (info.name, info.by_hand) == (line.account.name, by_hand)


def test_the_clock_is_that_of_line(line: LineStandIn, deployment: Deployment) -> None:
    """Its answer bears its date, in whole seconds."""
    line.ahead = 3600

    clock = deployment.info().clock

    assert clock is not None
    assert abs(clock - time.time() - 3600) < 5


def test_webhook(line: LineStandIn, deployment: Deployment) -> None:
    """Its address, and that it is switched off."""
    line.account.active = False

    assert deployment.webhook() == Webhook(line.account.endpoint, active=False)


def test_no_webhook(line: LineStandIn, deployment: Deployment) -> None:
    """LINE's 404 is no failure: nothing is set."""
    line.account.endpoint = ""

    assert deployment.webhook() == Webhook("", active=False)


def test_trial(line: LineStandIn, deployment: Deployment) -> None:
    """What LINE says came of its test."""
    told = {"statusCode": -1, "reason": "REQUEST_TIMEOUT", "detail": "Request timeout"}
    line.account.trial = {"success": False, **told}

    assert deployment.test_webhook() == Trial(False, -1, "REQUEST_TIMEOUT", "Request timeout")


@pytest.mark.parametrize(
    ("limit", "used", "left"), [(None, 7, None), (200, 7, 193), (200, 200, 0), (200, 201, 0)]
)
def test_quota(
    line: LineStandIn, deployment: Deployment, limit: int | None, used: int, left: int | None
) -> None:
    """What is left is never less than nothing, and None where there is no limit."""
    line.account.limit, line.account.used = limit, used

    assert deployment.quota().left == left


def test_an_unlimited_plan_is_asked_once(line: LineStandIn, deployment: Deployment) -> None:
    """How much was used does not matter then."""
    assert deployment.quota() == Quota()
    assert f"GET {CONSUMPTION}" not in line.account.asked


@pytest.mark.parametrize("trouble", [401, 500, "hang", "reset", "terse"])
def test_trouble(line: LineStandIn, deployment: Deployment, trouble: Trouble) -> None:
    """Whatever LINE does is one kind of error, in a sentence without the token."""
    for path in (INFO, WEBHOOK):
        line.fails_at(path, trouble)

    for ask in (deployment.info, deployment.webhook):
        with pytest.raises(LineError) as told:
            ask()
        assert "a token" not in str(told.value)
