"""The tables. Every one has the workspace in its key; instants are UTC, money is integer minor units and an ISO currency.

People are stored as `team:user`, after their own team, since one of another company may speak in a shared channel.
"""

from storage.tables.absences import absences
from storage.tables.ballots import ballots, remarks, voters
from storage.tables.base import Facts, Instant, Sequence_, metadata
from storage.tables.calendar_feeds import calendar_feeds
from storage.tables.demos import (
    demo_feedback,
    demo_invited,
    demo_question_votes,
    demo_questions,
    demo_reminders,
    demo_rsvps,
    demo_topics,
    demos,
)
from storage.tables.imports import imports
from storage.tables.launch_answers import launch_answers, launch_thanks
from storage.tables.launch_decisions import launch_decisions, launch_overrides, launch_votes
from storage.tables.launch_templates import launch_templates
from storage.tables.launches import (
    area_roles,
    launch_brief,
    launch_confirmations,
    launch_moves,
    launch_notes,
    launch_roles,
    launch_tasks,
    launch_tier_changes,
    launches,
)
from storage.tables.merging import (
    account_aliases,
    follower_moves,
    item_moves,
    merges,
    theme_moves,
    theme_synonyms,
)
from storage.tables.polls import poll_options, poll_votes, polls
from storage.tables.proposals import proposal_signals, proposals
from storage.tables.releases import (
    release_items,
    release_reviews,
    release_signals,
    release_texts,
    releases,
)
from storage.tables.rituals import digest_votes, ritual_failures, rituals, runs
from storage.tables.roadmap import item_followers, item_signals, items, tellings
from storage.tables.roles import group_members, role_grants, user_groups
from storage.tables.search import search_entries, vectors
from storage.tables.signals import (
    accounts,
    answers,
    areas,
    corrections,
    decisions,
    drafts,
    signal_context,
    signal_followers,
    signal_mentions,
    signal_themes,
    signals,
    themes,
)
from storage.tables.sources import release_imports, release_sources
from storage.tables.surveys import ambassadors, surveys
from storage.tables.team import audit, channels, counters, people, preferences, workspaces
from storage.tables.work import jobs, machine, outbox, pace, requests

__all__ = [
    "Facts",
    "Instant",
    "Sequence_",
    "absences",
    "account_aliases",
    "accounts",
    "ambassadors",
    "answers",
    "area_roles",
    "areas",
    "audit",
    "ballots",
    "calendar_feeds",
    "channels",
    "corrections",
    "counters",
    "decisions",
    "demo_feedback",
    "demo_invited",
    "demo_question_votes",
    "demo_questions",
    "demo_reminders",
    "demo_rsvps",
    "demo_topics",
    "demos",
    "digest_votes",
    "drafts",
    "follower_moves",
    "group_members",
    "imports",
    "item_followers",
    "item_moves",
    "item_signals",
    "items",
    "jobs",
    "launch_answers",
    "launch_brief",
    "launch_confirmations",
    "launch_decisions",
    "launch_moves",
    "launch_notes",
    "launch_overrides",
    "launch_roles",
    "launch_tasks",
    "launch_templates",
    "launch_thanks",
    "launch_tier_changes",
    "launch_votes",
    "launches",
    "machine",
    "merges",
    "metadata",
    "outbox",
    "pace",
    "people",
    "poll_options",
    "poll_votes",
    "polls",
    "preferences",
    "proposal_signals",
    "proposals",
    "release_imports",
    "release_items",
    "release_reviews",
    "release_signals",
    "release_sources",
    "release_texts",
    "releases",
    "remarks",
    "requests",
    "ritual_failures",
    "rituals",
    "role_grants",
    "runs",
    "search_entries",
    "signal_context",
    "signal_followers",
    "signal_mentions",
    "signal_themes",
    "signals",
    "surveys",
    "tellings",
    "theme_moves",
    "theme_synonyms",
    "themes",
    "user_groups",
    "vectors",
    "voters",
    "workspaces",
]
