"""The form of a release: a new one, or a change of one that is announced; and what *Preview* shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.kit.blocks import (
    INPUT_LIMIT,
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    context,
    date_input,
    divider,
    input_block,
    moment_input,
    multi_external_select,
    radio,
    section,
    select,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from storage.releases import State

ANNOUNCE = "releases.announce"
CHANGE = "releases.change"
PREVIEWED = "releases.previewed"

MORE_ROOM = "releases.more_room"
PREVIEW = "releases.preview"

# Names of the inputs: block and action carry the same, and errors come back by it.
NAME = "releases.name"
CHANGES = "releases.changes"
AUDIENCE = "releases.audience"
VALUE = "releases.value"
ARGUMENTS = "releases.arguments"
USE_CASES = "releases.use_cases"
RESULTS = "releases.results"
PROOF = "releases.proof"
QUESTIONS = "releases.questions"
LINK = "releases.link"
RELEASED_ON = "releases.released_on"
SHIPS = "releases.ships"
ANSWERS = "releases.answers"
TIER = "releases.tier"
WHEN = "releases.when"
AT = "releases.at"

NAME_LIMIT = 150
LINK_LIMIT = 1000
CHANGES_INPUTS = 5  # 12,000 characters cut between lines need one more input than their number says

LABELS = {
    NAME: "releases.form_name",
    CHANGES: "releases.form_changes",
    AUDIENCE: "releases.form_audience",
    VALUE: "releases.form_value",
    ARGUMENTS: "releases.form_arguments",
    USE_CASES: "releases.form_use_cases",
    RESULTS: "releases.form_results",
    PROOF: "releases.form_proof",
    QUESTIONS: "releases.form_questions",
    LINK: "releases.form_link",
    RELEASED_ON: "releases.form_date",
    SHIPS: "releases.form_ships",
    ANSWERS: "releases.form_answers",
    TIER: "releases.form_tier",
    WHEN: "releases.form_when",
    AT: "releases.form_at",
}
TIERS = ("0", "1", "2", "3")
WHENS = (State.ANNOUNCED, State.SCHEDULED, State.DRAFT)


@dataclass(frozen=True)
class Draft:
    """What the form holds, as it was typed: nothing is checked yet.

    `changes` by input, `released_on` as YYYY-MM-DD; `when` is the state that it is to be in, empty where that can't be
    chosen, `at` seconds since 1970.
    """

    name: str = ""
    changes: tuple[str, ...] = ("",)
    audience: str = ""
    value: str = ""
    arguments: str = ""
    use_cases: str = ""
    results: str = ""
    proof: str = ""
    questions: str = ""
    link: str = ""
    released_on: str = ""
    ships: tuple[Option, ...] = ()
    answers: tuple[Option, ...] = ()
    tier: str = ""
    when: str = ""
    at: str = ""


@dataclass(frozen=True)
class Opened:
    """The release that a form was opened to change, as it was then; empty for a new one. Kept in the form's memory."""

    release: str = ""
    revision: int = 0
    ref: str = ""

    def written(self) -> str:
        return f"{self.release} {self.revision} {self.ref}" if self.release else ""

    @classmethod
    def read(cls, memory: str) -> "Opened":
        if not memory:
            return cls()
        release, revision, ref = memory.split(" ", 2)
        return cls(release, int(revision), ref)


def changes_input(number: int) -> str:
    """The name of the first (0), second, ... input for what changed."""
    return CHANGES if number == 0 else f"{CHANGES}_{number + 1}"


def form(texts: Texts, draft: Draft, opened: Opened) -> View:
    """The form, filled with a draft: name and what changed are all that must be there to announce it."""
    title = (
        texts.plain("releases.edit_ref", ref=opened.ref)
        if opened.release
        else texts.plain("releases.form_title")
    )
    return View(
        CHANGE if opened.release else ANNOUNCE,
        title,
        (
            input_block(
                NAME,
                texts.plain(LABELS[NAME]),
                text_input(
                    NAME,
                    limit=NAME_LIMIT,
                    value=draft.name,
                    placeholder=texts.plain("releases.form_name_example"),
                ),
                optional=False,
            ),
            _words(
                texts,
                VALUE,
                draft.value,
                example="releases.form_value_example",
                hint="releases.form_value_hint",
            ),
            *_changes(texts, draft),
            _words(texts, AUDIENCE, draft.audience, example="releases.form_audience_example"),
            _words(texts, ARGUMENTS, draft.arguments, hint="releases.form_arguments_hint"),
            _words(texts, USE_CASES, draft.use_cases),
            _words(texts, RESULTS, draft.results),
            _words(texts, PROOF, draft.proof),
            _words(texts, QUESTIONS, draft.questions, hint="releases.form_questions_hint"),
            input_block(
                LINK,
                texts.plain(LABELS[LINK]),
                text_input(LINK, limit=LINK_LIMIT, value=draft.link, placeholder="https://"),
            ),
            input_block(
                RELEASED_ON,
                texts.plain(LABELS[RELEASED_ON]),
                date_input(RELEASED_ON, value=draft.released_on or None),
            ),
            input_block(
                SHIPS,
                texts.plain(LABELS[SHIPS]),
                multi_external_select(
                    SHIPS, placeholder=texts.plain("releases.form_ships_example"), chosen=draft.ships
                ),
                hint=texts.plain("releases.form_ships_hint"),
            ),
            input_block(
                ANSWERS,
                texts.plain(LABELS[ANSWERS]),
                multi_external_select(
                    ANSWERS, placeholder=texts.plain("releases.form_answers_example"), chosen=draft.answers
                ),
            ),
            input_block(
                TIER,
                texts.plain(LABELS[TIER]),
                select(
                    TIER,
                    [Option(texts.plain(f"releases.tier_{tier}"), tier) for tier in TIERS],
                    placeholder=texts.plain("releases.form_tier_example"),
                    chosen=draft.tier,
                ),
            ),
            *_when(texts, draft),
            actions(button(texts.plain("releases.preview"), PREVIEW)),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("releases.announce" if draft.when and not opened.release else "forms.save"),
        memory=opened.written(),
    )


def preview(texts: Texts, announcement: Message, more: tuple[Mrkdwn, ...], *, channel: str | None) -> View:
    """The announcement as it will stand in its channel, with what follows in its thread.

    `announcement` and `more` speak the channel's language, `texts` the reader's.
    """
    place = texts.mrkdwn("releases.preview_nowhere")
    if channel:
        place = texts.mrkdwn("releases.preview_in", channel=Mrkdwn(f"<#{channel}>"))
    thread: list[Block] = []
    if more:
        thread = [divider(), context(texts.mrkdwn("releases.preview_thread")), *map(section, more)]
    return View(
        PREVIEWED,
        texts.plain("releases.preview"),
        (context(place), divider(), *announcement.blocks, *thread),
        texts.plain("releases.back"),
    )


def not_ready(texts: Texts, errors: Mapping[str, str]) -> View:
    """What is in the way of a preview, by field (text keys)."""
    lines = [
        texts.mrkdwn("releases.problem", field=texts.plain(LABELS[field]), problem=texts.plain(key))
        for field, key in errors.items()
    ]
    words = Mrkdwn.join_all("\n", [texts.mrkdwn("releases.not_ready"), *lines])
    return View(PREVIEWED, texts.plain("releases.preview"), (section(words),), texts.plain("releases.back"))


def _changes(texts: Texts, draft: Draft) -> list[Block]:
    blocks = []
    for number, words in enumerate(draft.changes):
        name = changes_input(number)
        first = number == 0
        blocks.append(
            input_block(
                name,
                texts.plain(LABELS[CHANGES] if first else "releases.form_changes_more"),
                text_input(
                    name,
                    multiline=True,
                    value=words,
                    placeholder=texts.plain("releases.form_changes_example") if first else None,
                ),
                hint=texts.plain("releases.form_changes_hint", limit=INPUT_LIMIT) if first else None,
                optional=not first or bool(draft.when),  # a draft may say later what changed
            )
        )
    if len(draft.changes) < CHANGES_INPUTS:
        blocks.append(actions(button(texts.plain("releases.more_room"), MORE_ROOM)))
    return blocks


def _when(texts: Texts, draft: Draft) -> list[Block]:
    """What is to become of it; nothing to choose once it is announced."""
    if not draft.when:
        return []
    choices = [Option(texts.plain(f"releases.when_{when}"), when) for when in WHENS]
    return [
        input_block(WHEN, texts.plain(LABELS[WHEN]), radio(WHEN, choices, chosen=draft.when), optional=False),
        input_block(
            AT,
            texts.plain(LABELS[AT]),
            moment_input(AT, value=int(draft.at) if draft.at else None),
            hint=texts.plain("releases.form_at_hint"),
        ),
    ]


def _words(
    texts: Texts, name: str, value: str, *, example: str | None = None, hint: str | None = None
) -> Block:
    return input_block(
        name,
        texts.plain(LABELS[name]),
        text_input(name, multiline=True, value=value, placeholder=texts.plain(example) if example else None),
        hint=texts.plain(hint) if hint else None,
    )
