"""Modals in stacks of up to three, and each person's Home: https://docs.slack.dev/surfaces/modals"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import RLock
from typing import Literal

from bot.playground.world.elements import state, with_ids
from bot.playground.world.refusal import Refusal
from bot.playground.world.things import Json, View

STACK = 3


class Views:
    """What modals people have open. Payloads given here were checked before (`bot.playground.limits`)."""

    def __init__(self, lock: RLock, changed: Callable[[], None], new_id: Callable[[str], str]) -> None:
        self._lock = lock
        self._changed = changed
        self._new_id = new_id
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, person: str) -> tuple[View, ...]:
        """The person's open modal, the view in front last."""
        with self._lock:
            return tuple(self._stacks.get(person, ()))

    def top(self, person: str) -> View | None:
        stack = self.stack(person)
        return stack[-1] if stack else None

    def home(self, person: str) -> View | None:
        with self._lock:
            return self._homes.get(person)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """An open modal or a Home by Slack's id or by the app's own."""
        with self._lock:
            everything = [view for stack in self._stacks.values() for view in stack] + list(
                self._homes.values()
            )
        for view in everything:
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        return None

    def open(self, person: str, payload: Json) -> View:
        """A new modal; one that was open gives way."""
        with self._lock:
            self._refuse_taken(payload)
            view = self._new(person, "modal", payload)
            self._stacks[person] = [view]
            self._changed()
            return view

    def push(self, person: str, payload: Json) -> View:
        """A view on top of the person's modal; Refusal when there is none or three stand there already."""
        with self._lock:
            stack = self._stacks.get(person)
            if not stack:
                raise Refusal("not_found")
            if len(stack) >= STACK:
                raise Refusal("push_limit_reached")
            self._refuse_taken(payload)
            view = self._new(person, "modal", payload, under=stack[-1])
            stack.append(view)
            self._changed()
            return view

    def update(self, view: View, payload: Json, *, expected_hash: str | None = None) -> View:
        """Put new content into a view. What was typed stays where block and action ids are the same."""
        with self._lock:
            view = self._current(view)
            if expected_hash is not None and expected_hash != view.hash:
                raise Refusal("hash_conflict")
            if payload.get("external_id", "") != view.external_id:
                self._refuse_taken(payload)
            return self._store(self._content(view, payload))

    def publish(self, person: str, payload: Json, *, expected_hash: str | None = None) -> View:
        """The person's Home."""
        with self._lock:
            home = self._homes.get(person)
            if expected_hash is not None and home is not None and expected_hash != home.hash:
                raise Refusal("hash_conflict")
            self._homes[person] = self._content(home, payload) if home else self._new(person, "home", payload)
            self._changed()
            return self._homes[person]

    def put_values(self, view: View, values: Mapping[str, Mapping[str, Json]]) -> View:
        """What the person typed or chose, by block and action; `errors` of those blocks are gone."""
        with self._lock:
            view = self._current(view)
            merged = {block: dict(actions) for block, actions in view.values.items()}
            for block, actions in values.items():
                merged.setdefault(block, {}).update(actions)
            errors = {block: text for block, text in view.errors.items() if block not in values}
            return self._store(replace(view, values=merged, errors=errors, problem=None))

    def refuse(
        self, view: View, *, errors: Mapping[str, str] | None = None, problem: str | None = None
    ) -> View:
        """Show errors beside inputs, or a problem of the whole view."""
        with self._lock:
            return self._store(replace(self._current(view), errors=dict(errors or {}), problem=problem))

    def close(self, view: View) -> None:
        """Take the view away, with those on top of it."""
        with self._lock:
            stack = self._stacks.get(view.person, [])
            kept = stack[
                : next((n for n, open_view in enumerate(stack) if open_view.id == view.id), len(stack))
            ]
            self._stacks[view.person] = kept
            self._changed()

    def clear(self, person: str) -> None:
        """Close the person's modal, all of its views."""
        with self._lock:
            self._stacks.pop(person, None)
            self._changed()

    def _current(self, view: View) -> View:
        current = self.find(view.id)
        if current is None:
            raise Refusal("not_found")
        return current

    def _refuse_taken(self, payload: Json) -> None:
        if payload.get("external_id") and self.find(external_id=payload["external_id"]):
            raise Refusal("duplicate_external_id")

    def _store(self, view: View) -> View:
        if view.type == "home":
            self._homes[view.person] = view
        else:
            stack = self._stacks[view.person]
            stack[next(n for n, open_view in enumerate(stack) if open_view.id == view.id)] = view
        self._changed()
        return view

    def _new(
        self, person: str, kind: Literal["modal", "home"], payload: Json, under: View | None = None
    ) -> View:
        view_id = self._new_id("V")
        bare = View(
            id=view_id,
            person=person,
            type=kind,
            hash="",
            root_id=under.root_id if under else view_id,
            previous_id=under.id if under else None,
            blocks=(),
        )
        return self._content(bare, payload)

    def _content(self, view: View, payload: Json) -> View:
        blocks = with_ids(payload["blocks"], lambda: secrets.token_urlsafe(4))
        return replace(
            view,
            hash=f"{self._new_id('')}.{secrets.token_urlsafe(6)}",
            blocks=blocks,
            title=payload.get("title"),
            submit=payload.get("submit"),
            close=payload.get("close"),
            callback_id=payload.get("callback_id") or "",
            private_metadata=payload.get("private_metadata") or "",
            external_id=payload.get("external_id") or "",
            clear_on_close=bool(payload.get("clear_on_close")),
            notify_on_close=bool(payload.get("notify_on_close")),
            values=state(blocks, view.values),
            errors={},
            problem=None,
        )
