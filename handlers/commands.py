"""Slash commands: each by its own name, and all of them as `/diapason <name>`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.references import references
from handlers.front import Body, Caller, caller, command_key
from rituals.services import Services

MAIN = "diapason"


@dataclass(frozen=True)
class Call:
    """One slash command as somebody sent it. `text` is what stands behind the command's name, still escaped by Slack."""

    caller: Caller
    name: str
    text: str
    body: Body

    @property
    def key(self) -> str:
        return command_key(self.body)

    @property
    def trigger_id(self) -> str:
        return str(self.body["trigger_id"])

    def words(self) -> tuple[str, str]:
        """The first word, casefolded, and what follows it, to the letter."""
        parts = self.text.split(None, 1)
        return (parts[0].casefold() if parts else ""), (parts[1] if len(parts) > 1 else "")


Answer = dict[str, Any] | None
Run = Callable[[Call], Answer]
"""A command's work: it returns the private answer, or None where it opened a form."""


@dataclass
class Commands:
    """The commands that the handlers declare; `bind` hands them to Bolt, the manifest and the help read them."""

    services: Services
    slash: dict[str, Run] = field(default_factory=dict)
    words: dict[str, Run] = field(default_factory=dict)
    references: dict[str, Run] = field(default_factory=dict)
    """By letter, what opens the thing that `/diapason S-12` names."""
    fallback: Run | None = None

    def command(self, name: str) -> Callable[[Run], Run]:
        """Declare `/name` and `/diapason name`."""

        def declare(run: Run) -> Run:
            self.slash[name] = run
            self.words[name] = run
            return run

        return declare

    def word(self, *names: str) -> Callable[[Run], Run]:
        """Declare `/diapason name`, with its names in both languages."""

        def declare(run: Run) -> Run:
            for name in names:
                self.words[name] = run
            return run

        return declare

    def bind(self, app: App) -> None:
        """Listen to every command, also to those declared later. A command's answer leaves in the ack, after the commit.

        Bolt tries an app's listeners in turn: one for all commands, bound before the others, is found at once.
        """
        ours = self.slash_name("")

        @app.command(re.compile(re.escape(ours)))
        def listener(ack: Ack, body: dict[str, Any]) -> None:
            name = body["command"].removeprefix(ours)
            run = self.slash.get(name, self._main)
            answer = run(Call(caller(self.services, body), name, body.get("text", ""), body))
            if answer is None:
                ack()
            else:
                ack(**answer)

    def slash_name(self, name: str) -> str:
        return f"/{self.services.command_prefix}{name}"

    def click(self, body: Body, text: str) -> None:
        """Do what `/diapason` and this text do, for whoever clicked; what it answers comes beside the message."""
        said = self._main(Call(caller(self.services, body), MAIN, text, body))
        if said and (url := body.get("response_url")):
            self.services.reply(url, said | {"replace_original": False})

    def _main(self, call: Call) -> Answer:
        word, rest = call.words()
        run = self.words.get(word)
        if run is not None:
            return run(Call(call.caller, word, rest, call.body))
        named = references(plain(call.text, escaped=True))
        if named and (opens := self.references.get(named[0][0])):
            return opens(call)
        assert self.fallback is not None  # handlers.help declares it
        return self.fallback(call)
