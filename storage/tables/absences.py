"""Who is away, until when, and who stands in."""

from sqlalchemy import Column, Date, PrimaryKeyConstraint, String, Table

from storage.tables.base import Instant, metadata, workspace_column

absences = Table(
    "absences",
    metadata,
    workspace_column(),
    Column("person", String(65), nullable=False),
    Column("until_on", Date, nullable=False),  # the last day
    Column("delegate", String(65)),  # who stands in
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "person"),
)
