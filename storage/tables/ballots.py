"""Ballot boxes, of polls and surveys: who is asked, and ballots that belong to nobody.

A box is named by the id of its poll or survey. Ballots and remarks have a random key, no time and no person; on SQLite they
have no hidden row number either, which would tell in which order they came.
"""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, SmallInteger, String, Table, Text

from storage.tables.base import Facts, id_column, metadata, workspace_column

# Who is asked, and whether their vote is in. Never when.
voters = Table(
    "voters",
    metadata,
    workspace_column(),
    id_column("box_id"),
    Column("person", String(65), nullable=False),
    Column("voted", Boolean, nullable=False),
    Column("listed", Boolean, nullable=False),  # asked by name; others are there only because they voted
    PrimaryKeyConstraint("workspace_id", "box_id", "person"),
    sqlite_with_rowid=False,
)

# Anonymous votes, until they are counted.
ballots = Table(
    "ballots",
    metadata,
    workspace_column(),
    id_column(),
    id_column("box_id"),
    Column("choices", Facts, nullable=False),  # a number by option
    Column("side", String(16)),  # of the house, where the box tells results by side
    PrimaryKeyConstraint("workspace_id", "id"),
    Index(None, "workspace_id", "box_id"),
    sqlite_with_rowid=False,
)

# What was written beside anonymous votes: apart from them, so that a turn of phrase gives no vote away.
remarks = Table(
    "remarks",
    metadata,
    workspace_column(),
    id_column(),
    id_column("box_id"),
    id_column("option_id", nullable=True),  # what it is about; nothing: the whole
    Column("mood", SmallInteger),  # for 1, mixed 0, against -1, where a reason was asked
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    Index(None, "workspace_id", "box_id"),
    sqlite_with_rowid=False,
)
