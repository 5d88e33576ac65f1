"""Which emoji saves a message, and as which kind: admins say."""

import re
from collections.abc import Mapping

from rituals.messages import emojis as looks
from rituals.messages.emojis import CONFIRMED, DEFAULT, Emoji
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors
from rituals.services import Person, Services
from rituals.signals.kinds import Kind
from storage import audit, ways_in
from storage.database import Transaction
from storage.workspaces import Workspace

MOST = 40  # as many as the page shows
# Letters of any language are in names that people gave to emoji of their own: https://slack.com/help/articles/206870177
_NAME = re.compile(r":?(?P<name>[\w+'’-]{1,50})(?:::skin-tone-[2-6])?:?")


def in_use(tx: Transaction, workspace: str) -> Mapping[str, str]:
    """The kind for each emoji that saves a message (empty: read from the text): as chosen, else as it is at first."""
    return ways_in.emojis(tx, workspace) or DEFAULT


def board(services: Services, by: Person) -> list[Emoji]:
    """Every emoji that saves a message, in alphabetical order. Raises NotAllowed."""
    with services.read() as tx:
        return _board(tx, enter(tx, by, Act.ADMINISTER))


def keep(services: Services, by: Person, filled: Mapping[str, str]) -> list[Emoji]:
    """Have an emoji save messages, or change as which kind it does.

    Raises NotAllowed, or FieldErrors for what is no emoji's name.
    """
    typed, kind = filled.get(looks.NAME, ""), filled.get(looks.KIND, looks.READ)
    written = _NAME.fullmatch(typed.casefold())
    if written is None:
        raise FieldErrors({looks.NAME: "emojis.error_name"})
    name = written["name"]
    if name == CONFIRMED:
        raise FieldErrors({looks.NAME: "emojis.error_confirms"})
    if kind != looks.READ and kind not in set(Kind):
        raise FieldErrors({looks.KIND: "emojis.error_kind"})
    with services.write() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        before = in_use(tx, home.id)
        if len(before) >= MOST and name not in before:
            raise FieldErrors({looks.NAME: "emojis.error_many"})
        after = {**before, name: "" if kind == looks.READ else kind}
        ways_in.choose_emojis(tx, home.id, after)
        _note(tx, services, home, by, before, after)
        return _board(tx, home)


def remove(services: Services, by: Person, name: str) -> list[Emoji]:
    """Have an emoji save nothing any more. The last one stays. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        before = in_use(tx, home.id)
        if after := {known: kind for known, kind in before.items() if known != name}:
            ways_in.choose_emojis(tx, home.id, after)
            ways_in.drop_emoji(tx, home.id, name)
            _note(tx, services, home, by, before, after)
        return _board(tx, home)


def _board(tx: Transaction, home: Workspace) -> list[Emoji]:
    return [Emoji(name, kind or None) for name, kind in sorted(in_use(tx, home.id).items())]


def _note(
    tx: Transaction,
    services: Services,
    home: Workspace,
    by: Person,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> None:
    if before != after:
        audit.note(
            tx,
            home.id,
            object_kind="workspace",
            object_id=home.id,
            act="emojis",
            by=by.id,
            now=services.now(),
            before={"emojis": dict(before)},
            after={"emojis": dict(after)},
        )
