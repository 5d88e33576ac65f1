"""Other names of accounts and themes, merges, and where things stood before each."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    facts = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.create_table(
        "merges",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("merged_id", sa.String(length=32), nullable=False),
        sa.Column("kept_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=65), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", facts, nullable=False),
        sa.Column("after", facts, nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=65), nullable=True),
        sa.CheckConstraint("kind in ('signal', 'theme', 'account')", name=op.f("ck_merges_kind")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_merges")),
    )
    op.create_index(
        op.f("ix_merges_workspace_id_kind_kept_id"),
        "merges",
        ["workspace_id", "kind", "kept_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_merges_workspace_id_kind_merged_id"),
        "merges",
        ["workspace_id", "kind", "merged_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "account_aliases",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_account_aliases_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "name_key", name=op.f("pk_account_aliases")),
    )
    op.create_index(
        op.f("ix_account_aliases_workspace_id_account_id"),
        "account_aliases",
        ["workspace_id", "account_id"],
        unique=False,
    )
    op.create_table(
        "theme_synonyms",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("label_key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "theme_id"],
            ["themes.workspace_id", "themes.id"],
            name=op.f("fk_theme_synonyms_workspace_id_theme_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "label_key", name=op.f("pk_theme_synonyms")),
    )
    op.create_index(
        op.f("ix_theme_synonyms_workspace_id_theme_id"),
        "theme_synonyms",
        ["workspace_id", "theme_id"],
        unique=False,
    )
    op.create_table(
        "follower_moves",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at_signal_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "at_signal_id", "person"],
            ["signal_followers.workspace_id", "signal_followers.signal_id", "signal_followers.person"],
            name=op.f("fk_follower_moves_workspace_id_at_signal_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "signal_id", "person", name=op.f("pk_follower_moves")),
    )
    op.create_index(
        op.f("ix_follower_moves_workspace_id_at_signal_id"),
        "follower_moves",
        ["workspace_id", "at_signal_id"],
        unique=False,
    )
    op.create_table(
        "item_moves",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("linked_by", sa.String(length=65), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at_signal_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id", "at_signal_id"],
            ["item_signals.workspace_id", "item_signals.item_id", "item_signals.signal_id"],
            name=op.f("fk_item_moves_workspace_id_item_id_at_signal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", "signal_id", name=op.f("pk_item_moves")),
    )
    op.create_index(
        op.f("ix_item_moves_workspace_id_at_signal_id"),
        "item_moves",
        ["workspace_id", "at_signal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_item_moves_workspace_id_item_id_at_signal_id"),
        "item_moves",
        ["workspace_id", "item_id", "at_signal_id"],
        unique=False,
    )
    op.create_table(
        "theme_moves",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.Column("at_signal_id", sa.String(length=32), nullable=False),
        sa.Column("at_theme_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "at_signal_id", "at_theme_id"],
            ["signal_themes.workspace_id", "signal_themes.signal_id", "signal_themes.theme_id"],
            name=op.f("fk_theme_moves_workspace_id_at_signal_id_at_theme_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "signal_id", "theme_id", name=op.f("pk_theme_moves")),
    )
    op.create_index(
        op.f("ix_theme_moves_workspace_id_at_signal_id_at_theme_id"),
        "theme_moves",
        ["workspace_id", "at_signal_id", "at_theme_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_theme_moves_workspace_id_at_theme_id"),
        "theme_moves",
        ["workspace_id", "at_theme_id"],
        unique=False,
    )
    op.add_column("accounts", sa.Column("merged_into", sa.String(length=32), nullable=True))
    op.add_column("signals", sa.Column("merged_into", sa.String(length=32), nullable=True))
    op.add_column("signals", sa.Column("named_account_id", sa.String(length=32), nullable=True))
    op.create_index(
        op.f("ix_signals_workspace_id_merged_into"),
        "signals",
        ["workspace_id", "merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.add_column("themes", sa.Column("merged_into", sa.String(length=32), nullable=True))
