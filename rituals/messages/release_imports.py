"""How imports of releases look: the form with what is watched, and what is told of them."""

from collections.abc import Sequence
from datetime import date

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    bold,
    button,
    confirm,
    context,
    date_input,
    divider,
    input_block,
    section,
    select,
    shorten,
    text_input,
    user_select,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.releases import show_button
from storage.release_sources import Source
from storage.releases import Release

IMPORT = "importing.form"
STOP = "importing.stop"
KIND = "importing.kind"
PLACE = "importing.place"
PASTED = "importing.pasted"
SINCE = "importing.since"
OWNER = "importing.owner"

PASTE = "paste"
KINDS = ("github", "gitlab", "changelog", PASTE)
PASTED_INPUTS = 4
SHOWN = 10
NAME_SHOWN = 80
PLACE_SHOWN = 120


def pasted_input(number: int) -> str:
    """The name of the first (0), second, ... input for a pasted changelog."""
    return PASTED if number == 0 else f"{PASTED}_{number + 1}"


def import_form(texts: Texts, since: date, sources: Sequence[Source], *, owner: str) -> View:
    """What is watched, and the form for more. `owner` is the Slack user whose drafts the releases become."""
    kinds = [Option(texts.plain(f"importing.kind_{kind}"), kind) for kind in KINDS]
    pasted = [
        input_block(
            pasted_input(number),
            texts.plain("importing.form_pasted" if number == 0 else "importing.form_pasted_more"),
            text_input(pasted_input(number), multiline=True),
            hint=texts.plain("importing.form_pasted_hint") if number == 0 else None,
        )
        for number in range(PASTED_INPUTS)
    ]
    return View(
        IMPORT,
        texts.plain("importing.title"),
        (
            *_watched(texts, sources),
            input_block(
                KIND,
                texts.plain("importing.form_kind"),
                select(KIND, kinds, placeholder=texts.plain("forms.choose"), chosen="github"),
                optional=False,
            ),
            input_block(
                PLACE,
                texts.plain("importing.form_place"),
                text_input(PLACE, limit=500, placeholder=texts.plain("importing.form_place_example")),
                hint=texts.plain("importing.form_place_hint"),
            ),
            input_block(
                SINCE, texts.plain("importing.form_since"), date_input(SINCE, value=since.isoformat())
            ),
            input_block(
                OWNER,
                texts.plain("importing.form_owner"),
                user_select(OWNER, placeholder=texts.plain("forms.choose"), chosen=owner),
            ),
            *pasted,
        ),
        texts.plain("forms.close"),
        submit=texts.plain("importing.submit"),
    )


def added(texts: Texts, *, drafts: int | None, place: str | None) -> View:
    """After the form: how many drafts there are, or that a place is watched."""
    if place is not None:
        words = texts.mrkdwn("importing.watching", place=shorten(place, PLACE_SHOWN))
    else:
        words = texts.mrkdwn("importing.pasted", count=drafts or 0)
    return View(
        "importing.shown", texts.plain("importing.title"), (section(words),), texts.plain("forms.close")
    )


def imported(texts: Texts, source: str, drafts: Sequence[Release]) -> Message:
    """To the PM whose drafts they are."""
    words = texts.mrkdwn("importing.imported", source=shorten(source, PLACE_SHOWN), count=len(drafts))
    blocks: list[Block] = [section(words)]
    lines: list[str] = [words]
    for draft in drafts[:SHOWN]:
        line = Mrkdwn.join_all(" · ", [bold(draft.ref), shorten(draft.name, NAME_SHOWN)])
        lines.append(line)
        blocks += [section(line, accessory=show_button(texts, draft))]
    if len(drafts) > SHOWN:
        blocks.append(context(texts.mrkdwn("importing.more", count=len(drafts) - SHOWN)))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def source_failed(texts: Texts, source: str, why: str, *, command: str) -> Message:
    """To the admins, once: what can't be read, why, and what to do."""
    words = Mrkdwn.join_all(
        "\n",
        [
            texts.mrkdwn("importing.failed", source=shorten(source, PLACE_SHOWN)),
            texts.mrkdwn(f"importing.why_{why}"),
            texts.mrkdwn("importing.failed_next", command=command),
        ],
    )
    return Message(words, (section(words),))


def _watched(texts: Texts, sources: Sequence[Source]) -> list[Block]:
    if not sources:
        return []
    blocks: list[Block] = [section(texts.mrkdwn("importing.watched"))]
    for source in sources:
        ask = confirm(
            texts.plain("importing.stop"),
            texts.plain("importing.stop_asked", place=shorten(source.place, PLACE_SHOWN)),
            texts.plain("importing.stop"),
            texts.plain("forms.cancel"),
        )
        stop = button(texts.plain("importing.stop"), STOP, source.id, confirm=ask)
        blocks.append(
            section(
                Mrkdwn.join_all("\n", [bold(shorten(source.label, PLACE_SHOWN)), _state(texts, source)]),
                accessory=stop,
            )
        )
    return [*blocks, divider()]


def _state(texts: Texts, source: Source) -> Mrkdwn:
    if source.last_error:
        return texts.mrkdwn(f"importing.why_{source.last_error}")
    if source.looked_at is None:
        return texts.mrkdwn("importing.not_looked_yet")
    return texts.mrkdwn("importing.looked", when=texts.slack_moment(source.looked_at))
