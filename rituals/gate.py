"""What somebody hears, and when: the rules of the one gate that everything we say to a person or a channel passes. Pure.

What was asked for a moment ago, and what can't wait, passes at all hours: a short list, by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.kit.times import due_instant

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAILY_AT = time(9)
LONGEST_WAIT = timedelta(days=14)  # for an hour that is not quiet
MINUTE = timedelta(minutes=1)


class Topic(StrEnum):
    """What messages are about, as people choose among them. The values are stored."""

    SIGNALS = "signals"
    RELEASES = "releases"
    LAUNCHES = "launches"
    POLLS = "polls"
    SURVEYS = "surveys"
    DEMOS = "demos"
    DIGESTS = "digests"
    TIPS = "tips"


class When(StrEnum):
    """When messages about a topic come. The values are stored."""

    AT_ONCE = "on"
    DAILY = "daily"  # at nine
    NEVER = "off"


class Daily(StrEnum):
    """What "daily" means for a kind of message."""

    TOGETHER = "together"  # in the one message of the day
    ALONE = "alone"  # at nine, as a message of its own
    AT_ITS_HOUR = "at its hour"  # at once: by the next morning it is of no use


PASSES = frozenset(
    """
    home hello ritual_missed ritual_paused release_held_back source_failed
    signals_file audit_file launch_template_file poll_file
    poll_not_opened survey_not_sent launch_not_pinned way_in_told
    launch_vote_asked signal_answer signal_exchange demo_changed
    """.split()  # noqa: SIM905  read as a list of words
)
"""Kinds of messages that no preference holds back: files and answers that were asked for, and what waits for one person."""

_TOPICS: Mapping[Topic, str] = {
    Topic.SIGNALS: "signal_card signal_fate signal_merged signal_parted signal_promises promise_reminder shipped",
    Topic.RELEASES: "release_card release_more release_corrected release_variant release_draft release_comment"
    " release_reviewed release_reminder release_reminders releases_imported",
    Topic.LAUNCHES: "launch_card launch_brief launch_role launch_role_gone launch_reminder launch_reminders launch_word"
    " launch_moved launch_moved_told launch_tier_changed launch_tier_told launch_votes_revealed launch_to_decide"
    " launch_decided launch_asks launch_thanks_offer launch_thanks",
    Topic.POLLS: "poll_card poll_asked poll_reminder poll_comments poll_to_decide poll_decided poll_decision_told"
    " roadmap_poll",
    Topic.SURVEYS: "survey survey_asked survey_result survey_comments",
    Topic.DEMOS: "demo_card demo_invited demo_call demo_tomorrow demo_soon demo_own demo_prepare demo_empty demo_wrap"
    " demo_afterwards demo_recorded demo_questions demo_answered demo campaign_feedback marketing_planning goal_review"
    " customer_session",
    Topic.DIGESTS: "weekly_digest weekly_digest_more personal_digest personal_digest_more",
    Topic.TIPS: "way_in_offer",
}
TOPIC_OF: Mapping[str, Topic] = {kind: topic for topic, kinds in _TOPICS.items() for kind in kinds.split()}
"""By kind of message, what it is about. A kind that is neither here nor in `PASSES` fails a test."""

_DAILY: Mapping[Daily, str] = {
    # Notices and questions to one person, and reminders to all.
    Daily.TOGETHER: "signal_fate signal_merged signal_parted shipped"
    " release_reviewed releases_imported"
    " launch_role launch_role_gone launch_word launch_moved_told launch_tier_told launch_to_decide launch_asks"
    " launch_thanks_offer launch_thanks"
    " poll_asked poll_reminder poll_to_decide poll_decision_told survey_asked"
    " demo_call demo_prepare demo_empty demo_wrap demo_recorded demo_invited way_in_offer",
    # Cards, what stands in their threads, digests, and lists that come once a morning anyway.
    Daily.ALONE: "signal_card signal_promises promise_reminder"
    " release_card release_more release_corrected release_variant release_draft release_comment"
    " release_reminder release_reminders"
    " launch_card launch_brief launch_reminder launch_reminders launch_moved launch_tier_changed"
    " launch_votes_revealed launch_decided"
    " poll_comments poll_decided roadmap_poll survey survey_result survey_comments"
    " demo_card demo_afterwards demo_questions demo_answered"
    " demo campaign_feedback marketing_planning goal_review customer_session"
    " weekly_digest weekly_digest_more personal_digest personal_digest_more",
    Daily.AT_ITS_HOUR: "poll_card demo_tomorrow demo_soon demo_own",
}
DAILY_OF: Mapping[str, Daily] = {kind: daily for daily, kinds in _DAILY.items() for kind in kinds.split()}
"""By kind of message that has a topic, how it comes where its topic was chosen to come daily."""


@dataclass(frozen=True)
class Quiet:
    """When somebody wants to hear nothing: from one wall time to another, over midnight or not, and on whole days."""

    start: time | None = None
    end: time | None = None
    days: frozenset[str] = frozenset()

    def holds(self, local: datetime) -> bool:
        """Whether a moment, in the person's own zone, is quiet."""
        if WEEKDAYS[local.weekday()] in self.days:
            return True
        if self.start is None or self.end is None or self.start == self.end:
            return False
        now = local.time()
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def over(self, now: datetime, zone: str) -> datetime:
        """The first instant (UTC) that is not quiet, from `now` on; `now` itself where none is for long."""
        here = ZoneInfo(zone)
        if not self.holds(now.astimezone(here)):
            return now
        # Minute by minute, since the end may be an hour that clocks jump over, or show twice.
        instant, last = now.replace(second=0, microsecond=0) + MINUTE, now + LONGEST_WAIT
        while self.holds(instant.astimezone(here)):
            if instant > last:
                return now
            instant += MINUTE
        return instant


@dataclass(frozen=True)
class Wishes:
    """What a person or channel chose: topics that are not as usual, single kinds switched off or on, quiet hours."""

    topics: Mapping[Topic, When] = field(default_factory=dict)
    muted: Mapping[str, bool] = field(default_factory=dict)
    quiet: Quiet = field(default_factory=Quiet)


def may_be_said(kind: str, wishes: Wishes, *, default_on: bool) -> bool:
    """Whether a kind of message is wanted at all: the single kind counts before its topic."""
    if kind in PASSES:
        return True
    if kind in wishes.muted:
        return not wishes.muted[kind]
    when = wishes.topics.get(TOPIC_OF[kind]) if kind in TOPIC_OF else None
    return default_on if when is None else when is not When.NEVER


def not_before(kind: str, wishes: Wishes, since: datetime, now: datetime, zone: str) -> datetime:
    """From when on (UTC) a wanted message may be said to somebody whose clocks are a zone's; `now`: at once.

    `since` is when there was something to say: the nine o'clock that follows may be over, where nobody was there then.
    What comes alone is not put off for a day because it is a few minutes past nine.
    """
    if kind in PASSES:
        return now
    at_nine = since.astimezone(ZoneInfo(zone)).hour == DAILY_AT.hour
    match _daily(kind, wishes):
        case Daily.TOGETHER:
            at = _next_nine(wishes.quiet, since, zone)
        case Daily.ALONE if not at_nine:
            at = _next_nine(wishes.quiet, since, zone)
        case _:
            at = now
    return wishes.quiet.over(max(at, now), zone)


def comes_together(kind: str, wishes: Wishes) -> bool:
    """Whether a kind of message is said within the one message of the day."""
    return _daily(kind, wishes) is Daily.TOGETHER


def _daily(kind: str, wishes: Wishes) -> Daily | None:
    """How a kind comes; None where its topic is not daily."""
    topic = TOPIC_OF.get(kind)
    return DAILY_OF[kind] if topic and wishes.topics.get(topic) is When.DAILY else None


def _next_nine(quiet: Quiet, after: datetime, zone: str) -> datetime:
    """The next nine o'clock of a day that is not quiet; later on that day where nine is."""
    day = after.astimezone(ZoneInfo(zone)).date()
    for _ in range(LONGEST_WAIT.days):
        at = quiet.over(due_instant(day, DAILY_AT, zone), zone)
        if at > after and WEEKDAYS[day.weekday()] not in quiet.days:
            return at
        day += timedelta(days=1)
    return after
