"""How the templates of plans look: their list, one with its tasks, its versions, and what changed in the shipped one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    confirm,
    context,
    divider,
    escape,
    section,
    shorten,
)
from bot.kit.message import File, Message, View
from bot.kit.texts import Texts
from rituals.launches.templates.model import Step, Template
from rituals.launches.templates.upgrading import Upgrade
from rituals.launches.tiers import TIERS
from storage.launch_templates import Version

PAGE = "templates.page"
ALL = "templates.all"
SEE = "templates.see"
TURN_BACK = "templates.turn_back"
TURN = "templates.turn"
STEP = "templates.step"
ADD = "templates.add"
CRITERIA = "templates.criteria"
IMPORT = "templates.import"
EXPORT = "templates.export"
VERSIONS = "templates.versions"
RESTORE = "templates.restore"
UPGRADE = "templates.upgrade"
TAKE = "templates.take"
LEAVE = "templates.leave"

ON_A_PAGE = 20
CHANGES_SHOWN = 15


@dataclass(frozen=True)
class Name:
    """Which template: for whom, in which language."""

    audience: str
    language: str

    def written(self, rest: object = "") -> str:
        """As buttons carry it, with what they need besides."""
        return f"{self.audience}:{self.language}:{rest}".rstrip(":")

    @classmethod
    def read(cls, written: str) -> tuple["Name", str]:
        audience, _, more = written.partition(":")
        language, _, rest = more.partition(":")
        return cls(audience, language), rest


@dataclass(frozen=True)
class Kept:
    """A template as it stands, its last versions (the newest first) with the names of who made them.

    `news`: what changed in the shipped one since. `editable` by who looks at it.
    """

    name: Name
    template: Template
    versions: Sequence[Version]
    names: Mapping[str, str]
    news: Upgrade | None
    editable: bool = False

    @property
    def version(self) -> int:
        return self.versions[0].version if self.versions else 0

    @property
    def is_shipped(self) -> bool:
        return not self.versions or self.versions[0].text is None


@dataclass(frozen=True)
class Listing:
    kept: Sequence[Kept]
    language: str  # of the workspace: its templates stand first


def listing(texts: Texts, found: Listing) -> View:
    """All templates, each with a button."""
    blocks: list[Block] = [section(texts.mrkdwn("templates.intro"))]
    for kept in sorted(found.kept, key=lambda kept: kept.name.language != found.language):
        see = button(
            texts.plain("templates.see"),
            SEE,
            kept.name.written(),
            describe=f"{texts.plain('templates.see')}: {_title(texts, kept.name)}",
        )
        blocks.append(
            section(
                Mrkdwn.join_all("\n", [bold(_title(texts, kept.name)), *_state(texts, kept)]), accessory=see
            )
        )
    return _view(texts, blocks)


def page(texts: Texts, kept: Kept, number: int = 0, *, said: str | None = None) -> View:
    """One with its tasks in their order, a page at a time; `said` is what was just done."""
    last = (len(kept.template.tasks) - 1) // ON_A_PAGE
    number = min(max(0, number), last)
    head = [bold(_title(texts, kept.name)), *_state(texts, kept), _counts(texts, kept.template)]
    blocks: list[Block] = [section(texts.mrkdwn(f"templates.said_{said}"))] if said else []
    blocks += [section(Mrkdwn.join_all("\n", head)), actions(*_acts(texts, kept))]
    if kept.template.criteria and number == 0:
        lines = [Mrkdwn("• ") + escape(line) for line in kept.template.criteria]
        blocks.append(
            context(
                Mrkdwn.join_all("\n", [bold(texts.plain("templates.criteria_title")), *map(Mrkdwn, lines)])
            )
        )
    blocks.append(divider())
    start = number * ON_A_PAGE
    blocks += [_row(texts, kept, step) for step in kept.template.tasks[start : start + ON_A_PAGE]]
    turns = []
    if number > 0:
        turns.append(button(texts.plain("launches.page_before"), TURN_BACK, kept.name.written(number - 1)))
    if number < last:
        turns.append(button(texts.plain("launches.page_after"), TURN, kept.name.written(number + 1)))
    if turns:
        blocks += [context(texts.mrkdwn("launches.page_of", page=number + 1, of=last + 1)), actions(*turns)]
    blocks.append(actions(button(texts.plain("templates.all"), ALL)))
    return _view(texts, blocks)


def versions(texts: Texts, kept: Kept) -> View:
    """What was done with a template, the newest first, with the way back."""
    blocks: list[Block] = [section(bold(_title(texts, kept.name)))]
    for place, version in enumerate(kept.versions):
        words = _version(texts, kept, version)
        can = kept.editable and place > 0
        blocks.append(section(words, accessory=_restore(texts, kept, version.version) if can else None))
    words = texts.mrkdwn("templates.version_shipped")
    can = kept.editable and not kept.is_shipped
    blocks.append(section(words, accessory=_restore(texts, kept, 0) if can else None))
    blocks.append(actions(button(texts.plain("launches.back"), SEE, kept.name.written())))
    return _view(texts, blocks)


def news(texts: Texts, kept: Kept) -> View:
    """What changed in the shipped template since, task by task, and the choice."""
    blocks: list[Block] = [section(bold(_title(texts, kept.name)))]
    found = kept.news
    if found is None:
        blocks.append(section(texts.mrkdwn("templates.no_news")))
    else:
        blocks.append(section(texts.mrkdwn("templates.news_intro")))
        for what, steps in (
            ("fresh", found.fresh),
            ("changed", found.changed),
            ("gone", found.gone),
            ("both", found.kept),
        ):
            if steps:
                blocks.append(section(_changes(texts, what, steps)))
        value = kept.name.written(kept.version)
        blocks.append(
            actions(
                button(texts.plain("templates.take"), TAKE, value, style="primary"),
                button(texts.plain("templates.leave"), LEAVE, value),
            )
        )
    blocks.append(actions(button(texts.plain("launches.back"), SEE, kept.name.written())))
    return _view(texts, blocks)


def file(texts: Texts, name: Name, content: str) -> Message:
    """The message that brings a template as a file."""
    words = texts.mrkdwn("templates.file", title=_title(texts, name))
    return Message(
        words,
        file=File(
            f"diapason-{name.audience}-{name.language}.yaml",
            _title(texts, name),
            content.encode(),
            texts.mrkdwn("export.refused"),
        ),
    )


def _view(texts: Texts, blocks: Sequence[Block]) -> View:
    return View(PAGE, texts.plain("templates.title"), tuple(blocks), texts.plain("forms.close"))


def _title(texts: Texts, name: Name) -> str:
    return texts.plain(
        f"templates.name_{name.audience}", language=texts.plain(f"templates.in_{name.language}")
    )


def _state(texts: Texts, kept: Kept) -> list[Mrkdwn]:
    """Whose it is by now, and whether the shipped one has news for it."""
    if kept.is_shipped:
        lines = [texts.mrkdwn("templates.as_shipped", count=len(kept.template.tasks))]
    else:
        lines = [
            texts.mrkdwn("templates.own", count=len(kept.template.tasks)),
            _version(texts, kept, kept.versions[0]),
        ]
    if kept.news:
        lines.append(texts.mrkdwn("templates.has_news"))
    return lines


def _version(texts: Texts, kept: Kept, version: Version) -> Mrkdwn:
    return texts.mrkdwn(
        f"templates.version_{version.what}",
        version=version.version,
        who=kept.names.get(version.by, "?") if version.by else texts.plain("templates.command_line"),
        when=texts.slack_moment(version.at),
    )


def _counts(texts: Texts, template: Template) -> Mrkdwn:
    """How many tasks each tier has at most, with every condition met."""
    counts = [sum(tier in step.days for step in template.tasks) for tier in TIERS]
    return texts.mrkdwn("templates.counts", counts=" / ".join(map(str, counts)))


def _acts(texts: Texts, kept: Kept) -> list[Block]:
    name = kept.name.written()
    buttons = []
    if kept.editable:
        if kept.news:
            buttons.append(button(texts.plain("templates.upgrade"), UPGRADE, name, style="primary"))
        buttons += [
            button(texts.plain("templates.add"), ADD, name),
            button(texts.plain("templates.criteria"), CRITERIA, name),
            button(texts.plain("templates.import"), IMPORT, name),
        ]
    buttons.append(button(texts.plain("templates.export"), EXPORT, name))
    if kept.versions:
        buttons.append(button(texts.plain("templates.versions"), VERSIONS, name))
    return buttons


def _row(texts: Texts, kept: Kept, step: Step) -> Block:
    """A task: what, whose, when by tier, and under which condition."""
    meta = [texts.plain(f"launches.role_{step.role}"), days_of(texts, step)]
    if step.only_if:
        asked = [texts.plain(f"templates.if_{question}") for question in sorted(step.only_if)]
        meta.append(texts.plain("templates.only_if", questions=texts.listing(asked)))
    if step.enables:
        meta.append(texts.plain("templates.enables_short"))
    words = Mrkdwn.join_all("\n", [bold(step.title), Mrkdwn.join_all(" · ", meta)])
    if not kept.editable:
        return section(words)
    edit = texts.plain("templates.edit")
    return section(
        words, accessory=button(edit, STEP, kept.name.written(step.key), describe=f"{edit}: {step.title}")
    )


def days_of(texts: Texts, step: Step) -> str:
    """40 / 30 / 15 / – working days before the announcement"""
    days = " / ".join(str(abs(step.days[tier])) if tier in step.days else "–" for tier in TIERS)
    when = "after" if any(count > 0 for count in step.days.values()) else "before"
    return texts.plain(f"templates.days_{when}_{step.anchor}", days=days)


def _restore(texts: Texts, kept: Kept, version: int) -> Block:
    label = texts.plain("templates.restore")
    ask = confirm(label, texts.plain("templates.restore_asked"), label, texts.plain("forms.cancel"))
    return button(
        label,
        RESTORE,
        kept.name.written(f"{version}:{kept.version}"),
        confirm=ask,
        describe=f"{label}: {version or texts.plain('templates.shipped_short')}",
    )


def _changes(texts: Texts, what: str, steps: Sequence[Step]) -> Mrkdwn:
    lines = [bold(texts.plain(f"templates.news_{what}", count=len(steps)))]
    lines += [Mrkdwn("• ") + escape(shorten(step.title, 100)) for step in steps[:CHANGES_SHOWN]]
    if (more := len(steps) - CHANGES_SHOWN) > 0:
        lines.append(texts.mrkdwn("launches.more", count=more))
    return Mrkdwn.join_all("\n", [Mrkdwn(line) for line in lines])
