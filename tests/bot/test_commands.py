"""The commands of ``flask --app bot``."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from bot.app import create_app
from bot.store.database import require_current
from indexer.flows.flow import Flow
from indexer.knowledge import read_knowledge
from tests.conftest import KNOWLEDGE
from tests.indexer.flows.little import DATED, changed, flow_of, little
from tests.indexer.flows.real import coupon
from tests.scenarios.conftest import settings_for


@pytest.fixture
def app(tmp_path: Path, index_folder: Path) -> Iterator[Flask]:
    """An app as the command line gets it: built, and with no tables yet."""
    app = create_app(settings_for(tmp_path, index_folder, "http://127.0.0.1:9"))
    yield app
    app.extensions["bot"].engine.dispose()


def test_db_upgrade_makes_the_tables(app: Flask) -> None:
    """After it the program starts; a second time it changes nothing."""
    runner = app.test_cli_runner()

    results = [runner.invoke(args=["db", "upgrade"]) for _ in range(2)]

    assert [result.exit_code for result in results] == [0, 0]
    require_current(app.extensions["bot"].engine)


def test_chat_answers_from_the_index(app: Flask) -> None:
    """A question typed in the terminal is answered as in LINE, with the reason beside it."""
    entry = read_knowledge(KNOWLEDGE).entries["clinic-contact-where"]

    result = app.test_cli_runner().invoke(args=["chat"], input=f"{entry.question}\n\n")

    assert result.exit_code == 0
    assert entry.answer in result.output
    assert entry.id in result.output


def test_chat_shows_what_a_card_opens(app: Flask) -> None:
    """Facts and links are printed; a link has no number, as nothing comes back from it."""
    entry = read_knowledge(KNOWLEDGE).entries["clinic-contact-phone"]
    assert entry.card is not None

    output = app.test_cli_runner().invoke(args=["chat"], input=f"{entry.question}\n\n").output

    for fact in entry.card.facts:
        assert f"{fact.name}: {fact.value}" in output
    for link in entry.card.links:
        assert f"] {link.label}" not in output
        assert link.address in output


def test_chat_shows_the_cards_beside(app: Flask) -> None:
    """Each is printed, and its number asks its question."""
    entries = read_knowledge(KNOWLEDGE).entries
    card = entries["coupon-groups-compare"].card
    assert card is not None
    last = entries[card.entries[-1]]
    typed = f"{entries['coupon-groups-compare'].question}\n{len(card.entries)}\n\n"

    output = app.test_cli_runner().invoke(args=["chat"], input=typed).output

    assert all(entries[id_].answer in output for id_ in card.entries)
    assert f"(answered {last.id}" in output


def test_chat_ends_with_an_empty_line(app: Flask) -> None:
    """Nothing is asked, nothing is answered."""
    result = app.test_cli_runner().invoke(args=["chat"], input="\n")

    assert result.exit_code == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base with one flow, of which the first outcome is dated."""
    folder = tmp_path / "knowledge_base"
    (folder / "flows").mkdir(parents=True)
    (folder / "wording.yaml").write_bytes((KNOWLEDGE / "wording.yaml").read_bytes())
    (folder / "flows" / "little.yaml").write_text(little(*DATED), encoding="utf-8")
    return folder


@pytest.fixture
def early(folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """An app before any index is built."""
    settings = settings_for(tmp_path, tmp_path / "none", "http://127.0.0.1:9")
    app = create_app(settings.model_copy(update={"knowledge_base": folder}))
    yield app
    app.extensions["bot"].engine.dispose()


def run(app: Flask, *arguments: str, typed: str = "") -> tuple[int, str]:
    """Return how the command ``flow`` ended, and what it printed besides its errors."""
    result = app.test_cli_runner().invoke(args=["flow", *arguments], input=typed)
    return result.exit_code, result.stdout


def numbers(flow: Flow, outcome: str) -> str:
    """Return what to type to reach *outcome*, a number a line."""
    choices = next(choices for choices, end in flow.paths() if end.id == outcome)
    options = [(list(flow.questions[q].options), option) for q, option in choices.items()]
    return "".join(f"{ids.index(option) + 1}\n" for ids, option in options)


def test_flow_comes_from_the_index(app: Flask) -> None:
    """Without a name the only flow that people meet is printed."""
    code, printed = run(app)

    assert code == 0
    assert coupon().title in printed
    assert [o.id for o in coupon().outcomes.values() if o.why.splitlines()[0] not in printed] == []


def test_flow_before_there_is_an_index(early: Flask) -> None:
    """Staff can print what they wrote before they build it."""
    code, printed = run(early, "little")

    assert code == 0
    assert flow_of(*DATED).outcomes["two"].why in printed


def test_flow_of_a_day(early: Flask) -> None:
    """The day may be written in พ.ศ. or in the common era: the rules of that day are printed."""
    one = flow_of(*DATED).outcomes["one"]

    (_, before), (_, after), (_, same) = (
        run(early, "--on", day) for day in ("2570-12-31", "2571-01-01", "2028-01-01")
    )

    assert one.why in before
    assert one.why not in after
    assert after == same


def test_flow_of_no_day(early: Flask) -> None:
    """What is no day is refused before anything is printed."""
    code, printed = run(early, "--on", "2570-02-31")

    assert code != 0
    assert printed == ""


def test_several_flows_are_listed(early: Flask, folder: Path) -> None:
    """Where there are several, a name has to be given, and the names are shown."""
    other = changed(little(), ("button: เช็กสิทธิ์ของฉัน", "button: อื่น"), ("[เช็กสิทธิ์, ได้สิทธิ์ไหม]", "[]"))
    (folder / "flows" / "other.yaml").write_text(other, encoding="utf-8")

    code, printed = run(early)

    assert code == 0
    assert {line.split()[0] for line in printed.splitlines()} == {"little", "other"}


def test_unknown_flow(early: Flask) -> None:
    """A name that no flow has is an error."""
    assert run(early, "nothing")[0] != 0


def test_no_flow(early: Flask, folder: Path) -> None:
    """Where no flow can be used that is an error, too."""
    (folder / "flows" / "little.yaml").write_text("title: ก", encoding="utf-8")

    assert run(early)[0] != 0


def test_flow_is_drawn(early: Flask, tmp_path: Path) -> None:
    """The drawing is written to the file that is named, instead of the text."""
    code, printed = run(early, "--svg", str(tmp_path / "flow.svg"))

    drawn = ET.parse(tmp_path / "flow.svg").getroot()  # noqa: S314 (our own drawing)
    assert (code, printed) == (0, "")
    assert drawn.tag.endswith("svg")


def test_flow_is_tried_by_numbers(early: Flask) -> None:
    """Numbers typed one after another lead to an outcome."""
    flow = flow_of(*DATED)

    code, printed = run(early, "--try", typed=numbers(flow, "one"))

    assert code == 0
    assert flow.outcomes["one"].why in printed


def test_flow_is_tried_by_labels(early: Flask) -> None:
    """Labels do as well; what is neither is asked again, and a step of an answer is told."""
    flow = flow_of(*DATED)
    none = flow.questions["paper"].options["none"]
    labels = [flow.questions["want"].options["yes"].label, "ไม่มีข้อนี้", "9", none.label, "บุคคล"]

    code, printed = run(early, "--try", typed="\n".join([*labels, ""]))

    assert code == 0
    assert flow.outcomes["three"].why in printed
    assert none.advice in printed


def test_flow_is_tried_under_the_rules_of_a_day(early: Flask) -> None:
    """After the last day of an outcome, the same answers lead to the one that stands in."""
    flow = flow_of(*DATED)

    _, printed = run(early, "--try", "--on", "2571-01-01", typed=numbers(flow, "one"))

    assert flow.outcomes["one"].why not in printed
    assert flow.outcomes["old"].why in printed


def test_trying_ends_with_an_empty_line(early: Flask) -> None:
    """Who has seen enough leaves."""
    code, printed = run(early, "--try", typed="\n")

    assert code == 0
    assert [o.id for o in flow_of(*DATED).outcomes.values() if o.why in printed] == []
