"""The rule for what a machine may lack."""

import pytest

from tests.conftest import need


def test_what_is_there_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is skipped where nothing is missing."""
    monkeypatch.setenv("CI", "true")

    assert need("Chromium", "/usr/bin/chromium") == "/usr/bin/chromium"


def test_what_is_missing_skips_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a laptop the report says what was not tested."""
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(pytest.skip.Exception, match="Chromium"):
        need("Chromium", None)


def test_in_ci_nothing_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where changes are judged a missing part is a failure."""
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="Chromium"):
        need("Chromium", None)
