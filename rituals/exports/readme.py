"""The README of an export: what each file holds, for whoever opens it years later."""

from collections.abc import Mapping
from datetime import datetime

from rituals.exports.formats import Format

HOLDS = {
    "account_aliases": "other names of accounts, given by people",
    "absences": "who is away until which day, and who stands in",
    "accounts": "customers and prospects, yearly revenue included; `merged_into` leads to the one that is kept",
    "ambassadors": "who said yes to being an ambassador of what, since when",
    "answers": "what was written between who answers for a signal and who captured it; `answers_id` is what a reply replies to",
    "area_roles": "who has which role in launches of an area",
    "areas": "product areas with their owners",
    "audit": "what changed, by whom (empty: the machine), with the fields before and after; `ref` names what",
    "ballots": "anonymous votes that are not counted yet; they name nobody",
    "calendar_feeds": "who reads which calendar at a secret address, since when; the secret itself is kept nowhere",
    "channels": "what each Slack channel is for",
    "corrections": "corrections of signals, kept beside the words that were said",
    "decisions": "what was decided of each signal, with the reason",
    "demo_feedback": "how good a demo was, from 1 to 5, and what would make the next one better",
    "demo_invited": "who is invited to a demo, where they are few enough to be listed",
    "demo_question_votes": "who wants a question answered, too",
    "demo_questions": "what was asked for demos, and the answers",
    "demo_reminders": "what is still to be said about demos, and when",
    "demo_rsvps": "who comes to a demo",
    "demo_topics": "what is shown in demos, by whom",
    "demos": "demos and other meetings: `number` 5 is D-5",
    "follower_moves": "who followed a signal that was merged, to be put back when the merge is undone",
    "digest_votes": "whether readers found a digest useful, and why",
    "group_members": "who is in the user groups that have a role",
    "imports": "rows that came from files, by the id that they had there",
    "item_followers": "who follows a roadmap item",
    "item_moves": "which merged signal was behind which roadmap item, to be put back when the merge is undone",
    "item_signals": "the signals behind roadmap items",
    "items": "the roadmap: `number` 7 is I-7",
    "launch_answers": "what people said after launches: what was reached, what to keep and to change",
    "launch_brief": "the briefs of launches, a part a row",
    "launch_confirmations": "who stands by the tier of a launch",
    "launch_decisions": "go or no-go of launches: each round, and what was decided",
    "launch_moves": "when the days of a launch moved, and why",
    "launch_notes": "what people wrote beside tasks of launches",
    "launch_overrides": "announcements that were made although something was missing, and why",
    "launch_roles": "who has which role in a launch",
    "launch_tasks": "the tasks of launches; `owner` is who took one over from who has its role",
    "launch_templates": "the templates of plans as the team changed them: YAML, a version a row",
    "launch_thanks": "the thanks after launches",
    "launch_tier_changes": "when the tier of a launch changed, and why",
    "launch_votes": "votes on go or no-go, whether revealed or not",
    "launches": "launches with their tier and dates: `number` 2 is L-2",
    "merges": "each merge of two signals, themes or accounts, undone ones too",
    "people": "people as Slack tells of them",
    "poll_options": "what could be chosen in polls",
    "poll_votes": "votes in polls that are not anonymous; those of open polls too",
    "polls": "polls with their results and decisions: `number` 9 is P-9",
    "preferences": "what people and channels chose: language, messages switched off",
    "proposal_signals": "the signals behind a proposed theme",
    "proposals": "themes that were proposed, and what became of each",
    "release_imports": "which release came from which source",
    "release_items": "the roadmap items that a release ships",
    "release_reviews": "what people said of a release before it was announced",
    "release_signals": "the signals that a release answers, beside those behind its items",
    "release_sources": "repositories and changelogs that are watched for releases",
    "release_texts": "the words of a release for each audience",
    "releases": "what shipped or is to: `number` 4 is R-4; `changes` is Markdown",
    "remarks": "what was written beside anonymous votes; it names nobody",
    "rituals": "what is done again and again: schedule (RRULE), wall time, zone, channel",
    "role_grants": "who was given which role",
    "runs": "each run of a ritual, with the numbers that it told",
    "signal_context": "what was said around a signal in its thread",
    "signal_followers": "who follows a signal",
    "signal_mentions": "who is mentioned in a signal",
    "signal_themes": "which signal belongs to which theme",
    "signals": "what was heard, word for word in `verbatim`: `number` 12 is S-12; restricted ones included",
    "surveys": "what was asked of whom, with its result in numbers: `number` 3 is N-3",
    "tellings": "who was told that an item shipped",
    "theme_moves": "which merged signal or theme stood where, to be put back when the merge is undone",
    "theme_synonyms": "other labels of themes",
    "themes": "named groups of signals",
    "user_groups": "Slack's user groups that have a role",
    "voters": "who is asked in a poll or survey, and whether their vote is in until it closes",
    "workspaces": "the Slack workspaces",
}
"""What each table holds."""

_ALIKE = """
- Ids are opaque; a column such as `signal_id` leads to the `id` of the other file. People are `team:user`, Slack's ids.
- Instants are in UTC, ISO 8601. Money is in whole minor units (cents for EUR) beside its currency.
- All is of one moment: nothing changed between the first file and the last.
"""
_OF = {
    Format.CSV: """- CSV in UTF-8 with a byte order mark, separated by commas. Nothing is an empty cell; structures are JSON.
- A cell that begins with = + - @, a tab or a line break has an apostrophe before it, since a spreadsheet might run it.
  Without that one apostrophe the words are to the letter; `python -m bot import` takes it away. JSON has none.
""",
    Format.JSON: "- JSON Lines in UTF-8: one object in each line.\n",
}


def readme(kind: Format, now: datetime, files: Mapping[str, tuple[str, int]]) -> str:
    """`files` are name and rows by table."""
    listed = "".join(
        f"| `{name}` | {rows:,} | {HOLDS.get(table, 'machinery')} |\n"
        for table, (name, rows) in sorted(files.items())
    )
    return (
        f"# Export of Diapason, {now:%Y-%m-%d %H:%M} UTC\n\nKeep it as you keep the database: it holds restricted signals"
        f" and people's names.\n\n| File | Rows | Holds |\n|---|---|---|\n{listed}{_ALIKE}{_OF[kind]}"
    )
