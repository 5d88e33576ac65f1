"""Launches: the plan of a release, who has which role in it, and its tasks."""

from sqlalchemy import (
    Boolean,
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
    false,
)

from storage.tables.base import Facts, Instant, belongs, id_column, metadata, workspace_column

launches = Table(
    "launches",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    id_column("release_id"),
    Column("tier", Integer, nullable=False),  # 0 a company event to 3 a note
    Column("proposed", Integer, nullable=False),  # the tier that the answers lead to
    Column("answers", Facts, nullable=False),  # the questions answered by yes
    Column("why", Text),  # another tier than the proposed one was chosen
    Column("audience", String(16), nullable=False),  # customers or colleagues
    Column("ready_on", Date, nullable=False),  # the product is
    Column("market_on", Date, nullable=False),  # they hear of it
    Column("channel_id", String(32), nullable=False),
    Column("started_by", String(65), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("tier_revision", Integer, nullable=False, server_default="0"),  # how often the tier changed
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    UniqueConstraint("workspace_id", "release_id"),
    CheckConstraint("tier between 0 and 3", name="tier"),
    CheckConstraint("market_on >= ready_on", name="dates"),
    belongs("release_id", "releases"),
)

# Who has a role in a launch: the tasks of the role are theirs, but for those that somebody took over.
launch_roles = Table(
    "launch_roles",
    metadata,
    workspace_column(),
    id_column("launch_id"),
    Column("role", String(16), nullable=False),
    Column("person", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "launch_id", "role"),
    belongs("launch_id", "launches"),
    Index(None, "workspace_id", "person"),
)

# Who has a role in the launches of an area, unless somebody else is chosen; its owner is its product manager.
area_roles = Table(
    "area_roles",
    metadata,
    workspace_column(),
    id_column("area_id"),
    Column("role", String(16), nullable=False),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "area_id", "role"),
    belongs("area_id", "areas"),
    Index(None, "workspace_id", "person"),
)

# As the template was when the launch was started: a later one changes no plan that people follow.
launch_tasks = Table(
    "launch_tasks",
    metadata,
    workspace_column(),
    id_column(),
    id_column("launch_id"),
    Column("position", Integer, nullable=False),
    Column("key", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("side", String(16), nullable=False),
    Column("help", Text, nullable=False),
    Column("done_when", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column(
        "anchor", String(16)
    ),  # the day it is counted from, ready or market; null: it has a day of its own
    Column("days", Integer),  # working days after the anchor (before it: negative)
    Column("helper", String(16)),  # the role that is asked for help
    Column("enables", Boolean, nullable=False),  # sales or support need it before the announcement
    Column("added_by", String(65)),  # not from a template
    Column("state", String(16), nullable=False),
    Column("owner", String(65)),  # who took it over; null: who has the role
    Column("blocked_on", Text),  # what it waits for
    Column("blocked_by", String(65)),  # whom
    Column("proof", Text),  # where what was made can be seen
    Column("why", Text),  # it is not applicable
    Column("closed_by", String(65)),
    Column("closed_at", Instant),
    Column("remind_on", Date),  # put off until then
    Column("touched", Boolean, nullable=False, server_default=false()),  # somebody worked on it or changed it
    Column("moved", Boolean, nullable=False, server_default=false()),  # its day was chosen by hand
    Column("out_by", String(32)),  # the change of tier that it went out with
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "launch_id", "position"),
    CheckConstraint("state in ('open', 'doing', 'blocked', 'done', 'dropped')", name="state"),
    CheckConstraint("state not in ('done', 'dropped') or closed_at is not null", name="closed"),
    belongs("launch_id", "launches"),
    Index(None, "workspace_id", "owner"),
    Index(None, "workspace_id", "state", "due_on"),
)

# What people write beside a task while they work on it.
launch_notes = Table(
    "launch_notes",
    metadata,
    workspace_column(),
    id_column(),
    id_column("task_id"),
    Column("person", String(65), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    belongs("task_id", "launch_tasks"),
    Index(None, "workspace_id", "task_id", "at"),
)

# The brief, a part a row, so that two people who write different parts don't meet.
launch_brief = Table(
    "launch_brief",
    metadata,
    workspace_column(),
    id_column("launch_id"),
    Column("part", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "launch_id", "part"),
    belongs("launch_id", "launches"),
)

# PM and PMM both stand by the tier of a company event or a major launch.
launch_confirmations = Table(
    "launch_confirmations",
    metadata,
    workspace_column(),
    id_column("launch_id"),
    Column("role", String(16), nullable=False),
    Column("person", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "launch_id", "role"),
    belongs("launch_id", "launches"),
)

# When the days of a launch moved, from where and why.
launch_moves = Table(
    "launch_moves",
    metadata,
    workspace_column(),
    id_column(),
    id_column("launch_id"),
    Column("ready_before", Date, nullable=False),
    Column("market_before", Date, nullable=False),
    Column("ready_on", Date, nullable=False),
    Column("market_on", Date, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    belongs("launch_id", "launches"),
    Index(None, "workspace_id", "launch_id"),
)

# When the tier of a launch changed, from what and why, and how many tasks came in and went out.
launch_tier_changes = Table(
    "launch_tier_changes",
    metadata,
    workspace_column(),
    id_column(),
    id_column("launch_id"),
    Column("tier_before", Integer, nullable=False),
    Column("tier", Integer, nullable=False),
    Column("came", Integer, nullable=False),
    Column("went", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    belongs("launch_id", "launches"),
    Index(None, "workspace_id", "launch_id"),
)
