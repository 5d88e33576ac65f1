"""Set-up: an admin says where things go; the bot joins those channels, says hello and plans the digest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.kit.blocks import Mrkdwn
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from bot.kit.times import NO_COUNTRY, country_of_zone, known_country, zone_or_none
from rituals import people, running
from rituals.digest import RITUAL as WEEKLY_DIGEST
from rituals.home.fresh import freshen
from rituals.messages import setup as looks
from rituals.messages.setup_steps import Step
from rituals.pausing import channel_turned
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import FieldErrors
from rituals.registry import Again, Doubt, JobKind, MessageKind, Scene
from rituals.services import Facts, Person, Place, Services, SlackUnavailable
from rituals.setup_steps import RITUALS, steps
from rituals.working_days import country_of
from storage import audit, jobs, outbox, requests, workspaces
from storage import rituals as stored
from storage.database import Transaction
from storage.workspaces import PURPOSES, Workspace

JOIN_CHANNEL = "join_channel"
HELLO = "hello"
RETRY_SECONDS = 30

JOINING, READY, INVITE, ARCHIVED, MISSING = "joining", "ready", "invite", "archived", "missing"


@dataclass(frozen=True)
class Choices:
    """What the set-up form asks for: whose public holidays they have is a country or region; `channels` by purpose, one each."""

    language: str
    zone: str
    country: str
    channels: Mapping[str, str]


@dataclass(frozen=True)
class Progress:
    """How far set-up is: the workspace with its channels' states, when the first digest is due (UTC), and the steps."""

    workspace: Workspace
    first_digest: datetime | None
    steps: Sequence[Step]


def choices(values: Mapping[str, str]) -> Choices:
    """What a person filled in, by field name (empty fields are absent).

    The country is that of the zone where none is chosen. Raises FieldErrors for an unknown zone or country, and for
    another field that is empty.
    """
    fields = {looks.LANGUAGE, looks.ZONE, *looks.CHANNELS.values()}
    errors = dict.fromkeys(sorted(fields - values.keys()), "setup.error_empty")
    if looks.ZONE in values and zone_or_none(values[looks.ZONE]) is None:
        errors[looks.ZONE] = "setup.error_zone"
    if (chosen := values.get(looks.COUNTRY, NO_COUNTRY)) != NO_COUNTRY and not known_country(chosen):
        errors[looks.COUNTRY] = "setup.error_country"
    if errors:
        raise FieldErrors(errors)
    country = values.get(looks.COUNTRY) or country_of_zone(values[looks.ZONE])
    channels = {purpose: values[field] for purpose, field in looks.CHANNELS.items()}
    return Choices(values[looks.LANGUAGE], values[looks.ZONE], country, channels)


def open_setup(services: Services, by: Person) -> Workspace:
    """The workspace, for somebody who is about to set it up. Raises NotAllowed."""
    with services.read() as tx:
        return enter(tx, by, Act.ADMINISTER)


def set_up(services: Services, by: Person, wanted: Choices, *, view: str, request_key: str) -> Progress:
    """Keep an admin's choices; joining the channels and getting to know the people follow as jobs.

    `view` is the form's id: it shows each channel's state as it comes. The same request twice is one.
    Raises NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is None:
            _keep(tx, home, by, wanted, now)
            _join_all(tx, home.id, wanted.channels.values(), {"view": view, "by": by.id}, request_key, now)
            people.fetch(tx, home.id, request_key, now)
            freshen(tx, home.id, by.id)
        return _progress(tx, home.id, now)


def look_again(services: Services, by: Person, *, view: str, request_key: str) -> Progress:
    """Try the channels that are not ready once more, such as after an invitation. Raises NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        waiting = [channel.channel_id for channel in home.channels.values() if channel.state != READY]
        _join_all(tx, home.id, waiting, {"view": view, "by": by.id}, request_key, now)
        return _progress(tx, home.id, now)


def note_channel(services: Services, workspace: str, channel_id: str, state: str) -> None:
    """We came into a channel (`READY`) and say hello the first time, or can't speak there any more."""
    with services.write() as tx:
        _note_channel(tx, workspace, channel_id, state, services.now())


def is_bot(services: Services, workspace: str, user: str) -> bool:
    """Whether a Slack user is this bot."""
    with services.read() as tx:
        return workspace_of(tx, workspace).bot_user == user


def join_again(services: Services, workspace: str, channel_id: str, request_key: str) -> None:
    """A channel came back: see whether we can speak there, and join it if not."""
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, workspace)
        if channel_id in _chosen(home):
            _join_all(tx, workspace, [channel_id], {}, request_key, now)


def _keep(tx: Transaction, home: Workspace, by: Person, wanted: Choices, now: datetime) -> None:
    workspaces.set_up(
        tx,
        home.id,
        language=wanted.language,
        zone=wanted.zone,
        country=wanted.country,
        default_owner=by.id,
        now=now,
    )
    for purpose, channel_id in wanted.channels.items():
        before = home.channels.get(purpose)
        name = before.name if before and before.channel_id == channel_id else ""
        workspaces.choose_channel(tx, home.id, purpose, channel_id, name, JOINING)
    for kind, purpose in RITUALS:
        running.ensure(tx, home, kind, wanted.channels[purpose], now)
    audit.note(
        tx,
        home.id,
        object_kind="workspace",
        object_id=home.id,
        act="set_up",
        by=by.id,
        now=now,
        before=_choices_of(home),
        after={
            "language": wanted.language,
            "zone": wanted.zone,
            "country": wanted.country,
            "default_owner": home.default_owner or by.id,
            **wanted.channels,
        },
    )


def _choices_of(home: Workspace) -> dict[str, Any]:
    return {
        "language": home.language,
        "zone": home.zone,
        "country": home.country,
        "default_owner": home.default_owner,
        **{purpose: home.channel(purpose) for purpose in PURPOSES},
    }


def _chosen(home: Workspace) -> set[str]:
    return {channel.channel_id for channel in home.channels.values()}


def _progress(tx: Transaction, workspace: str, now: datetime) -> Progress:
    home = workspace_of(tx, workspace)
    ritual = stored.named(tx, workspace, WEEKLY_DIGEST.name)
    dues = running.upcoming(ritual, home, now, 1) if ritual and not ritual.paused else []
    return Progress(home, dues[0].due if dues else None, steps(tx, home))


# Joining, as jobs ---------------------------------------------------------------------------------------


def ensure_rituals(services: Services) -> None:
    """Have every workspace that is set up also have the rituals that came with a newer version of ours."""
    with services.write() as tx:
        for workspace in workspaces.ids(tx):
            home = workspace_of(tx, workspace)
            for kind, purpose in RITUALS:
                known = stored.named(tx, workspace, kind.name)
                if home.set_up_at and known is None and (channel := home.channel(purpose)):
                    running.ensure(tx, home, kind, channel, services.now())


def speak_in(tx: Transaction, workspace: str, channel_ids: Iterable[str], what: str, now: datetime) -> None:
    """Have the bot be in these channels, where it can join by itself, for `what` is to be said there."""
    _join_all(tx, workspace, channel_ids, {}, f"{what}:{now.isoformat()}", now)


def _join_all(
    tx: Transaction,
    workspace: str,
    channel_ids: Iterable[str],
    facts: Mapping[str, str],
    request_key: str,
    now: datetime,
) -> None:
    for channel_id in dict.fromkeys(channel_ids):  # one channel may serve several purposes
        jobs.put(
            tx,
            workspace,
            kind=JOIN_CHANNEL,
            facts={"channel": channel_id, **facts},
            unique_key=f"{JOIN_CHANNEL}:{channel_id}:{request_key}",
            now=now,
        )


def _join(services: Services, workspace: str, facts: Facts) -> None:
    channel_id = facts["channel"]
    try:
        place = _joined(services, channel_id)
    except SlackUnavailable as error:
        raise Again(RETRY_SECONDS, str(error)) from error
    note_channel(services, workspace, channel_id, _state(place))
    if "view" in facts:  # not where delivery found itself outside a channel
        _show_progress(services, workspace, facts)


def _joined(services: Services, channel_id: str) -> Place | None:
    place = services.directory.channel(channel_id)
    if place is None or place.joined or place.is_private or place.is_archived:
        return place
    return services.directory.join(channel_id) or place


def _state(place: Place | None) -> str:
    if place is None:  # a private channel without us does not exist for us
        return INVITE
    if place.is_archived:
        return ARCHIVED
    return READY if place.joined else INVITE


def _note_channel(tx: Transaction, workspace: str, channel_id: str, state: str, now: datetime) -> None:
    workspaces.mark_channel(tx, workspace, channel_id, state)
    channel_turned(tx, workspace_of(tx, workspace), channel_id, None if state == READY else state, now)
    if state == READY:
        outbox.retry_shut_out(tx, workspace, channel_id)
    if state == READY and channel_id in _chosen(workspace_of(tx, workspace)):
        outbox.put(
            tx,
            workspace,
            kind=HELLO,
            recipient=channel_id,
            facts={},
            unique_key=f"{HELLO}:{channel_id}",
            now=now,
        )


def _show_progress(services: Services, workspace: str, facts: Facts) -> None:
    """Show the open form how the channels stand; it may have been closed meanwhile."""
    reader = services.directory.person(workspace, facts["by"])
    texts = services.texts_for(reader)
    shown = None
    # Another channel's job may change the state while we show it, and be overtaken: look again after showing.
    while shown != (current := progress(services, workspace)):
        try:
            services.views.update(facts["view"], page(texts, current))
        except SlackUnavailable:
            return
        shown = current


def page(texts: Texts, reached: Progress, *, notice: Mrkdwn | None = None) -> View:
    """The page of set-up."""
    holidays = country_of(reached.workspace)
    return looks.progress_view(
        texts, reached.workspace, reached.first_digest, reached.steps, holidays, notice=notice
    )


def go_on(services: Services, by: Person) -> Progress:
    """How far set-up is, for an admin. Raises NotAllowed."""
    with services.read() as tx:
        return _progress(tx, enter(tx, by, Act.ADMINISTER).id, services.now())


def progress(services: Services, workspace: str) -> Progress:
    """How far set-up is now."""
    with services.read() as tx:
        return _progress(tx, workspace, services.now())


def _hello(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    purposes = [purpose for purpose in PURPOSES if home.channel(purpose) == scene.recipient]
    if not purposes:  # another channel was chosen before we could say it
        return None
    return looks.hello(scene.texts, purposes, prefix=scene.services.command_prefix)


JOBS = (JobKind(JOIN_CHANNEL, _join), *people.JOBS)
KINDS = (MessageKind(HELLO, _hello, doubt=Doubt.RATHER_LATE, muteable=False),)
