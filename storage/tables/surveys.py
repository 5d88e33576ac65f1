"""Surveys, asked privately and answered anonymously (`storage.tables.ballots`), and who said yes to being an ambassador."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import Facts, Instant, belongs, id_column, metadata, workspace_column

surveys = Table(
    "surveys",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    Column("kind", String(16), nullable=False),  # what it is about
    id_column("release_id", nullable=True),
    Column("name", Text, nullable=False),  # of what it is about, as people say it
    Column("topic", Text, nullable=False),  # the same for all surveys about one thing
    Column("timing", String(16), nullable=False),
    Column("after_days", Integer),  # how long after the release is announced, where it waits for that
    id_column("before_id", nullable=True),  # the survey that asked the same people before
    Column("state", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),  # where the result is told
    Column("audience", Facts, nullable=False),  # who is asked: the members of a channel, a group or people
    Column("open_days", Integer, nullable=False),  # working days
    Column("every_months", Integer),  # how often it is asked again
    id_column("ritual_id", nullable=True),  # what asks it again
    Column("owner", String(65), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("closes_at", Instant),
    Column("remind_at", Instant),  # nothing: nobody is to be reminded (any more)
    Column("closed_at", Instant),
    Column("closed_how", String(16)),
    Column("result", Facts),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    CheckConstraint("kind in ('release', 'product', 'tool')", name="kind"),
    CheckConstraint("kind <> 'release' or release_id is not null", name="release"),
    CheckConstraint("timing in ('now', 'both', 'after')", name="timing"),
    CheckConstraint("timing = 'now' or after_days is not null", name="after"),
    CheckConstraint("state in ('draft', 'planned', 'opening', 'open', 'closed')", name="state"),
    CheckConstraint("closed_how in ('time', 'hand', 'everybody')", name="closed_how"),
    CheckConstraint("state <> 'open' or closes_at is not null", name="open"),
    CheckConstraint("state <> 'closed' or result is not null", name="closed"),
    belongs("release_id", "releases"),
    belongs("before_id", "surveys"),
    Index(None, "state", "closes_at"),
    Index(None, "workspace_id", "release_id"),
)

# Who would speak up for something. It is the only thing about surveys that is kept with a name; the day, not the hour, so
# that it does not tell when somebody answered.
ambassadors = Table(
    "ambassadors",
    metadata,
    workspace_column(),
    Column("topic", Text, nullable=False),
    Column("person", String(65), nullable=False),
    Column("name", Text, nullable=False),  # of what
    Column("since", Date, nullable=False),
    PrimaryKeyConstraint("workspace_id", "topic", "person"),
    Index(None, "workspace_id", "person"),
)
