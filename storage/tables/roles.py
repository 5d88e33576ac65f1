"""Roles: to whom they were given, and who is in the user groups among those."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, String, Table, Text, false

from storage.tables.base import Instant, metadata, workspace_column

# Who was given a role: a person (team:user), or a Slack user group, which counts from the moment its members are known.
role_grants = Table(
    "role_grants",
    metadata,
    workspace_column(),
    Column("role", String(16), nullable=False),
    Column("subject", String(65), nullable=False),
    Column("known", Boolean, nullable=False, server_default=false()),
    Column("given_by", String(65), nullable=False),
    Column("given_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "role", "subject"),
    Index(None, "workspace_id", "subject"),
)

# The user groups that have a role, as Slack told of them.
user_groups = Table(
    "user_groups",
    metadata,
    workspace_column(),
    Column("group_id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("fetched_at", Instant),
    PrimaryKeyConstraint("workspace_id", "group_id"),
)

group_members = Table(
    "group_members",
    metadata,
    workspace_column(),
    Column("group_id", String(32), nullable=False),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "group_id", "person"),
    Index(None, "workspace_id", "person"),
)
