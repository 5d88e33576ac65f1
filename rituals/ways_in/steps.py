"""The Workflow Builder step *Capture a signal*: its inputs become a signal, its output is the reference.

https://docs.slack.dev/workflows/workflow-steps
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.kit.frontdoor import plain
from bot.kit.texts import Texts
from rituals.permissions import Act, may, workspace_of
from rituals.registry import Again, JobKind
from rituals.services import Facts, Person, PersonId, Services, SlackUnavailable
from rituals.signals.capture import Heard, Interpretation, capture
from rituals.signals.forms import is_link, theme_labels
from rituals.signals.kinds import Kind
from rituals.ways_in.drafts import RETRY_SECONDS
from storage import jobs, requests, signals
from storage.database import Transaction
from storage.workspaces import Workspace

END_STEP = "end_step"
LANGUAGES = ("en", "fr")

Inputs = Mapping[str, str]
"""By name: text, kind, account, theme, said_by, link, captured_by (a Slack user id). All but the text may be missing."""


def run_step(services: Services, workspace: str, execution: str, inputs: Inputs) -> None:
    """Save what a workflow heard; telling the workflow follows as a job. One execution is one signal."""
    given = {name: plain(str(value), escaped=True).strip() for name, value in inputs.items() if value}
    with services.read() as tx:
        home = workspace_of(tx, workspace)
    by = _captor(services, home, given)
    problem = _problem(home, by, given)
    if problem or by is None:
        with services.write() as tx:
            if requests.claim(tx, workspace, _key(execution), {}, datetime.now(UTC)) is None:
                _end(tx, services, workspace, execution, error=problem)
        return
    heard = Heard(
        text=plain(str(inputs["text"]), escaped=True),
        by=by,
        source="workflow",
        request_key=_key(execution),
        said_by=given.get("said_by"),
        interpretation=_interpretation(services, given),
    )
    capture(
        services,
        heard,
        again=True,
        then=lambda tx, signal: _end(tx, services, workspace, execution, signal=signal.id),
    )


def _captor(services: Services, home: Workspace, given: Inputs) -> Person | None:
    """Who is told what becomes of it: whom the step names, else the owner of the default area."""
    if user := given.get("captured_by"):
        return services.directory.somebody(home.id, user)
    return services.directory.person(home.id, PersonId(home.default_owner)) if home.default_owner else None


def _problem(home: Workspace, by: Person | None, given: Inputs) -> str | None:
    if "text" not in given:
        return "ways_in.step_no_text"
    if by is None:
        return "ways_in.step_nobody"
    return None if may(by, Act.CAPTURE_SIGNAL, home) else "ways_in.step_not_allowed"


def _interpretation(services: Services, given: Inputs) -> Interpretation:
    link = given.get("link")
    kinds = _kinds([services.catalogs.texts(language) for language in LANGUAGES])
    return Interpretation(
        kind=kinds.get(given.get("kind", "").casefold()),
        account=given.get("account"),
        themes=theme_labels(given.get("theme", "")),
        link=link if link and is_link(link) else None,
    )


def _kinds(catalogs: list[Texts]) -> dict[str, Kind]:
    """Kinds by their value and by their names in each language."""
    by_name = {texts.plain(f"kinds.{kind}").casefold(): kind for texts in catalogs for kind in Kind}
    return by_name | {kind.value: kind for kind in Kind}


def _key(execution: str) -> str:
    return f"step:{execution}"


def _end(
    tx: Transaction,
    services: Services,
    workspace: str,
    execution: str,
    *,
    signal: str | None = None,
    error: str | None = None,
) -> None:
    jobs.put(
        tx,
        workspace,
        kind=END_STEP,
        facts={"execution": execution, "signal": signal, "error": error},
        unique_key=f"{END_STEP}:{execution}",
        now=services.now(),
    )


def _tell_workflow(services: Services, workspace: str, facts: Facts) -> None:
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        signal = signals.get(tx, workspace, facts["signal"]) if facts["signal"] else None
    try:
        if signal is not None:
            services.conversations.complete(facts["execution"], {"reference": signal.ref})
        else:
            texts = services.catalogs.texts(home.language, home.zone)
            services.conversations.fail(facts["execution"], texts.plain(facts["error"]))
    except SlackUnavailable as error:
        raise Again(RETRY_SECONDS, str(error)) from error


JOBS = (JobKind(END_STEP, _tell_workflow),)
