"""What people ask, think and want of staff; where and by whom, as hashes, so that it can go."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("events", _text("place", 64))
    op.add_column("events", _text("person", 64))
    op.add_column("events", _text("message_id", 80))
    op.create_index("events_of_chat", "events", ["chat"])
    op.create_index("events_of_place", "events", ["place"])
    op.create_index("events_of_message", "events", ["message_id"])
    op.add_column("conversations", _text("place", 64))
    op.add_column("conversations", _text("person", 64))
    op.add_column("conversations", sa.Column("gone", sa.Float))
    op.create_index("conversations_of_place", "conversations", ["place"])
    op.create_index("conversations_of_person", "conversations", ["person"])
    _questions()
    _ratings()
    _handovers()
    _notices()


def downgrade() -> None:
    for table in ("notices", "handovers", "ratings", "questions"):
        op.drop_table(table)
    op.drop_index("conversations_of_person", "conversations")
    op.drop_index("conversations_of_place", "conversations")
    for name in ("events_of_message", "events_of_place", "events_of_chat"):
        op.drop_index(name, "events")
    for name in ("gone", "person", "place"):
        op.drop_column("conversations", name)
    for name in ("message_id", "person", "place"):
        op.drop_column("events", name)


def _text(name: str, length: int) -> sa.Column[str]:
    """Return a column that is "" in the rows that are there already."""
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String(80), nullable=False),
        sa.Column("message_id", sa.String(80), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("entry", sa.String(200), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("questions_at", "questions", ["at"])
    op.create_index("questions_of_chat", "questions", ["chat"])
    op.create_index("questions_of_message", "questions", ["message_id"])


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("entry", sa.String(80), nullable=False),
        sa.Column("edition", sa.String(16), nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.UniqueConstraint("chat", "entry", "edition", name="ratings_once"),
    )


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(10), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("case_code", sa.String(12), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("handovers_of_chat", "handovers", ["chat"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("case_code", sa.String(12), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("told", sa.Float),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
    )
    op.create_index("notices_untold", "notices", ["told", "not_before"])
