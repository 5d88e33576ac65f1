"""How a release looks: the announcement, what follows in its thread, and what one person is shown of it.

The benefit comes first, then what shipped and when: readers decide in one line whether it concerns them (the inverted
pyramid, https://www.nngroup.com/articles/inverted-pyramid/).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    BUTTON_LIMIT,
    HEADER_LIMIT,
    SECTION_LIMIT,
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    clip,
    context,
    escape,
    header,
    section,
    shorten,
)
from bot.kit.markdown import to_mrkdwn, to_plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.history import history_button
from storage.releases import Release
from storage.roadmap import Item

EDIT = "releases.edit"
SHOW = "releases.show"
OPEN_LINK = "releases.open_link"
WITHDRAW = "releases.withdraw"
TELL = "shipped.preview"  # heard by `handlers.shipped`

CHANGES_SHOWN = 2  # sections of what changed in the announcement itself; the rest goes into its thread
DETAIL_SHOWN = 1000  # characters of each further field
TWIN_CHANGES = 1500
TWIN_DETAIL = 300
TWIN_LIMIT = 4000
ITEMS_SHOWN = 20
ITEM_SHOWN = 80
_LABEL_ROOM = 100  # for a heading above a text, in any language


@dataclass(frozen=True)
class Part:
    """What one message in the thread says; `label` is the key of the heading that it belongs to, if not what changed."""

    words: Mrkdwn
    label: str | None = None


def announcement(texts: Texts, release: Release, announcer: str, *, live: bool = True) -> Message:
    """The message in the releases channel. Without `live` (a preview) it has no reference and no *Edit* yet."""
    buttons = _link_buttons(texts, release)
    if live:
        buttons.append(edit_button(texts, release))
    blocks = body(texts, release)
    if parts(release):
        blocks.append(context(texts.mrkdwn("releases.more_in_thread")))
    if buttons:
        blocks.append(actions(*buttons))
    blocks.append(context(_signature(texts, release, announcer, live=live)))
    return Message(_twin(texts, release, announcer), tuple(blocks))


def withdrawn(texts: Texts, release: Release) -> Message:
    """What stands in the place of an announcement that was taken back."""
    assert release.withdrawn_at is None or release.announced_at  # what was never announced has no message
    words = texts.mrkdwn("releases.was_withdrawn", ref=release.ref, name=release.name)
    if release.withdrawn_why:
        words = Mrkdwn.join_all("\n", [words, escape(release.withdrawn_why)])
    return Message(words, (section(words),))


def corrected(texts: Texts, release: Release, changed: Sequence[str], name: str) -> Message:
    """In the thread: who corrected what."""
    named = texts.listing([texts.plain(f"releases.part_{part}") for part in changed])
    words = texts.mrkdwn("releases.corrected", ref=release.ref, name=name, parts=named)
    return Message(words, (section(words),))


def parts(release: Release) -> tuple[Part, ...]:
    """What the announcement has no room for, a message each; the same number in every language.

    What changed goes on where the announcement stops; a shortened field stands there again as a whole.
    """
    found = [Part(words) for words in to_mrkdwn(release.changes)[CHANGES_SHOWN:]]
    for label, source in (("releases.brings", release.value), *_details(release)):
        if source and len(to_mrkdwn(source, DETAIL_SHOWN)) > 1:
            found += [Part(words, label) for words in to_mrkdwn(source, SECTION_LIMIT - _LABEL_ROOM)]
    return tuple(found)


def part_words(texts: Texts, part: Part) -> Mrkdwn:
    return _labelled(texts, part.label, part.words) if part.label else part.words


def more(texts: Texts, part: Part) -> Message:
    """One message in the announcement's thread."""
    words = part_words(texts, part)
    return Message(words, (section(words),))


def shown(
    texts: Texts,
    release: Release,
    announcer: str,
    *,
    editable: bool,
    ships: Sequence[Item] = (),
    told: Sequence[Block] = (),
    more: Sequence[Block] = (),
) -> Message:
    """The announcement as one person sees it who asked for it. Who may edit it may also tell those who asked for it.

    `told` is what else is known of it, `more` are the buttons of other pages.
    """
    buttons = _link_buttons(texts, release)
    if parts(release):
        buttons.append(show_button(texts, release, whole=True))
    if editable:
        buttons.append(edit_button(texts, release))
    if editable and ships:
        buttons.append(_tell_button(texts, release))
    buttons += [*more, history_button(texts, release.ref)]
    if editable:
        buttons.append(button(texts.plain("releases.withdraw"), WITHDRAW, release.id))
    blocks = [
        *body(texts, release),
        *_ships(texts, ships),
        *told,
        context(_signature(texts, release, announcer)),
    ]
    blocks.append(actions(*buttons))
    return Message(_twin(texts, release, announcer), tuple(blocks))


def whole(
    texts: Texts,
    release: Release,
    announcer: str,
    *,
    editable: bool,
    told: Sequence[Block] = (),
    more: Sequence[Block] = (),
) -> View:
    """All of a release, however long; `told` and `more` as for `shown`."""
    blocks: list[Block] = _title(texts, release, shorten_to=SECTION_LIMIT)
    blocks += map(section, to_mrkdwn(release.changes))
    for label, source in _details(release):
        pieces = to_mrkdwn(source or "", SECTION_LIMIT - _LABEL_ROOM)
        blocks += [section(_labelled(texts, label, piece)) for piece in pieces[:1]]
        blocks += map(section, pieces[1:])
    edit = [edit_button(texts, release)] if editable else []
    blocks += told
    blocks.append(actions(*_link_buttons(texts, release), *edit, *more, history_button(texts, release.ref)))
    blocks.append(context(_signature(texts, release, announcer)))
    return View("releases.whole", release.ref, tuple(blocks), texts.plain("forms.close"))


def confirmation(
    texts: Texts, release: Release, *, place: Mrkdwn, changed: bool = False, ships: Sequence[Item] = ()
) -> View:
    """The last page of the form: the reference, where the announcement stands, how to change it, whom to tell."""
    words = texts.mrkdwn(
        "releases.changed" if changed else "releases.announced", ref=release.ref, name=release.name
    )
    buttons = [edit_button(texts, release)] + ([_tell_button(texts, release)] if ships else [])
    return View(
        "releases.shown",
        release.ref,
        (section(words), context(place), *_ships(texts, ships), actions(*buttons)),
        texts.plain("forms.close"),
    )


def place(texts: Texts, channel: str | None, notice: Mrkdwn | None) -> Mrkdwn:
    """Where an announcement appears. Where no channel is chosen: `notice`, who can do that, or that it is kept."""
    if channel:
        return texts.mrkdwn("releases.appears_in", channel=Mrkdwn(f"<#{channel}>"))
    return notice or texts.mrkdwn("releases.kept_until_chosen")


def unknown(texts: Texts, *, typed: str, command: str) -> Message:
    """A sub-command that does not exist: what does."""
    words = texts.mrkdwn("releases.unknown_word", typed=shorten(typed, 100), command=command)
    return Message(words, (section(words),))


def not_found(texts: Texts, *, number: int, command: str) -> Message:
    words = texts.mrkdwn("releases.no_such", ref=f"R-{number}", command=command)
    return Message(words, (section(words),))


def body(texts: Texts, release: Release) -> list[Block]:
    """What it brings, what changed, and the rest, as far as one message holds them."""
    blocks = _title(texts, release, shorten_to=DETAIL_SHOWN)
    blocks += map(section, to_mrkdwn(release.changes)[:CHANGES_SHOWN])
    for label, source in _details(release):
        pieces = to_mrkdwn(source or "", DETAIL_SHOWN)
        blocks += [section(_labelled(texts, label, _with_ellipsis(pieces))) for _ in pieces[:1]]
    return blocks


def _title(texts: Texts, release: Release, *, shorten_to: int) -> list[Block]:
    """What it brings, then name and day. A benefit of one short line is the title; without one the name is."""
    day = texts.day(release.released_on)
    benefit = to_mrkdwn(release.value or "", shorten_to)
    if not benefit:
        return [header(release.name), context(escape(day))]
    line = section(Mrkdwn.join_all(" · ", [bold(release.name), day]))
    title = to_plain(release.value or "", HEADER_LIMIT + 1)
    if len(title) <= HEADER_LIMIT and "\n" not in title:
        return [header(title), line]
    if shorten_to < SECTION_LIMIT:
        return [section(_with_ellipsis(benefit)), line]
    return [*map(section, benefit), line]


def _details(release: Release) -> tuple[tuple[str, str | None], ...]:
    return (
        ("releases.for_whom", release.audience),
        ("releases.use_cases", release.use_cases),
        ("releases.results", release.results),
        ("releases.proof", release.proof),
        ("releases.questions", release.questions),
    )


def _labelled(texts: Texts, label: str, words: Mrkdwn) -> Mrkdwn:
    return Mrkdwn.join_all("\n", [bold(texts.plain(label)), words])


def _with_ellipsis(pieces: Sequence[Mrkdwn]) -> Mrkdwn:
    return pieces[0] + " …" if len(pieces) > 1 else pieces[0]


def _signature(texts: Texts, release: Release, announcer: str, *, live: bool = True) -> Mrkdwn:
    """R-4 · Announced by Ann, today 10:12 · (edited)"""
    moment = release.announced_at
    if moment is None:
        words = [texts.mrkdwn("releases.written_by", name=announcer)]
    else:
        words = [texts.mrkdwn("releases.announced_by", name=announcer, when=texts.slack_moment(moment))]
    if live:
        words.insert(0, Mrkdwn(release.ref))
    if release.edited_at:
        words.append(texts.mrkdwn("releases.edited"))
    return Mrkdwn.join_all(" · ", words)


def _twin(texts: Texts, release: Release, announcer: str) -> Mrkdwn:
    """The announcement in words, for notifications and screen readers."""
    brings = to_plain(release.value or "", TWIN_DETAIL)
    lines: list[str] = [brings] if brings else []
    lines.append(" · ".join([release.name, texts.day(release.released_on)]))
    lines.append(to_plain(release.changes, TWIN_CHANGES))
    for label, source in _details(release):
        if source:
            lines.append(f"{texts.plain(label)}\n{to_plain(source, TWIN_DETAIL)}")
    lines.append(texts.plain("releases.twin_signature", name=announcer))
    return clip(Mrkdwn.join_all("\n", lines), TWIN_LIMIT)


def _link_buttons(texts: Texts, release: Release) -> list[Block]:
    if not release.link:
        return []
    return [button(texts.plain("releases.learn_more"), OPEN_LINK, release.id, url=release.link)]


def show_button(texts: Texts, release: Release, *, whole: bool = False) -> Block:
    label, described = (
        ("releases.read_all", "releases.read_ref") if whole else ("releases.show", "releases.show_ref")
    )
    return button(texts.plain(label), SHOW, release.id, describe=texts.plain(described, ref=release.ref))


def _ships(texts: Texts, items: Sequence[Item]) -> list[Block]:
    """The roadmap items that it ships."""
    if not items:
        return []
    named = [shorten(f"{item.ref} {item.title}", ITEM_SHOWN) for item in items[:ITEMS_SHOWN]]
    return [context(texts.mrkdwn("releases.ships", items=texts.listing(named)))]


def _tell_button(texts: Texts, release: Release) -> Block:
    return button(texts.plain("releases.see_who_is_told"), TELL, release.id, style="primary")


def edit_button(texts: Texts, release: Release) -> Block:
    describe = shorten(texts.plain("releases.edit_ref", ref=release.ref), BUTTON_LIMIT)
    return button(texts.plain("releases.edit"), EDIT, release.id, describe=describe)
