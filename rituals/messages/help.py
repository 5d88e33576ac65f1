"""How help looks: what a person can do here, with examples to copy, and the choice of their language."""

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
ADMIN_WORDS = ("setup", "roles", "emoji", "rituals", "doctor")
WORD_SHOWN = 80


@dataclass(frozen=True)
class Known:
    """What somebody can type here: commands, words, and the prefix before every command's name."""

    commands: Collection[str]
    words: Collection[str]
    prefix: str
    is_admin: bool


def help_message(
    texts: Texts, known: Known, *, unknown: str | None = None, notice: Mrkdwn | None = None
) -> Message:
    """Short help. `unknown`: what they typed, which is no word of ours. `notice`: such as who can set up."""
    lines = [texts.mrkdwn("help.intro")]
    if unknown:
        lines.insert(0, texts.mrkdwn("help.unknown", word=shorten(unknown, WORD_SHOWN)))
    examples = _lines(texts, known, [f"help.{name}" for name in COMMANDS if name in known.commands])
    everybody = _lines(
        texts,
        known,
        [
            f"help.{word}"
            for word in (
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
        ],
    )
    blocks: list[Block] = [section(line) for line in lines]
    blocks += [section(Mrkdwn.join_all("\n", examples)), section(Mrkdwn.join_all("\n", everybody))]
    lines += [*examples, *everybody]
    if known.is_admin:
        admin = _lines(texts, known, [f"help.{word}" for word in ADMIN_WORDS if word in known.words])
        admin.insert(0, texts.mrkdwn("help.for_admins"))
        blocks += [divider(), section(Mrkdwn.join_all("\n", admin))]
        lines += admin
    blocks.append(language_buttons(texts))
    if notice:
        blocks.append(context(notice))
        lines.append(notice)
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


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
    choices = [language for language in SPEAK if language != texts.language]
    return actions(
        *(button(texts.plain(f"help.in_{language}"), SPEAK[language], language) for language in choices)
    )


def _lines(texts: Texts, known: Known, keys: Sequence[str]) -> list[Mrkdwn]:
    return [texts.mrkdwn(key, prefix=known.prefix) for key in keys]
