"""The tables. Whatever changes here needs a migration of the same shape in ``migrations/``."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# The inbox: one row an event, and the answer that is owed or was given for it.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", String(80), nullable=False, unique=True),
    Column("channel", String(10), nullable=False),  # line or local
    Column("chat", String(64), nullable=False),  # keyed hash of chat and person
    Column("kind", String(40), nullable=False),
    Column("timestamp", BigInteger, nullable=False),  # milliseconds, LINE's clock
    Column("received", Float, nullable=False),  # seconds, our clock
    Column("state", String(10), nullable=False),  # waiting, answered, ignored or dead
    Column("raw", Text),  # the event as it came; wiped once it is finished
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", Float, nullable=False, default=0.0),
    Column("owner", String(40), nullable=False, default=""),
    Column("lease", Float, nullable=False, default=0.0),  # until when *owner* has it
    Column("messages", Text),  # the answer, committed before it is sent; wiped when finished
    Column("unclear", Boolean, nullable=False, default=False),  # it may have been sent already
    Column("decision", String(20), nullable=False, default=""),
    Column("entry", String(80), nullable=False, default=""),
    Column("confidence", Float, nullable=False, default=0.0),
    Column("finished", Float),
    Column("request_id", String(80), nullable=False, default=""),  # LINE's
    Column("error", String(200), nullable=False, default=""),
    Index("events_waiting", "state", "chat", "timestamp", "id"),
)

# What is remembered of each chat between two messages.
conversations = Table(
    "conversations",
    metadata,
    Column("chat", String(64), primary_key=True),  # as in events
    Column("state", Text, nullable=False),  # Conversation as JSON
    Column("updated", Float, nullable=False),  # seconds: when the chat was last answered
)

# Every run of a guide, under the code that its person can read out.
cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("chat", String(64), nullable=False),  # as in events
    Column("flow", String(80), nullable=False),
    Column("edition", String(16), nullable=False),  # of the flow, when it was last answered
    Column("choices", Text, nullable=False),  # JSON: question id -> option id
    Column("outcome", String(80), nullable=False, default=""),  # "" until there is one
    Column("started", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Index("cases_of_chat", "chat"),
)
