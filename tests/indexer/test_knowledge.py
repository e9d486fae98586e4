"""A whole folder of knowledge, read at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.knowledge import Knowledge, read_files, read_knowledge
from tests.indexer.fakes import RICE, SMALL, SOAP, document, entry, small, wording, write


def test_small_knowledge_is_whole() -> None:
    """Documents, wording and strange messages are read from their places without a problem."""
    knowledge = small()

    assert knowledge.problems == ()
    assert list(knowledge.entries) == ["rice-seed", "rice-weeds", "soap-ph"]
    assert knowledge.wording is not None
    assert knowledge.far == ("เย็นนี้กินอะไรดี", "รถติดไหม", "ฝนจะตกหรือเปล่า")
    assert knowledge.near == ("ปลูกทุเรียนใช้ปุ๋ยอะไร",)


def test_folder_and_files_read_the_same(tmp_path: Path) -> None:
    """What a snapshot carries is read as the folder it came from was."""
    assert read_knowledge(write(tmp_path)) == read_files(SMALL)


def test_what_is_no_knowledge_is_left_alone(tmp_path: Path) -> None:
    """The guide for staff, pictures and drafts of an editor are no knowledge."""
    write(tmp_path)
    before = read_knowledge(tmp_path)
    write(tmp_path, {"README.md": b"x", "documents/a.png": b"\x89", "documents/rice.md~": b"x"})

    assert read_knowledge(tmp_path) == before


def test_nothing_at_all(tmp_path: Path) -> None:
    """An empty folder gives no entry, and the first problem to mend."""
    knowledge = read_knowledge(tmp_path)

    assert knowledge.entries == {}
    assert [problem.file for problem in knowledge.problems] == ["wording.yaml"]


def test_id_twice_in_two_documents() -> None:
    """The later of two entries with one id is left out and told, with the place of the earlier."""
    knowledge = small(soap=document(SOAP, entry("rice-seed", "อีกข้อหนึ่ง")))

    [problem] = knowledge.problems
    assert (problem.file, problem.line, problem.fatal) == ("documents/soap.md", 23, True)
    assert "documents/rice.md บรรทัด 10" in problem.message
    assert knowledge.entries["rice-seed"].document == "rice"
    assert "soap-ph" in knowledge.entries


def test_id_twice_in_one_document() -> None:
    """Two entries of one document cannot share an id either."""
    knowledge = small(soap=document(SOAP, entry("soap-ph", "อีกข้อหนึ่ง")))

    [problem] = knowledge.problems
    assert problem.fatal
    assert knowledge.entries["soap-ph"].question == "สบู่ก้อนควรมีค่า pH เท่าไร"


def test_document_of_borrowed_ids_only() -> None:
    """A document none of whose entries can be used is no document."""
    knowledge = small(zebra=document(RICE))

    assert [each.id for each in knowledge.documents] == ["rice", "soap"]


@pytest.mark.parametrize("question", ["แช่เมล็ดข้าวกี่คืน", "แช่เมล็ดข้าวกี่คืนนนนน", "  แช่เมล็ด\u200bข้าวกี่คืน "])
def test_same_question_in_two_documents(question: str) -> None:
    """A question or wording that two entries claim is told; both stay."""
    knowledge = small(soap=document(SOAP, entry("soap-other", question)))

    [problem] = knowledge.problems
    assert (problem.file, problem.line, problem.fatal) == ("documents/soap.md", 23, False)
    assert "documents/rice.md บรรทัด 10" in problem.message
    assert "soap-other" in knowledge.entries


def test_broken_document_leaves_the_others() -> None:
    """One document that cannot be read takes no other with it."""
    knowledge = read_files({**SMALL, "documents/rice.md": b"\xff\xfe"})

    assert list(knowledge.entries) == ["soap-ph"]
    assert ("documents/rice.md", 1) in [(each.file, each.line) for each in knowledge.problems]


@pytest.mark.parametrize(
    "raw", [None, b"", b"texts: [", b"\xff"], ids=["missing", "empty", "no YAML", "not UTF-8"]
)
def test_wording_missing_or_broken(raw: bytes | None) -> None:
    """Without wording.yaml the documents are read all the same, and one problem tells."""
    files = {name: each for name, each in SMALL.items() if name != "wording.yaml"}
    knowledge = read_files(files if raw is None else {**files, "wording.yaml": raw})

    assert knowledge.wording is None
    assert [(each.file, each.fatal) for each in knowledge.problems] == [("wording.yaml", True)]
    assert len(knowledge.entries) == 3


def test_starter_that_leads_nowhere() -> None:
    """A starter whose entry is gone would show no button, so staff are told."""
    knowledge = read_files({**SMALL, "wording.yaml": wording("starters: [gone]\n").encode()})

    [problem] = knowledge.problems
    assert (problem.file, problem.fatal) == ("wording.yaml", False)
    assert "gone" in problem.message
    assert knowledge.wording is not None


def test_problems_are_sorted() -> None:
    """Problems come file by file and line by line, as staff mend them."""
    broken = document(SOAP, entry("b", "ข้อหนึ่ง", answer=""), entry("c", "ข้อสอง", source=""))
    knowledge = read_files({**SMALL, "documents/soap.md": broken.encode(), "wording.yaml": b""})

    places = [(problem.file, problem.line) for problem in knowledge.problems]
    assert places == sorted(places)
    assert len(places) == 3


def test_out_of_domain_is_optional() -> None:
    """Without strange messages there is nothing to compute bars from, and no problem."""
    files = {name: raw for name, raw in SMALL.items() if not name.startswith("out_of_domain")}

    assert (read_files(files).far, read_files(files).problems) == ((), ())


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files | {"documents/soap.md": files["documents/soap.md"] + b"\n"},
        lambda files: files | {"wording.yaml": files["wording.yaml"] + b"#"},
        lambda files: files | {"out_of_domain/far.txt": b""},
        lambda files: {k.replace("soap", "soaps"): raw for k, raw in files.items()},
        lambda files: files | {"documents/new.md": b""},
        lambda files: {k: raw for k, raw in files.items() if k != "wording.yaml"},
    ],
    ids=["a byte more", "in the wording", "no far", "renamed", "one more file", "one file less"],
)
def test_fingerprint_changes(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    """Any other byte or name is another knowledge, so an index is built again."""
    assert read_files(change(dict(SMALL))).fingerprint != small().fingerprint


def test_fingerprint_knows_where_a_file_ends() -> None:
    """Bytes that move from one file to the next make another fingerprint."""
    one, other = Knowledge({"a": b"bc", "d": b""}), Knowledge({"a": b"b", "d": b"c"})

    assert one.fingerprint != other.fingerprint


def test_fingerprint_knows_no_order() -> None:
    """The order in which a disk lists files does not matter."""
    assert read_files(dict(reversed(SMALL.items()))).fingerprint == small().fingerprint
