"""A run's facts with the words that they refer to, as its readers may read them now."""

from datetime import datetime

from bot.kit.message import Message
from rituals.demos.seeing import programmes
from rituals.digest.options import Style
from rituals.launches import outcomes
from rituals.messages import digest as looks
from rituals.permissions import reader, workspace_of
from rituals.polls.seeing import seen
from rituals.registry import Scene
from rituals.running import message_key
from rituals.services import Facts, PersonId
from rituals.surveys.seeing import seen as seen_survey
from storage import demos, outbox, polls, releases, rituals, roadmap, signals, surveys, theme_board, triage
from storage.database import Transaction
from storage.rituals import Run
from storage.signals import NOBODY_IN_PARTICULAR, Reader

KINDS = ("weekly_digest", "personal_digest")
RUNS_EDITED = 400  # digests back in time, over all rituals, that are still edited


def shown(
    tx: Transaction, workspace: str, facts: Facts, prefix: str, eyes: Reader = NOBODY_IN_PARTICULAR
) -> looks.Digest:
    """A run's facts with the words they refer to: what may not be read any more is left out, the numbers stay."""
    home = workspace_of(tx, workspace)
    declined = [one["signal"] for one in facts.get("declined", ())]  # digests of before have none
    readable = signals.several(tx, workspace, sorted({*_quoted(facts), *declined}), eyes)
    told = {key: release for key in _releases(facts) if (release := releases.get(tx, workspace, key))}
    items = [*(one["item"] for one in facts.get("did", ())), *facts.get("declined_items", ())]
    return looks.Digest(
        facts=facts,
        start=datetime.fromisoformat(facts["start"]),
        end=datetime.fromisoformat(facts["end"]),
        releases=[told[key] for key in facts["releases"] if key in told and told[key].is_announced],
        themes=theme_board.labels(tx, workspace, _themes(facts)),
        quotes=[readable[key] for key in facts["quotes"] if key in readable],
        to_answer=[readable[key] for key in facts["to_answer"] if key in readable],
        prefix=prefix,
        items={key: item for key in items if (item := roadmap.get(tx, workspace, key))},
        declined=[
            looks.Declined(readable[one["signal"]], triage.decision(tx, workspace, one["decision"]))
            for one in facts.get("declined", ())
            if one["signal"] in readable
        ],
        coming=[told[key] for key in facts.get("coming", ()) if key in told and told[key].scheduled_at],
        demos=[
            found
            for found in programmes(tx, home, demos.several(tx, workspace, facts.get("demos", ())))
            if found.demo.is_planned
        ],
        silent=[told[key] for key in facts.get("silent", ()) if key in told],
        came=outcomes.of_answers(tx, workspace, facts.get("came", ())),
        polls=[seen(tx, home, poll) for key in _polls(facts) if (poll := polls.get(tx, workspace, key))],
        surveys=[
            seen_survey(tx, home, survey)
            for key in _surveys(facts)
            if (survey := surveys.get(tx, workspace, key))
        ],
    )


def tell_anew(tx: Transaction, workspace: str, signal_id: str) -> None:
    """Have the newest digests that quote a signal edited in place: its words go where they may not be read any more."""
    for run in _newest(tx, workspace):
        if signal_id in {*_quoted(run.facts), *(one["signal"] for one in run.facts.get("declined", ()))}:
            _edit(tx, workspace, run)


def tell_release_anew(tx: Transaction, workspace: str, release_id: str) -> None:
    """Have the newest digests that name a release edited in place: it was withdrawn, or goes out at another time."""
    for run in _newest(tx, workspace):
        if release_id in _releases(run.facts):
            _edit(tx, workspace, run)


def tell_poll_anew(tx: Transaction, workspace: str, poll_id: str) -> None:
    """Have the newest digests that tell of a poll edited in place: it was decided, or deleted."""
    for run in _newest(tx, workspace):
        if poll_id in _polls(run.facts):
            _edit(tx, workspace, run)


def render(scene: Scene, facts: Facts) -> Message:
    """The digest in its style, with the buttons of its reader."""
    found = _found(scene, facts)
    run = facts.get("run", "")
    if facts.get("style") == Style.EXECUTIVE:
        return looks.executive(scene.texts, found, run)
    return looks.posted(scene.texts, found, run, personal=":" in scene.recipient)


def render_more(scene: Scene, facts: Facts) -> Message | None:
    """What the message had no room for, in its thread; None where it had room for all."""
    if facts.get("style") == Style.EXECUTIVE:
        return None
    return looks.more(scene.texts, _found(scene, facts))


def _found(scene: Scene, facts: Facts) -> looks.Digest:
    eyes = NOBODY_IN_PARTICULAR
    if ":" in scene.recipient:
        person = scene.services.directory.person(scene.workspace, PersonId(scene.recipient))
        eyes = reader(person, workspace_of(scene.tx, scene.workspace))
    return shown(scene.tx, scene.workspace, facts, scene.services.command_prefix, eyes)


def _newest(tx: Transaction, workspace: str) -> list[Run]:
    return rituals.newest_runs(tx, workspace, KINDS, RUNS_EDITED, outcome=rituals.SAID)


def _edit(tx: Transaction, workspace: str, run: Run) -> None:
    outbox.want(tx, workspace, message_key(run))
    outbox.want(tx, workspace, f"{message_key(run)}:more")


def _themes(facts: Facts) -> list[str]:
    return [one["theme_id"] for one in (*facts["themes"], *facts.get("radar", ()))]


def _quoted(facts: Facts) -> set[str]:
    return {*facts["quotes"], *facts["to_answer"]}


def _releases(facts: Facts) -> set[str]:
    """All releases that a digest names."""
    return {*facts["releases"], *facts.get("coming", ()), *facts.get("silent", ())}


def _polls(facts: Facts) -> list[str]:
    """All polls that a digest tells of: digests of before had none."""
    return [*facts.get("polls", ()), *facts.get("open_polls", ())]


def _surveys(facts: Facts) -> list[str]:
    """All surveys that a digest tells of: digests of before had none."""
    return [*facts.get("surveys", ()), *facts.get("open_surveys", ())]
