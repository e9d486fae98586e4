"""``flask --app bot doctor`` as whoever runs the program types it."""

import re
from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask
from pydantic import SecretStr

from bot.app import create_app
from bot.doctor.line import NOT_ON_LINE
from tests.bot.doctor.conftest import STAFF, Patient
from tests.line_account import INFO, QUOTA, WEBHOOK
from tests.line_stand_in import LineStandIn
from tests.webhooks import SECRET

TOKEN, KEY = "kept-to-ourselves", "the-key-of-all-hashes"


@pytest.fixture
def app(patient: Patient) -> Iterator[Flask]:
    """The patient as the command line gets it; its day is today, as is LINE's."""
    patient.line.ahead = 0.0
    secrets = {"line_channel_access_token": SecretStr(TOKEN), "secret_key": SecretStr(KEY)}
    app = create_app(patient.settings.model_copy(update=secrets))
    yield app
    app.extensions["bot"].engine.dispose()


def run(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["doctor"])


def test_well(app: Flask, line: LineStandIn) -> None:
    """Where nothing is wrong it ends with 0, and the account's name was shown."""
    result = run(app)

    assert result.exit_code == 0
    assert line.account.name in result.stdout


def test_not_well(app: Flask, line: LineStandIn) -> None:
    """Where something is wrong it ends with 1, and the line says so first."""
    line.account.active = False

    result = run(app)

    assert result.exit_code == 1
    assert [row.split()[1] for row in result.stdout.splitlines() if row.startswith("wrong")] == [
        "webhook"
    ]


@pytest.mark.parametrize("failing", [[], [INFO], [WEBHOOK, QUOTA]])
def test_no_secret_is_shown(app: Flask, line: LineStandIn, failing: list[str]) -> None:
    """Neither token, secret, key, the staff's address nor a user id, whatever LINE answers."""
    for path in failing:
        line.fails_at(path, 401)

    result = run(app)

    assert not isinstance(result.exception, Exception)
    assert [word for word in (TOKEN, SECRET, KEY, STAFF) if word in result.output] == []
    assert not re.search(r"U[0-9a-f]{32}", result.output)


def test_without_line(patient: Patient) -> None:
    """A bot that only its own page talks to is told of, and is well."""
    nothing = {"line_channel_secret": SecretStr(""), "line_channel_access_token": SecretStr("")}
    app = create_app(patient.settings.model_copy(update=nothing))

    result = run(app)

    assert result.exit_code == 0
    assert NOT_ON_LINE.found in result.stdout
    app.extensions["bot"].engine.dispose()
