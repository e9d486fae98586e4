"""The inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String(80), nullable=False, unique=True),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("timestamp", sa.BigInteger, nullable=False),
        sa.Column("received", sa.Float, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("raw", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("lease", sa.Float, nullable=False),
        sa.Column("messages", sa.Text),
        sa.Column("unclear", sa.Boolean, nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("entry", sa.String(80), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("finished", sa.Float),
        sa.Column("request_id", sa.String(80), nullable=False),
        sa.Column("error", sa.String(200), nullable=False),
    )
    op.create_index("events_waiting", "events", ["state", "chat", "timestamp", "id"])


def downgrade() -> None:
    op.drop_table("events")
