"""The real documents, flow and wording, around a search and a reader that do as they are told."""

import pytest

from bot.conversation.assistant import Assistant
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.knowledge import Knowledge
from indexer.wording import Wording
from tests.bot.conversation.chats import Chat, FakeRetriever
from tests.bot.conversation.guide.conftest import FakeReader


@pytest.fixture(scope="session")
def flow(knowledge: Knowledge) -> Flow:
    return next(flow for flow in knowledge.flows if flow.id == "coupon")


@pytest.fixture
def reader(flow: Flow) -> FakeReader:
    return FakeReader(flow)


@pytest.fixture
def finder(knowledge: Knowledge) -> FakeRetriever:
    return FakeRetriever(knowledge)


@pytest.fixture
def chat(wording: Wording, finder: FakeRetriever, reader: FakeReader) -> Chat:
    return Chat(Assistant(wording, finder, [reader]))  # type: ignore[arg-type, list-item]  # fakes


@pytest.fixture(scope="session")
def entry(knowledge: Knowledge) -> Entry:
    """An entry that is answered in a bubble, with another one after it."""
    return knowledge.entries["village-what"]
