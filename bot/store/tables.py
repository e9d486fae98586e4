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
    UniqueConstraint,
)

metadata = MetaData()

# What becomes of an event: it is answered, wants no answer, or could not be answered.
WAITING, ANSWERED, IGNORED, DEAD = "waiting", "answered", "ignored", "dead"

# The inbox: one row an event, and the answer that is owed or was given for it.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", String(80), nullable=False, unique=True),
    Column("channel", String(10), nullable=False),  # line or local
    Column("chat", String(64), nullable=False),  # keyed hash of chat and person
    Column("place", String(64), nullable=False, server_default=""),  # … of the chat or group alone
    Column("person", String(64), nullable=False, server_default=""),  # … of the person, "" unknown
    Column("message_id", String(80), nullable=False, server_default=""),  # LINE's, to take back
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
    Index("events_of_chat", "chat"),
    Index("events_of_place", "place"),
    Index("events_of_message", "message_id"),
)

# What is remembered of each chat between two messages.
conversations = Table(
    "conversations",
    metadata,
    Column("chat", String(64), primary_key=True),  # as in events
    Column("place", String(64), nullable=False, server_default=""),  # as in events
    Column("person", String(64), nullable=False, server_default=""),  # as in events
    Column("state", Text, nullable=False),  # Conversation as JSON
    Column("updated", Float, nullable=False),  # seconds: when the chat was last answered
    Column("gone", Float),  # seconds: when the person blocked the bot, or it left the group
    Index("conversations_of_place", "place"),
    Index("conversations_of_person", "person"),
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

# What people asked, numbers that could tell who they are masked; what staff read and count.
questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", String(80), nullable=False),
    Column("message_id", String(80), nullable=False),
    Column("chat", String(64), nullable=False),  # as in events
    Column("kind", String(40), nullable=False),  # text, image, audio, …
    Column("asked", Text, nullable=False),  # "" for what is no text: no media is kept
    Column("decision", String(20), nullable=False),
    Column("entry", String(200), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("at", Float, nullable=False),  # seconds
    Index("questions_at", "at"),
    Index("questions_of_chat", "chat"),
    Index("questions_of_message", "message_id"),
)

# What people thought of an answer, by the words it had.
ratings = Table(
    "ratings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", String(64), nullable=False),  # as in events
    Column("entry", String(80), nullable=False),
    Column("edition", String(16), nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("why", String(40), nullable=False),  # "" or one of the reasons offered
    Column("at", Float, nullable=False),  # seconds
    UniqueConstraint("chat", "entry", "edition", name="ratings_once"),
)

# People whom staff are to speak to.
handovers = Table(
    "handovers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("chat", String(64), nullable=False),  # as in events
    Column("message_id", String(80), nullable=False),
    Column("reason", String(10), nullable=False),  # asked, unknown, checked or upset
    Column("about", Text, nullable=False),  # in the person's words, masked
    Column("case_code", String(12), nullable=False),  # "" or the code of a case
    Column("state", String(10), nullable=False),  # open or done
    Column("at", Float, nullable=False),  # seconds
    Index("handovers_of_chat", "chat"),
)

# What staff are to be told, until they were told: no personal data.
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),  # handover or dead
    Column("code", String(80), nullable=False),  # of the hand-over, or the id of the event
    Column("reason", String(40), nullable=False),
    Column("case_code", String(12), nullable=False),
    Column("at", Float, nullable=False),  # seconds
    Column("told", Float),  # seconds: when they were told
    Column("attempts", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Index("notices_untold", "told", "not_before"),
)
