"""What people do with sources: watch a place, stop watching it, paste a changelog."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.kit.markdown.changelog import entries
from rituals.messages import release_imports as form
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors
from rituals.releases.importing.taking import take_in, tell_owner
from rituals.releases.importing.watching import look_later
from rituals.services import Person, Published, Services, person_id
from storage import audit, release_sources, requests
from storage.database import Transaction
from storage.release_sources import Source
from storage.workspaces import Workspace

SINCE = timedelta(days=30)
PASTED = "changelog:pasted"
REPOSITORY = re.compile(r"[\w.-]+(/[\w.-]+)+")
PLACE_LIMIT = 500


@dataclass(frozen=True)
class Page:
    """What the import form shows: the day from which on releases are taken, and what is watched."""

    since: date
    sources: list[Source]


@dataclass(frozen=True)
class Added:
    """What became of the form: how many drafts a pasted changelog gave, or the place that is watched from now on."""

    drafts: int | None
    place: str | None


def open_form(services: Services, by: Person) -> Page:
    """Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.IMPORT_RELEASES)
        sources = release_sources.all_of(tx, home.id)
    return Page((services.now() - SINCE).astimezone(ZoneInfo(by.zone)).date(), sources)


def add(services: Services, by: Person, filled: Mapping[str, str], request_key: str) -> Added:
    """Import a pasted changelog, or watch a place. The same form sent twice does it once. Raises NotAllowed or FieldErrors."""
    pasted = filled.get(form.PASTED, "")
    since = date.fromisoformat(filled[form.SINCE]) if filled.get(form.SINCE) else None
    with services.write() as tx:
        home = enter(tx, by, Act.IMPORT_RELEASES)
        owner = person_id(home.id, filled[form.OWNER]) if filled.get(form.OWNER) else by.id
        if filled.get(form.KIND) == form.PASTE:
            return Added(_paste(tx, services, home, by, pasted, since, owner, request_key), None)
        kind = filled.get(form.KIND, "")
        place = place_of(kind, filled.get(form.PLACE, ""))
        return Added(None, _watch(tx, services, home, by, kind, place, owner, since))


def stop(services: Services, by: Person, source_id: str) -> Page:
    """Watch a source no more; what it brought stays. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.IMPORT_RELEASES)
        source = release_sources.get(tx, home.id, source_id)
        if source and release_sources.remove(tx, home.id, source_id):
            _note(tx, services, home, by, source_id, "remove", source.label)
    return open_form(services, by)


def place_of(kind: str, typed: str) -> str:
    """`owner/repository`, `group/project` or the address of a changelog, from what was typed or copied. Raises FieldErrors."""
    typed = typed.strip()
    if not typed:
        raise FieldErrors({form.PLACE: "importing.error_place_missing"})
    parts = urlsplit(typed)
    if kind == "changelog":
        if parts.scheme not in ("http", "https") or not parts.hostname or len(typed) > PLACE_LIMIT:
            raise FieldErrors({form.PLACE: "importing.error_address"})
        return typed
    if parts.scheme in ("http", "https"):
        typed = parts.path
    place = typed.removesuffix(".git").strip("/").partition("/-/")[0].removesuffix("/releases")
    if not REPOSITORY.fullmatch(place) or (kind == "github" and place.count("/") != 1):
        raise FieldErrors({form.PLACE: f"importing.error_{kind}"})
    return place


def _watch(
    tx: Transaction,
    services: Services,
    home: Workspace,
    by: Person,
    kind: str,
    place: str,
    owner: str,
    since: date | None,
) -> str:
    now = services.now()
    begin = since or (now - SINCE).date()
    added = release_sources.add(
        tx, home.id, kind=kind, place=place, owner=owner, since=begin, by=by.id, now=now
    )
    if added and (source := release_sources.get(tx, home.id, added)):
        look_later(tx, home.id, source, timedelta(), now)
        _note(tx, services, home, by, added, "add", source.label)
    return place


def _paste(
    tx: Transaction,
    services: Services,
    home: Workspace,
    by: Person,
    text: str,
    since: date | None,
    owner: str,
    request_key: str,
) -> int:
    found = [
        Published((f"tag:{entry.version}",), entry.title, entry.changes, None, entry.day)
        for entry in entries(text)
        if entry.day is None or since is None or entry.day >= since
    ]
    if not found:
        raise FieldErrors({form.PASTED: "importing.error_no_versions"})
    now = services.now()
    if answered := requests.claim(tx, home.id, request_key, {"drafts": 0}, datetime.now(UTC)):
        return int(answered["drafts"])
    drafts = take_in(tx, home, PASTED, found, owner, now)
    requests.answer(tx, home.id, request_key, {"drafts": len(drafts)})
    tell_owner(tx, home, PASTED, drafts, owner, now)
    return len(drafts)


def _note(
    tx: Transaction, services: Services, home: Workspace, by: Person, source: str, act: str, label: str
) -> None:
    before, after = ({}, {"source": label}) if act == "add" else ({"source": label}, {})
    audit.note(
        tx,
        home.id,
        object_kind=release_sources.KIND,
        object_id=source,
        act=act,
        by=by.id,
        now=services.now(),
        before=before,
        after=after,
    )
