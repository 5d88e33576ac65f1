"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("revenue_minor", sa.BigInteger(), nullable=True),
        sa.Column("revenue_currency", sa.String(length=3), nullable=True),
        sa.Column("owner", sa.String(length=65), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("workspace_id", "name_key", name=op.f("uq_accounts_workspace_id_name_key")),
    )
    op.create_table(
        "areas",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=65), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_areas")),
        sa.UniqueConstraint("workspace_id", "name_key", name=op.f("uq_areas_workspace_id_name_key")),
    )
    op.create_table(
        "audit",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("object_kind", sa.String(length=16), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=65), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("before", FACTS, nullable=False),
        sa.Column("after", FACTS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(
        op.f("ix_audit_workspace_id_object_kind_object_id_id"),
        "audit",
        ["workspace_id", "object_kind", "object_id", "id"],
        unique=False,
    )
    op.create_table(
        "channels",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "purpose", name=op.f("pk_channels")),
    )
    op.create_table(
        "counters",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", name=op.f("pk_counters")),
    )
    op.create_table(
        "drafts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=65), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("place_kind", sa.String(length=16), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("author", sa.String(length=65), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "jobs",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("seq", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("unique_key", sa.String(length=160), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_jobs")),
        sa.UniqueConstraint("workspace_id", "unique_key", name=op.f("uq_jobs_workspace_id_unique_key")),
    )
    op.create_index(
        op.f("ix_jobs_state_not_before_seq"), "jobs", ["state", "not_before", "seq"], unique=False
    )
    op.create_table(
        "machine",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_machine")),
    )
    op.create_table(
        "outbox",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("seq", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=65), nullable=False),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("unique_key", sa.String(length=160), nullable=False),
        sa.Column("ordering_key", sa.String(length=160), nullable=False),
        sa.Column("under", sa.String(length=160), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("card", sa.Boolean(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("maybe_since", INSTANT, nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("workspace_id", "unique_key", name=op.f("uq_outbox_workspace_id_unique_key")),
    )
    op.create_index(
        op.f("ix_outbox_state_not_before_seq"), "outbox", ["state", "not_before", "seq"], unique=False
    )
    op.create_index(
        op.f("ix_outbox_workspace_id_ordering_key_state_seq"),
        "outbox",
        ["workspace_id", "ordering_key", "state", "seq"],
        unique=False,
    )
    op.create_table(
        "pace",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=65), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel", name=op.f("pk_pace")),
    )
    op.create_table(
        "people",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("deactivated", sa.Boolean(), nullable=False),
        sa.Column("named_admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_people")),
    )
    op.create_table(
        "preferences",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=65), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "subject", "name", name=op.f("pk_preferences")),
    )
    op.create_table(
        "releases",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("questions", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("announced_by", sa.String(length=65), nullable=False),
        sa.Column("announced_at", INSTANT, nullable=False),
        sa.Column("edited_at", INSTANT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_releases")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_releases_workspace_id_number")),
    )
    op.create_index(
        op.f("ix_releases_workspace_id_announced_at"),
        "releases",
        ["workspace_id", "announced_at"],
        unique=False,
    )
    op.create_table(
        "requests",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_at"), "requests", ["at"], unique=False)
    op.create_table(
        "rituals",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("options", FACTS, nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("skip", sa.String(length=16), nullable=True),
        sa.Column("active_since", INSTANT, nullable=False),
        sa.Column("covered_until", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_rituals")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_rituals_workspace_id_name")),
    )
    op.create_table(
        "search_entries",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("seq", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_search_entries")),
        sa.UniqueConstraint(
            "workspace_id", "kind", "object_id", name=op.f("uq_search_entries_workspace_id_kind_object_id")
        ),
    )
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("default_owner", sa.String(length=65), nullable=True),
        sa.Column("installed_at", INSTANT, nullable=False),
        sa.Column("set_up_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "items",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("reason_words", sa.Text(), nullable=True),
        sa.Column("area_id", sa.String(length=32), nullable=True),
        sa.Column("owner", sa.String(length=65), nullable=True),
        sa.Column("release_id", sa.String(length=32), nullable=True),
        sa.Column("created_by", sa.String(length=65), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "place in ('now', 'next', 'later', 'shipped', 'declined')", name=op.f("ck_items_place")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "area_id"],
            ["areas.workspace_id", "areas.id"],
            name=op.f("fk_items_workspace_id_area_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "release_id"],
            ["releases.workspace_id", "releases.id"],
            name=op.f("fk_items_workspace_id_release_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_items")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_items_workspace_id_number")),
    )
    op.create_index(
        op.f("ix_items_workspace_id_place_position"),
        "items",
        ["workspace_id", "place", "position"],
        unique=False,
    )
    op.create_index(
        op.f("ix_items_workspace_id_release_id"), "items", ["workspace_id", "release_id"], unique=False
    )
    op.create_table(
        "ritual_failures",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ritual_id", sa.String(length=32), nullable=False),
        sa.Column("occurrence", sa.String(length=48), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("next_attempt_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "ritual_id"],
            ["rituals.workspace_id", "rituals.id"],
            name=op.f("fk_ritual_failures_workspace_id_ritual_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "ritual_id", "occurrence", name=op.f("pk_ritual_failures")),
    )
    op.create_table(
        "runs",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ritual_id", sa.String(length=32), nullable=False),
        sa.Column("occurrence", sa.String(length=48), nullable=False),
        sa.Column("recipient", sa.String(length=65), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("window_start", INSTANT, nullable=False),
        sa.Column("window_end", INSTANT, nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", sa.String(length=65), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "ritual_id"],
            ["rituals.workspace_id", "rituals.id"],
            name=op.f("fk_runs_workspace_id_ritual_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_runs")),
        sa.UniqueConstraint(
            "workspace_id",
            "ritual_id",
            "occurrence",
            "recipient",
            name=op.f("uq_runs_workspace_id_ritual_id_occurrence_recipient"),
        ),
    )
    op.create_index(
        op.f("ix_runs_workspace_id_ritual_id_window_end"),
        "runs",
        ["workspace_id", "ritual_id", "window_end"],
        unique=False,
    )
    op.create_table(
        "signals",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verbatim", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("captured_by", sa.String(length=65), nullable=False),
        sa.Column("captured_at", INSTANT, nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("permalink", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("importance", sa.String(length=16), nullable=True),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("account_certain", sa.Boolean(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("amount_currency", sa.String(length=3), nullable=True),
        sa.Column("competitor", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="new", nullable=False),
        sa.Column("decided", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("place", sa.String(length=32), nullable=True),
        sa.Column("place_kind", sa.String(length=16), nullable=True),
        sa.Column("message_ts", sa.String(length=32), nullable=True),
        sa.CheckConstraint("visibility in ('team', 'restricted')", name=op.f("ck_signals_visibility")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_signals_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_signals")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_signals_workspace_id_number")),
    )
    op.create_index(
        op.f("ix_signals_workspace_id_account_id"), "signals", ["workspace_id", "account_id"], unique=False
    )
    op.create_index(
        op.f("ix_signals_workspace_id_captured_at"), "signals", ["workspace_id", "captured_at"], unique=False
    )
    op.create_index(
        op.f("ix_signals_workspace_id_captured_by_captured_at"),
        "signals",
        ["workspace_id", "captured_by", "captured_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_signals_workspace_id_place_message_ts"),
        "signals",
        ["workspace_id", "place", "message_ts"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index(
        op.f("ix_signals_workspace_id_state_captured_at"),
        "signals",
        ["workspace_id", "state", "captured_at"],
        unique=False,
    )
    op.create_table(
        "themes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_key", sa.Text(), nullable=False),
        sa.Column("area_id", sa.String(length=32), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "area_id"],
            ["areas.workspace_id", "areas.id"],
            name=op.f("fk_themes_workspace_id_area_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_themes")),
        sa.UniqueConstraint("workspace_id", "label_key", name=op.f("uq_themes_workspace_id_label_key")),
    )
    op.create_table(
        "answers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("answers_id", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_answers_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_answers")),
    )
    op.create_table(
        "corrections",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_corrections_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(
        op.f("ix_corrections_workspace_id_signal_id_id"),
        "corrections",
        ["workspace_id", "signal_id", "id"],
        unique=False,
    )
    op.create_table(
        "decisions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_decisions_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(
        op.f("ix_decisions_workspace_id_signal_id_id"),
        "decisions",
        ["workspace_id", "signal_id", "id"],
        unique=False,
    )
    op.create_table(
        "item_followers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["items.workspace_id", "items.id"],
            name=op.f("fk_item_followers_workspace_id_item_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", "person", name=op.f("pk_item_followers")),
    )
    op.create_table(
        "item_signals",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("linked_by", sa.String(length=65), nullable=False),
        sa.Column("linked_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["items.workspace_id", "items.id"],
            name=op.f("fk_item_signals_workspace_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_item_signals_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", "signal_id", name=op.f("pk_item_signals")),
    )
    op.create_index(
        op.f("ix_item_signals_workspace_id_signal_id"),
        "item_signals",
        ["workspace_id", "signal_id"],
        unique=False,
    )
    op.create_table(
        "signal_context",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_signal_context_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "signal_id", "message_ts", name=op.f("pk_signal_context")),
    )
    op.create_table(
        "signal_mentions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_signal_mentions_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "signal_id", "person", name=op.f("pk_signal_mentions")),
    )
    op.create_table(
        "signal_themes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_signal_themes_workspace_id_signal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "theme_id"],
            ["themes.workspace_id", "themes.id"],
            name=op.f("fk_signal_themes_workspace_id_theme_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "signal_id", "theme_id", name=op.f("pk_signal_themes")),
    )
    op.create_index(
        op.f("ix_signal_themes_workspace_id_theme_id"),
        "signal_themes",
        ["workspace_id", "theme_id"],
        unique=False,
    )
    op.create_table(
        "tellings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("told_by", sa.String(length=65), nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["items.workspace_id", "items.id"],
            name=op.f("fk_tellings_workspace_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "release_id"],
            ["releases.workspace_id", "releases.id"],
            name=op.f("fk_tellings_workspace_id_release_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", "person", name=op.f("pk_tellings")),
    )
    op.create_index(
        op.f("ix_tellings_workspace_id_release_id_person"),
        "tellings",
        ["workspace_id", "release_id", "person"],
        unique=False,
    )
