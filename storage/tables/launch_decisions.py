"""Go or no-go: the rounds in which named people vote blind, what was decided, and announcements made all the same."""

from sqlalchemy import (
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

launch_decisions = Table(
    "launch_decisions",
    metadata,
    workspace_column(),
    id_column(),
    id_column("launch_id"),
    Column("round", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("criteria", Facts, nullable=False),  # short sentences
    Column("opens_at", Instant, nullable=False),  # the deciders are asked
    Column("closes_at", Instant, nullable=False),  # the votes are shown, whoever is missing
    Column("planned_by", String(65), nullable=False),
    Column("reminded_at", Instant),
    Column("revealed_at", Instant),
    Column("outcome", String(16)),
    Column("words", Text),  # why, and on which conditions
    Column("decided_by", String(65)),
    Column("decided_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "launch_id", "round"),
    CheckConstraint("state in ('planned', 'open', 'revealed', 'decided', 'cancelled')", name="state"),
    CheckConstraint("outcome in ('go', 'conditions', 'no')", name="outcome"),
    CheckConstraint("state <> 'decided' or outcome is not null", name="decided"),
    belongs("launch_id", "launches"),
    Index(None, "state", "opens_at"),
)

# Whose votes are asked for, and what they are: nobody reads them before they are revealed.
launch_votes = Table(
    "launch_votes",
    metadata,
    workspace_column(),
    id_column("decision_id"),
    Column("person", String(65), nullable=False),
    Column("vote", String(16)),
    Column("why", Text),
    Column("doubts", Text),
    PrimaryKeyConstraint("workspace_id", "decision_id", "person"),
    CheckConstraint("vote in ('go', 'conditions', 'no')", name="vote"),
    belongs("decision_id", "launch_decisions"),
)

# An announcement that was made although something was missing.
launch_overrides = Table(
    "launch_overrides",
    metadata,
    workspace_column(),
    id_column("launch_id"),
    Column("missing", Facts, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "launch_id"),
    belongs("launch_id", "launches"),
)
