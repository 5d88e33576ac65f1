"""How help looks: first what matters to a person, with examples to click; then all there is; the choice of their language."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.kit.blocks import Block, Mrkdwn, actions, button, context, divider, section, shorten
from bot.kit.message import Message
from bot.kit.texts import Texts

SPEAK = {"fr": "help.speak_french", "en": "help.speak_english", "auto": "help.speak_as_slack"}

COMMANDS = (
    "signal",
    "feedback",
    "release",
    "launch",
    "roadmap",
    "demo",
    "digest",
)  # in the order in which people need them
EVERYBODYS_WORDS = (
    "search",
    "inbox",
    "areas",
    "themes",
    "radar",
    "survey",
    "accounts",
    "history",
    "export",
    "language",
    "anywhere",
)
ADMIN_WORDS = ("setup", "roles", "emoji", "rituals", "doctor")
FIRST = {
    "sales": ("signal", "search", "digest"),
    "pm": ("inbox", "roadmap", "release", "poll"),
    "marketing": ("launch", "digest", "radar"),
    "member": ("digest", "search", "signal"),
}
"""By role, what its people need first."""
FIRST_OF_ADMINS = ("setup", "rituals", "roles", "doctor")

EVERYTHING = "help.everything"
EXAMPLES = {f"help.do_{word}": word for words in (*FIRST.values(), FIRST_OF_ADMINS) for word in words}
"""By button, the word behind `/diapason` that it does."""
WORD_SHOWN = 80


@dataclass(frozen=True)
class Known:
    """What somebody can type here: commands, words, and the prefix before every command's name."""

    commands: Collection[str]
    words: Collection[str]
    prefix: str
    is_admin: bool


def help_message(
    texts: Texts, known: Known, role: str, *, unknown: str | None = None, notice: Mrkdwn | None = None
) -> Message:
    """What matters first in a role, each with a button that does it.

    `unknown`: what they typed, which is no word of ours. `notice`: such as who can set up.
    """
    lines = [texts.mrkdwn("help.intro")]
    if unknown:
        lines.insert(0, texts.mrkdwn("help.unknown", word=shorten(unknown, WORD_SHOWN)))
    blocks: list[Block] = [section(line) for line in lines]
    parts = [(f"help.for_{role}", FIRST[role])]
    if known.is_admin:
        parts.append(("help.for_admins", FIRST_OF_ADMINS))
    for head, words in parts:
        told = _lines(texts, known, [f"help.{word}" for word in words])
        examples = [button(texts.plain(f"help.do_{word}"), f"help.do_{word}") for word in words]
        lines += [texts.mrkdwn(head), *told]
        blocks += [divider(), section(texts.mrkdwn(head))]
        blocks += [section(line, accessory=example) for line, example in zip(told, examples, strict=True)]
    blocks.append(actions(button(texts.plain("help.everything"), EVERYTHING), *_languages(texts)))
    return _noticed(lines, blocks, notice)


def everything(texts: Texts, known: Known, *, notice: Mrkdwn | None = None) -> Message:
    """All that somebody can type."""
    parts = [
        _lines(texts, known, [f"help.{name}" for name in COMMANDS if name in known.commands]),
        _lines(texts, known, [f"help.{word}" for word in EVERYBODYS_WORDS]),
    ]
    if known.is_admin:
        words = [f"help.{word}" for word in ADMIN_WORDS if word in known.words]
        parts.append([texts.mrkdwn("help.for_admins"), *_lines(texts, known, words)])
    blocks: list[Block] = [section(Mrkdwn.join_all("\n", part)) for part in parts]
    if known.is_admin:
        blocks.insert(-1, divider())
    return _noticed([line for part in parts for line in part], [*blocks, language_buttons(texts)], notice)


def language_asked(texts: Texts, *, unknown: str | None = None) -> Message:
    """Which language? With what was typed, if that was none that we speak."""
    lines: list[Mrkdwn] = []
    if unknown:
        lines.append(texts.mrkdwn("help.language_unknown", word=shorten(unknown, WORD_SHOWN)))
    lines.append(texts.mrkdwn("help.language_asked"))
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words), language_buttons(texts)))


def language_chosen(texts: Texts, *, by_itself: bool) -> Message:
    """The answer to a choice, in the new language. `by_itself`: the choice was to follow Slack."""
    words = texts.mrkdwn("help.language_follows" if by_itself else "help.language_chosen")
    return Message(words, (section(words), language_buttons(texts)))


def language_buttons(texts: Texts) -> Block:
    """A button for each language, in its own words; the one spoken now is left out."""
    return actions(*_languages(texts))


def _languages(texts: Texts) -> list[Block]:
    choices = [language for language in SPEAK if language != texts.language]
    return [button(texts.plain(f"help.in_{language}"), SPEAK[language], language) for language in choices]


def _noticed(lines: list[Mrkdwn], blocks: list[Block], notice: Mrkdwn | None) -> Message:
    if notice:
        lines, blocks = [*lines, notice], [*blocks, context(notice)]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def _lines(texts: Texts, known: Known, keys: Sequence[str]) -> list[Mrkdwn]:
    return [texts.mrkdwn(key, prefix=known.prefix) for key in keys]
