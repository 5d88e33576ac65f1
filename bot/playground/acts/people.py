"""All acts, with those on modals: submitting and closing."""

from dataclasses import replace
from typing import Any

from bot.playground.acts.accounts import Accounts
from bot.playground.acts.filling import Values, client_errors
from bot.playground.acts.outcome import Impossible, Outcome
from bot.playground.acts.sender import read_body
from bot.playground.acts.slack_says import say
from bot.playground.acts.talking import Talking
from bot.playground.acts.touching import Touching
from bot.playground.acts.transport import Reply
from bot.playground.api.views import read_view
from bot.playground.world import Person, Refusal, View
from bot.playground.world.elements import elements


class Acts(Talking, Touching, Accounts):
    """What people do in a world, told to the app at `bot_url` in requests signed with `signing_secret`."""

    def submit(self, person: Person | str, view: View, values: Values | None = None) -> Outcome:
        """Send a modal, filled in with `values` (by block id or action id).

        The client checks first; then the app's answer closes the view, shows errors, or puts another in its place.
        """
        who, current = self._modal(person, view)
        if current.submit is None and any(block["type"] == "input" for block in current.blocks):
            raise Impossible("the view has nothing to submit")
        current = self.world.views.put_values(current, self._fill(who, current, values))
        if errors := client_errors(who, current):
            current = self.world.views.refuse(current, errors=errors)
            return Outcome(errors=errors, view=current)
        payload = self._common("view_submission", who) | {
            "trigger_id": self.world.triggers.issue(who.id),
            "view": current.payload(self.world.team, self.world.app_id, self.world.bot_id),
            "response_urls": [],
        }
        request = self._interactive(payload)
        reply, error = self._send(request)
        if reply is not None and error is None:
            error = self._respond(who, current, reply)
        if error is not None and (still := self.world.views.find(current.id)):
            self.world.views.refuse(still, problem=say(who, "no_connection"))
        self._deliver_new_events()
        front = self.world.views.top(who.id)
        return Outcome(
            error=error,
            errors=front.errors if front else {},
            view=front,
            status=reply.status if reply else None,
            request=request,
        )

    def close(self, person: Person | str, view: View, *, everything: bool = False) -> Outcome:
        """Leave a modal by its close button, or all of its views at once."""
        who, current = self._modal(person, view)
        cleared = everything or current.clear_on_close
        stack = self.world.views.stack(who.id)
        if cleared:
            self.world.views.clear(who.id)
        else:
            self.world.views.close(current)
        outcome = Outcome(view=self.world.views.top(who.id))
        for left in reversed(stack) if cleared else (current,):
            if left.notify_on_close:
                payload = self._common("view_closed", who) | {
                    "view": left.payload(self.world.team, self.world.app_id, self.world.bot_id),
                    "is_cleared": cleared,
                }
                request = self._interactive(payload)
                reply, error = self._send(request)
                outcome = replace(
                    outcome, error=error, status=reply.status if reply else None, request=request
                )
        self._deliver_new_events()
        return outcome

    def _modal(self, person: Person | str, view: View) -> tuple[Person, View]:
        """The view in front of this person."""
        who = self._person(person)
        front = self.world.views.top(who.id)
        if front is None or front.id != view.id:
            raise Impossible(f"{who.name} does not have that view in front")
        return who, front

    def _respond(self, who: Person, view: View, reply: Reply) -> str | None:
        """Do what the answer to a submission says; Slack's word for an answer it does not understand."""
        try:
            body = read_body(reply)
        except ValueError:
            return "invalid_response"
        if not body:
            self.world.views.close(view)
            return None
        if not isinstance(body, dict):
            return "invalid_response"
        try:
            return self._do(who, view, body)
        except Refusal as refusal:
            return refusal.code

    def _do(self, who: Person, view: View, body: dict[str, Any]) -> str | None:
        views = self.world.views
        match body.get("response_action"):
            case "clear":
                views.clear(who.id)
            case "update":
                # An app may have redrawn the view itself meanwhile: the last word counts.
                views.update(view, read_view(body.get("view"), "modal"))
            case "push":
                views.push(who.id, read_view(body.get("view"), "modal"))
            case "errors":
                errors = body.get("errors")
                inputs = {block["block_id"] for block, _ in elements(view.blocks) if block["type"] == "input"}
                if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
                    return "invalid_response"
                views.refuse(view, errors={block: str(text) for block, text in errors.items()})
            case _:
                return "invalid_response"
        return None
