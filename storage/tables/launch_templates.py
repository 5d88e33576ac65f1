"""What a workspace made of the templates of its plans, in versions."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, Table, Text

from storage.tables.base import Instant, metadata, workspace_column

# Versions are added and never changed; the last one counts. Without any, what is shipped does.
launch_templates = Table(
    "launch_templates",
    metadata,
    workspace_column(),
    Column("audience", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", Text),  # YAML; null: as shipped, from now on
    Column("base", Text, nullable=False),  # the shipped one that the text goes by
    Column("what", String(16), nullable=False),  # was done
    Column("by", String(65)),  # null: by whoever runs the bot, from the command line
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "audience", "language", "version"),
)
