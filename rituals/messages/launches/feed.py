"""How launches look in people's own calendars: plain words, since programs show no markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.kit.blocks import shorten
from bot.kit.ics import Entry
from bot.kit.texts import Texts
from storage.audit import Revision
from storage.launch_decisions import Decision, State
from storage.launches import Launch

NAME_SHOWN = 100
WORDS_SHOWN = 3000
A_WHILE = timedelta(minutes=30)  # votes are open for a day, which nobody wants to see as a whole day taken


@dataclass(frozen=True)
class Dated:
    """A launch with all its rounds of go or no-go, and how often any of this was changed."""

    launch: Launch
    withdrawn: bool
    rounds: Sequence[Decision]
    revision: Revision


def entries(texts: Texts, workspace: str, dated: Sequence[Dated]) -> Iterator[Entry]:
    """The ready day, the market day and each go or no-go of these launches."""
    for one in dated:
        launch = one.launch
        yield _entry(texts, workspace, one, "ready", launch.ready_on, key=f"{launch.id}-ready")
        yield _entry(
            texts, workspace, one, f"market_{launch.audience}", launch.market_on, key=f"{launch.id}-market"
        )
        for decision in one.rounds:
            over = decision.state == State.CANCELLED or (
                one.withdrawn and decision.state in (State.PLANNED, State.OPEN)
            )
            until = texts.plain("feeds.votes_until", when=texts.moment(decision.closes_at))
            yield _entry(
                texts,
                workspace,
                one,
                "decision",
                decision.opens_at,
                key=decision.id,
                lasts=A_WHILE,
                cancelled=over,
                more=until,
            )


def _entry(
    texts: Texts,
    workspace: str,
    one: Dated,
    what: str,
    starts: date | datetime,
    *,
    key: str,
    cancelled: bool | None = None,
    more: str = "",
    **options: Any,
) -> Entry:
    launch = one.launch
    over = one.withdrawn if cancelled is None else cancelled
    title = texts.plain(f"feeds.{what}", name=shorten(launch.name, NAME_SHOWN), ref=launch.ref)
    channel = f"https://slack.com/app_redirect?team={workspace}&channel={launch.channel_id}"
    lines = [
        shorten(launch.name, WORDS_SHOWN) if len(launch.name) > NAME_SHOWN else "",
        texts.plain("feeds.withdrawn", ref=launch.release_ref) if one.withdrawn else "",
        f"{launch.ref} · {launch.release_ref} · {texts.plain(f'launches.tier_{launch.tier}')}",
        texts.plain(
            f"launches.dates_{launch.audience}",
            ready=texts.day(launch.ready_on),
            market=texts.day(launch.market_on),
        ),
        more,
        texts.plain("feeds.channel", link=channel),
    ]
    return Entry(
        uid=f"{key}@{workspace.lower()}.diapason",
        title=texts.plain("feeds.cancelled", title=title) if over else title,
        words="\n".join(line for line in lines if line),
        starts=starts,
        sequence=one.revision.count,
        changed_at=one.revision.at,
        cancelled=over,
        link=channel,
        **options,
    )
