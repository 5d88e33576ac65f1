"""What came of launches: what people answer afterwards, and the thanks."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from storage.tables.base import Instant, belongs, id_column, metadata, workspace_column

# All empty: somebody does not want to answer.
launch_answers = Table(
    "launch_answers",
    metadata,
    workspace_column(),
    id_column(),
    id_column("launch_id"),
    Column("after", Integer, nullable=False),  # days after the market day; 0: the retro
    Column("person", String(65), nullable=False),
    Column("reached", Text),  # of what is counted
    Column("what", Text),  # happened
    Column("keep", Text),
    Column("change", Text),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "launch_id", "after", "person"),
    belongs("launch_id", "launches"),
    Index(None, "workspace_id", "at"),
)

launch_thanks = Table(
    "launch_thanks",
    metadata,
    workspace_column(),
    id_column("launch_id"),
    Column("words", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "launch_id"),
    belongs("launch_id", "launches"),
)
