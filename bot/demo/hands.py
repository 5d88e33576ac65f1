"""What one can do in Slack, from which the story is told: type, click, fill in; whatever does not work stops the story."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.demo.clock import TimeTravel
from bot.demo.company import GENERAL
from bot.demo.story.events import Event, OnPlan
from bot.playground.acts import Acts, Outcome
from bot.playground.world import Channel, Message, View, World


class StoryStuck(Exception):
    """Somebody could not do what the story says: the bot, the playground or the story changed."""


class Hands:
    """Whoever an event is of does it."""

    def __init__(self, world: World, acts: Acts, travel: TimeTravel) -> None:
        self._world = world
        self._acts = acts
        self._travel = travel

    def _press(self, event: OnPlan, place: Message | View) -> None:
        shown: Message | View | None = place
        for button in event.buttons:
            if shown is None:
                raise StoryStuck(f"{event}: nothing opened that has {button}")
            shown = self._done(event, self._acts.click(event.who, shown, button)).view
        if event.form is not None and isinstance(shown, View):
            self._submit(event, shown, dict(event.form))
        elif event.form is not None:
            raise StoryStuck(f"{event}: no form was opened")

    def _among(self, event: Event, offered: Iterable[Mapping[str, Any]], words: Iterable[str]) -> list[str]:
        """The values of options, each found by words of it."""
        by_text = {option["text"]["text"]: option["value"] for option in offered}
        found = [value for word in words for text, value in by_text.items() if word in text]
        if not found:
            raise StoryStuck(f"{event}: nothing of that is offered")
        return found

    def _command(self, event: Event, typed: str) -> View | None:
        outcome = self._done(event, self._acts.type_command(event.who, GENERAL, typed))
        if outcome.ephemeral:  # gone by now, as after a reload of Slack
            self._world.drop_ephemeral(outcome.ephemeral.ts)
        return outcome.view

    def _form(self, event: Event, typed: str) -> View:
        view = self._command(event, typed)
        if view is None:
            raise StoryStuck(f"{event}: {typed} opened no form")
        return view

    def _submit(self, event: Event, view: View, values: dict[str, Any]) -> None:
        shown = self._done(event, self._acts.submit(event.who, view, values)).view
        if shown is None:
            raise StoryStuck(f"{event}: the form was not answered")
        self._travel.settle()  # some pages follow what happens, as long as they are open
        self._acts.close(event.who, shown, everything=True)

    def _find(self, event: Event, channel: Channel, words: str) -> Message:
        """The newest message of a channel with those words in its text or its blocks."""
        for message in reversed(self._world.messages(channel.id)):
            if words in message.text or words in json.dumps(message.blocks, ensure_ascii=False):
                return message
        raise StoryStuck(f"{event}: no message with {words!r} in #{channel.name}")

    def _done(self, event: Event, outcome: Outcome) -> Outcome:
        if not outcome.ok:
            raise StoryStuck(f"{event}: {outcome.error or dict(outcome.errors)}")
        return outcome
