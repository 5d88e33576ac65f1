"""Polls: a question, its options, named votes, the result and the decision."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import Facts, Instant, belongs, id_column, metadata, workspace_column

polls = Table(
    "polls",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("most", Integer),  # how many options may be chosen, where several may
    Column("anonymous", Boolean, nullable=False),
    Column("comments", Boolean, nullable=False),  # whether voters may add one
    Column("by_side", Boolean, nullable=False),  # whether results are told by side of the house
    Column("others", Boolean, nullable=False),  # whether guests and people of other companies are asked
    Column("language", String(2)),  # nothing: the channel's
    Column("state", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),  # where it stands
    Column("audience", Facts, nullable=False),  # who is asked: the channel, a group or people
    Column("open_hours", Integer),  # how long it is open, where no end is given
    Column("owner", String(65), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("closes_at", Instant),
    Column("remind_at", Instant),  # nothing: nobody is to be reminded (any more)
    Column("large", Boolean, nullable=False),  # too many are asked to list them
    Column("closed_at", Instant),
    Column("closed_how", String(16)),
    Column("result", Facts),
    Column("decision", Text),
    Column("decision_why", Text),
    Column("decision_items", Facts),  # ids of the roadmap items that it is about
    Column("decided_by", String(65)),
    Column("decided_at", Instant),
    Column("nudge_at", Instant),  # when its owner is asked for the decision again
    Column("nudges", Integer, nullable=False),  # how often they were
    Column("ritual_id", String(32)),  # what asks it again and again
    Column("period", String(32)),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    UniqueConstraint("workspace_id", "ritual_id", "period"),
    CheckConstraint("kind in ('one', 'several', 'points', 'stance', 'ranking')", name="kind"),
    CheckConstraint("state in ('draft', 'opening', 'open', 'closed')", name="state"),
    CheckConstraint("closed_how in ('time', 'hand', 'everybody')", name="closed_how"),
    CheckConstraint("state <> 'open' or closes_at is not null", name="open"),
    CheckConstraint("state <> 'closed' or result is not null", name="closed"),
    Index(None, "state", "closes_at"),
)

poll_options = Table(
    "poll_options",
    metadata,
    workspace_column(),
    id_column(),
    id_column("poll_id"),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),  # as it was when the poll was made
    id_column("item_id", nullable=True),
    PrimaryKeyConstraint("workspace_id", "id"),
    belongs("poll_id", "polls"),
    belongs("item_id", "items"),
    Index(None, "workspace_id", "poll_id"),
    Index(None, "workspace_id", "item_id"),
)

# Votes with a name, in polls that are not anonymous: they may be changed until the poll closes.
poll_votes = Table(
    "poll_votes",
    metadata,
    workspace_column(),
    id_column("poll_id"),
    Column("person", String(65), nullable=False),
    Column("choices", Facts, nullable=False),  # a number by option
    Column("reasons", Facts, nullable=False),  # words by option
    Column("comment", Text),
    PrimaryKeyConstraint("workspace_id", "poll_id", "person"),
    belongs("poll_id", "polls"),
)
