"""Themes that are proposed out of signals without one, for a person to accept or dismiss."""

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, String, Table, Text, text

from storage.tables.base import Instant, belongs, id_column, metadata, workspace_column

# Dismissed ones stay, so that the same signals are not proposed again.
proposals = Table(
    "proposals",
    metadata,
    workspace_column(),
    id_column(),
    Column("core", Text, nullable=False),  # the two stems that all its signals have
    Column("words", Text, nullable=False),  # the stems that tell most
    Column("made_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", String(65)),
    Column("decided_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    CheckConstraint("state in ('open', 'accepted', 'dismissed')", name="state"),
    Index(
        None,
        "workspace_id",
        "core",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

proposal_signals = Table(
    "proposal_signals",
    metadata,
    workspace_column(),
    id_column("proposal_id"),
    id_column("signal_id"),
    PrimaryKeyConstraint("workspace_id", "proposal_id", "signal_id"),
    belongs("proposal_id", "proposals"),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id"),
)
