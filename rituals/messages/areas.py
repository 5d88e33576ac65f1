"""How product areas look: their list, and the form of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    channel_select,
    input_block,
    section,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.money import amounts
from bot.kit.texts import Texts
from rituals.launches.templates import ROLES as LAUNCH_ROLES
from rituals.messages.launch_forms import who_has
from storage.areas import Area
from storage.risk import NO_RISK, Risk

LIST = "areas.list"
FORM = "areas.form"
ADD = "areas.add"
EDIT = "areas.edit"

# Names of the inputs: block and action carry the same, and errors come back by it.
NAME = "areas.name"
OWNER = "areas.owner"
CHANNEL = "areas.channel"
THEMES = "areas.themes"

ROLES = tuple(role for role in LAUNCH_ROLES if role != "pm")
"""In the launches of an area: its product manager is its owner."""

DEFAULT = "default"
SHOWN = 90  # of them, below what a modal holds


@dataclass(frozen=True)
class Shown:
    """An area with the labels of its themes, and what it stands to lose."""

    area: Area
    themes: tuple[str, ...]
    risk: Risk = NO_RISK
    roles: Mapping[str, str] = field(default_factory=dict)  # in its launches: people by role


@dataclass(frozen=True)
class Board:
    """Every area, and the default one, for all that belongs to none; `editable` by who looks at it."""

    areas: Sequence[Shown]
    default_owner: str | None
    default_risk: Risk
    editable: bool
    currency: str


def board(texts: Texts, found: Board) -> View:
    """Every area, with an *Edit* button for who may; the default one stands last."""
    blocks: list[Block] = [section(texts.mrkdwn("areas.intro"))]
    for shown in found.areas[:SHOWN]:
        label = texts.plain("areas.edit_name", name=shown.area.name)
        edit = button(texts.plain("areas.edit"), EDIT, shown.area.id, describe=label)
        line = _with_risk(texts, _line(texts, shown), shown.risk, found.currency)
        blocks.append(section(line, accessory=edit if found.editable else None))
    rest = texts.mrkdwn("areas.default", owner=_person(found.default_owner))
    rest = _with_risk(texts, rest, found.default_risk, found.currency)
    edit = button(texts.plain("areas.edit"), EDIT, DEFAULT, describe=texts.plain("areas.edit_default"))
    blocks.append(section(rest, accessory=edit if found.editable else None))
    if found.editable:
        blocks.append(actions(button(texts.plain("areas.add"), ADD, style="primary")))
    return View(LIST, texts.plain("areas.title"), tuple(blocks), texts.plain("forms.close"))


def form(texts: Texts, shown: Shown | None) -> View:
    """One area, to add or to change."""
    area = shown.area if shown else None
    name = input_block(
        NAME,
        texts.plain("areas.form_name"),
        text_input(NAME, limit=80, value=area.name if area else None),
        optional=False,
    )
    channel = input_block(
        CHANNEL,
        texts.plain("areas.form_channel"),
        channel_select(
            CHANNEL, placeholder=texts.plain("forms.choose"), chosen=area.channel_id if area else None
        ),
    )
    themes = input_block(
        THEMES,
        texts.plain("areas.form_themes"),
        text_input(
            THEMES, limit=2000, value=" ".join(f"#{label}" for label in shown.themes) if shown else None
        ),
        hint=texts.plain("areas.form_themes_hint"),
    )
    owner = _owner_input(texts, area.owner if area else None)
    title = texts.plain("areas.edit_title" if area else "areas.add")
    blocks = (name, owner, themes, channel, *_roles(texts, shown.roles if shown else {}))
    return _view(texts, title, blocks, memory=area.id if area else "")


def role_input(role: str) -> str:
    """The name of the input for who has a role in the launches of an area."""
    return f"areas.who_{role}"


def _roles(texts: Texts, roles: Mapping[str, str]) -> list[Block]:
    """Who has which role in its launches, to be chosen once for all of them."""
    inputs = [who_has(texts, role_input(role), role, roles) for role in ROLES]
    return [section(texts.mrkdwn("areas.form_roles")), *inputs]


def default_form(texts: Texts, owner: str | None) -> View:
    """Who owns what belongs to no area."""
    words = section(texts.mrkdwn("areas.default_told"))
    return _view(texts, texts.plain("areas.edit_title"), (words, _owner_input(texts, owner)), memory=DEFAULT)


def _view(texts: Texts, title: str, blocks: tuple[Block, ...], *, memory: str) -> View:
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(FORM, title, blocks, cancel, submit=save, memory=memory)


def _owner_input(texts: Texts, owner: str | None) -> Block:
    chosen = owner.partition(":")[2] if owner else None
    element = user_select(OWNER, placeholder=texts.plain("forms.choose"), chosen=chosen)
    return input_block(
        OWNER,
        texts.plain("areas.form_owner"),
        element,
        hint=texts.plain("areas.form_owner_hint"),
        optional=False,
    )


def _line(texts: Texts, shown: Shown) -> Mrkdwn:
    """*Access* · @Samuel · #access" and its themes."""
    parts: list[str] = [bold(shown.area.name), _person(shown.area.owner)]
    if shown.area.channel_id:
        parts.append(Mrkdwn(f"<#{shown.area.channel_id}>"))
    themes = " ".join(f"#{label}" for label in shown.themes) or texts.plain("areas.no_themes")
    return Mrkdwn.join_all("\n", [Mrkdwn.join_all(" · ", parts), themes])


def _with_risk(texts: Texts, line: Mrkdwn, risk: Risk, currency: str) -> Mrkdwn:
    """…and below, :warning: 2 dealbreakers without an end · revenue at risk: €310,000 and $40,000"""
    if not risk.dealbreakers:
        return line
    told = [texts.mrkdwn("areas.dealbreakers", count=risk.dealbreakers)]
    if risk.revenue:
        sums = texts.listing(map(texts.money, amounts(risk.revenue, currency)))
        told.append(texts.mrkdwn("areas.at_risk", amounts=sums))
    return Mrkdwn.join_all("\n", [line, Mrkdwn.join_all(" · ", told)])


def _person(person: str | None) -> Mrkdwn:
    return Mrkdwn(f"<@{person.partition(':')[2]}>") if person else Mrkdwn("–")
