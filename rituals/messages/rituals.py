"""How rituals look to those who steer them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, divider, header, isolated, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.demos.records import CHANGE as CHANGE_MEETING
from rituals.messages.demos.records import Meeting
from rituals.messages.digest.forms import EDIT as CHANGE_DIGEST
from rituals.messages.digest.forms import NEW as NEW_DIGEST
from rituals.messages.polls.recurring import CHANGE as CHANGE_POLL
from rituals.scheduling import WORKDAYS, Frequency, plan_of
from storage.rituals import EMPTY, Ritual, Run

POST_NOW = "rituals.post_now"
SKIP = "rituals.skip"
OPEN = "rituals.open"
ADD = "rituals.add"
CLOSURES = "rituals.closures"
UNSKIP = "rituals.unskip"
PAUSE = "rituals.pause"
RESUME = "rituals.resume"


WORKING_DAYS = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"
PRIVATE = ("signal_promises", "release_reminders", "launch_reminders", "survey")
"""Rituals that speak to people alone: there is no channel to name, and nothing to post by hand."""
DIGEST = "weekly_digest"
CHANGES: Mapping[str, tuple[str, str]] = {
    DIGEST: (CHANGE_DIGEST, "content"),
    "roadmap_poll": (CHANGE_POLL, "content"),
    **dict.fromkeys(Meeting, (CHANGE_MEETING, "held")),
}
"""Rituals with a form of their own: the button that opens it, and what it says (`rituals.…`)."""
NOTHING_TO_POST: Mapping[str, str] = {
    "roadmap_poll": "rituals.nothing_to_ask",
    **dict.fromkeys(Meeting, "rituals.sessions_are_ahead"),
}


@dataclass(frozen=True)
class Steered:
    """A ritual with what it did last and will do next."""

    ritual: Ritual
    zone: str
    language: str  # that it speaks
    owner: str | None  # name
    next_due: datetime | None
    last: Run | None
    useful: tuple[int, int] | None = None  # of how many who pressed, how many percent found it useful


def board(
    texts: Texts,
    found: Sequence[Steered],
    *,
    setup: str,
    personal: int = 0,
    notice: Mrkdwn | None = None,
) -> Message:
    """Every ritual with its next time, its last run and what can be done; `personal` people have a digest of their own."""
    if not found:
        words = texts.mrkdwn("rituals.none", setup=setup)
        return Message(words, (section(words),))
    blocks: list[Block] = [section(notice)] if notice else []
    blocks.append(header(texts.plain("rituals.title")))
    lines = [notice] if notice else []
    for steered in found:
        told = told_of(texts, steered)
        blocks += [divider()] if lines else []
        blocks += [section(told), actions(*_buttons(texts, steered.ritual))]
        lines.append(told)
    if personal:
        subscribed = texts.mrkdwn("rituals.personal", count=personal)
        blocks.append(context(subscribed))
        lines.append(subscribed)
    blocks.append(more(texts))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def more(texts: Texts) -> Block:
    """What can be done beside steering those that are there."""
    keys = {NEW_DIGEST: "digest.new", ADD: "rituals.add", CLOSURES: "rituals.closures"}
    return actions(*(button(texts.plain(key), action) for action, key in keys.items()))


def ran(texts: Texts, steered: Steered, *, posted: bool) -> Mrkdwn:
    """What a run by hand became."""
    ritual = steered.ritual
    key = "rituals.posted" if posted else nothing_to_post(ritual)
    return texts.mrkdwn(key, channel=Mrkdwn(f"<#{ritual.channel_id}>"))


def nothing_to_post(ritual: Ritual) -> str:
    """The text that says why a run by hand posted nothing."""
    return NOTHING_TO_POST.get(ritual.kind, "rituals.nothing_to_say")


def missed(texts: Texts, *, ritual: str, occurrence: str, error: str, doctor: str) -> Message:
    """To the admins: a period that could not be told."""
    name = texts.plain(f"rituals.{ritual}")
    period = period_in_words(texts, occurrence)
    words = texts.mrkdwn("rituals.missed", name=name, period=period, error=error, doctor=doctor)
    return Message(words, (section(words),))


def weight(steered: Steered) -> tuple[bool, bool]:
    """Where a ritual stands: what all see comes first, and of that the digests."""
    return steered.ritual.kind in PRIVATE, steered.ritual.kind != DIGEST


def described(texts: Texts, steered: Steered) -> list[Mrkdwn]:
    """Which ritual it is; where and when it speaks; in which language, and whose it is."""
    ritual = steered.ritual
    where = texts.mrkdwn(
        "rituals.where_private" if ritual.kind in PRIVATE else "rituals.where",
        channel=Mrkdwn(f"<#{ritual.channel_id}>"),
        rule=rule_in_words(texts, ritual.rule),
        at=ritual.at,
        zone=steered.zone,
    )
    facts = [where]
    if ritual.kind not in PRIVATE:  # people have languages of their own
        language = texts.plain(f"rituals.language_{steered.language}")
        facts.append(texts.mrkdwn("rituals.speaks", language=language))
    if steered.owner:
        facts.append(texts.mrkdwn("rituals.owned_by", who=steered.owner))
    return [bold(name_of(texts, ritual)), Mrkdwn.join_all(" · ", facts)]


def told_of(texts: Texts, steered: Steered) -> Mrkdwn:
    """A ritual in a list: what it is, when it comes next, and what became of its last run."""
    ritual = steered.ritual
    lines = [*described(texts, steered), state_of(texts, steered)]
    if ritual.skip:
        lines.append(texts.mrkdwn("rituals.skipping", period=period_in_words(texts, ritual.skip)))
    if steered.useful:
        pressed, percent = steered.useful
        lines.append(texts.mrkdwn("rituals.useful", percent=percent, count=pressed))
    if steered.last:
        told = [texts.slack_moment(steered.last.created_at), *outcome_of(texts, ritual, steered.last)]
        lines.append(texts.mrkdwn("rituals.last", what=Mrkdwn.join_all(", ", told)))
    return Mrkdwn.join_all("\n", lines)


def period_in_words(texts: Texts, period: str) -> str:
    """The week of Nov 23, for `2026-W48`; a day as its date; months and years as they are."""
    if "W" in period:
        return texts.plain("rituals.week_of", day=texts.short_day(date.fromisoformat(f"{period}-1")))
    return texts.short_day(date.fromisoformat(period)) if len(period) > len("2026-11") else period


def outcome_of(texts: Texts, ritual: Ritual, run: Run) -> list[str]:
    """What a run became; nothing of a meeting's own time, which its sessions tell of."""
    if ritual.kind in set(Meeting) and run.outcome == EMPTY:
        return []
    return [texts.plain(f"rituals.outcome_{run.outcome}")]


def name_of(texts: Texts, ritual: Ritual) -> str:
    """What kind of ritual it is, and what it is about where there may be several."""
    kind, title = texts.plain(f"rituals.{ritual.kind}"), ritual.options.get("title")
    return f"{kind} · {isolated(title)}" if title else kind


def rule_in_words(texts: Texts, rule: str) -> str:
    """every 2 weeks on Thursday; a rule of another kind as it is."""
    plan = plan_of(rule)
    days = [texts.plain(f"digest.weekday_{day.lower()}") for day in plan.days]
    match plan.frequency:
        case Frequency.WEEKS if plan.weeks == 1 and plan.days == WORKDAYS:
            return texts.plain("rituals.on_working_days")
        case Frequency.WEEKS if plan.weeks == 1:
            return texts.plain("rituals.weekly_on", day=texts.listing(days))
        case Frequency.WEEKS:
            return texts.plain("rituals.weeks_on", number=plan.weeks, day=texts.listing(days))
        case Frequency.NTH:
            which = texts.plain(f"rituals.nth_{plan.nth.replace('-', 'last_')}")
            key = "rituals.monthly_on" if plan.months == 1 else "rituals.months_on"
            return texts.plain(key, which=which, day=days[0], number=plan.months)
        case Frequency.DAY:
            return texts.plain("rituals.monthly_day", number=plan.day)
        case Frequency.LAST_WORKDAY:
            return texts.plain("rituals.frequency_last_workday")
        case _:
            return rule


def state_of(texts: Texts, steered: Steered) -> Mrkdwn:
    if why := steered.ritual.paused_why:
        return texts.mrkdwn(f"rituals.waits_{why}")
    if steered.ritual.paused:
        return texts.mrkdwn("rituals.paused")
    if steered.next_due is None:
        return texts.mrkdwn("rituals.next_none")
    return texts.mrkdwn("rituals.next", when=in_both_zones(texts, steered.next_due, steered.zone))


def in_both_zones(texts: Texts, due: datetime, zone: str) -> Mrkdwn:
    """tomorrow at 10:00, as each reader's clock has it; where that is another than the ritual's, in its zone too."""
    when = texts.slack_moment(due)
    return when if zone == texts.zone else Mrkdwn.join_all(" · ", [when, texts.in_zone(zone).moment(due)])


def _buttons(texts: Texts, ritual: Ritual) -> list[Block]:
    skip = (UNSKIP, "unskip") if ritual.skip else (SKIP, "skip_next")
    stop = (RESUME, "resume") if ritual.paused else (PAUSE, "pause")
    now, seen = (POST_NOW, "post_now"), (OPEN, "open")
    change = [CHANGES[ritual.kind]] if ritual.kind in CHANGES else []
    return [
        button(texts.plain(f"rituals.{key}"), action_id, ritual.id)
        for action_id, key in (*([] if ritual.kind in PRIVATE else [now]), *change, skip, stop, seen)
    ]
