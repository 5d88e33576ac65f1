"""Drafts of surveys: made from a form, changed, deleted while nobody is asked yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.kit.blocks import Option as Choice
from rituals.messages.opened import Opened
from rituals.messages.surveys import Page, forms
from rituals.messages.surveys.forms import Draft
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import FieldErrors, NotThere
from rituals.releases.suggestions import release_option
from rituals.services import Person, Services, person_id, user_of
from rituals.surveys.saying import history
from rituals.surveys.seeing import page_of, survey_in
from storage import counters, releases, requests, surveys
from storage.database import Transaction
from storage.names import key_of
from storage.releases import UNANNOUNCED, Release
from storage.releases import State as Stage
from storage.surveys import About, Audience, State, Survey, Timing
from storage.workspaces import Workspace

MOST_PEOPLE = 200


@dataclass(frozen=True)
class Filled:
    """What the form of a survey holds: single values, and the people picked, by Slack's user ids."""

    values: Mapping[str, str]
    people: Sequence[str]


def open_form(services: Services, by: Person) -> Draft:
    """A new survey. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.ASK_SURVEY)
        return Draft(None, None, None, (), home.channel("releases"))


def open_draft(services: Services, by: Person, survey_id: str) -> Draft:
    """A draft that somebody is about to change. Raises NotFound, NotAllowed, or NotThere for a survey that is out."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        survey = steered(tx, home, by, survey_id)
        if survey.state != State.DRAFT or survey.before_id:  # whom a second round asks is settled
            raise NotThere
        release = releases.get(tx, home.id, survey.release_id) if survey.release_id else None
        group = survey.audience.group
        return Draft(
            survey,
            release_option(release) if release else None,
            Choice(group, group) if group else None,
            [user_of(person) for person in survey.audience.people],
            survey.channel_id,
        )


def keep(services: Services, by: Person, opened: Opened, filled: Filled, request_key: str) -> Page:
    """Keep a new draft, or a change of one. The same request twice keeps one.

    Raises NotFound, NotAllowed, NotThere, or FieldErrors, also where somebody else was faster.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ if opened.id else Act.ASK_SURVEY)
        if opened.id and steered(tx, home, by, opened.id).before_id:
            raise NotThere
        values = _read(tx, home, by, filled)
        survey_id = opened.id
        if survey_id:
            if not surveys.change(tx, home.id, survey_id, opened.revision, values):
                raise FieldErrors({forms.KIND: "surveys.error_changed_meanwhile"})
            history(tx, home, survey_id, "edit", by, now)
        else:
            survey_id = counters.new_id()
            answered = requests.claim(tx, home.id, request_key, {"survey": survey_id}, datetime.now(UTC))
            if answered is None:
                surveys.add(tx, home.id, survey_id, values | {"owner": by.id, "created_at": now})
                history(tx, home, survey_id, "draft", by, now)
            else:
                survey_id = answered["survey"]
        return page_of(tx, home, by, survey_in(tx, home, by, survey_id))


def delete(services: Services, by: Person, survey_id: str) -> Survey:
    """A survey that asked nobody yet goes. Raises NotFound, NotAllowed or NotThere."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        survey = steered(tx, home, by, survey_id)
        if not surveys.remove(tx, home.id, survey_id):
            raise NotThere
        history(tx, home, survey_id, "delete", by, services.now())
        return survey


def steered(tx: Transaction, home: Workspace, by: Person, survey_id: str) -> Survey:
    """A survey that somebody steers. Raises NotFound or NotAllowed."""
    survey = survey_in(tx, home, by, survey_id)
    demand(by, Act.STEER_SURVEY, home, survey)
    return survey


def copied(survey: Survey, now: datetime) -> dict[str, Any]:
    """What makes a survey that asks the same."""
    same = ("kind", "release_id", "name", "topic", "timing", "after_days", "channel_id", "open_days", "owner")
    values = {name: getattr(survey, name) for name in same}
    return values | {"audience": survey.audience.written(), "created_at": now}


def _read(tx: Transaction, home: Workspace, by: Person, filled: Filled) -> dict[str, Any]:
    """What a form says, as a survey's row. Raises FieldErrors."""
    values = filled.values
    kind, timing = values.get(forms.KIND, ""), values.get(forms.TIMING, "")
    release = _release(tx, home, by, values) if kind == About.RELEASE else None
    errors = {name: "forms.error_empty" for name in (forms.CHANNEL,) if name not in values}
    if kind not in list(About):
        errors[forms.KIND] = "forms.error_empty"
    elif kind == About.RELEASE and release is None:
        errors[forms.RELEASE] = "surveys.error_release"
    elif kind != About.RELEASE and forms.NAME not in values:
        errors[forms.NAME] = "surveys.error_name"
    if problem := _timing_problem(timing, release):
        errors[forms.TIMING] = problem
    every = _one_of(forms.AGAIN, values.get(forms.EVERY), None)
    if every and timing != Timing.NOW:
        errors[forms.EVERY] = "surveys.error_every"
    asked = [values.get(forms.MEMBERS), values.get(forms.GROUP), filled.people]
    if sum(map(bool, asked)) != 1:
        errors[forms.MEMBERS] = "surveys.error_audience"
    if len(filled.people) > MOST_PEOPLE:
        errors[forms.PEOPLE] = "surveys.error_people"
    if errors:
        raise FieldErrors(errors, people=MOST_PEOPLE)
    people = tuple(str(person_id(home.id, user)) for user in filled.people)
    name = f"{release.ref} · {release.name}" if release else values[forms.NAME]
    return {
        "kind": kind,
        "release_id": release.id if release else None,
        "name": name,
        "topic": release.id if release else f"{kind}:{key_of(name)}",
        "timing": timing,
        "after_days": _one_of(forms.AFTER, values.get(forms.AFTER_DAYS), forms.USUALLY_AFTER)
        if timing != Timing.NOW
        else None,
        "channel_id": values[forms.CHANNEL],
        "audience": Audience(values.get(forms.MEMBERS), values.get(forms.GROUP), people).written(),
        "open_days": _one_of(forms.OPEN_FOR, values.get(forms.OPEN_DAYS), forms.USUALLY_OPEN),
        "every_months": every,
    }


def _release(tx: Transaction, home: Workspace, by: Person, values: Mapping[str, str]) -> Release | None:
    """The release that was chosen, if the person may see it, and it is there to be asked about."""
    found = releases.get(tx, home.id, values.get(forms.RELEASE, ""))
    if found is None or not may(by, Act.SEE_RELEASE, home, found):
        return None
    return found if found.state in (Stage.ANNOUNCED, *UNANNOUNCED) else None


def _timing_problem(timing: str, release: Release | None) -> str | None:
    if timing not in list(Timing):
        return "forms.error_empty"
    if timing != Timing.NOW and release is None:
        return "surveys.error_timing"
    # What people thought before is asked before.
    return "surveys.error_announced" if timing == Timing.BOTH and release and release.is_announced else None


def _one_of(offered: Sequence[int], typed: str | None, usually: int | None) -> int | None:
    return next((number for number in offered if str(number) == typed), usually)
