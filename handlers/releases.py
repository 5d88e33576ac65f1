"""Releases: `/release`, the form with its preview, the buttons on announcements, drafts and lists."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Block
from bot.kit.frontdoor import plain
from bot.kit.message import View
from bot.kit.references import references
from bot.kit.texts import Texts
from handlers.commands import Answer, Call, Commands
from handlers.front import Body, Caller, caller, clicked, filled, form_key, picked, show, suggesting
from rituals.launches import gate
from rituals.messages import launch_gate as gate_looks
from rituals.messages import launch_outcomes as outcomes
from rituals.messages import release_audiences as audiences
from rituals.messages import release_drafts as drafts
from rituals.messages import release_forms as forms
from rituals.messages import release_imports as imports
from rituals.messages import release_lists as lists
from rituals.messages import release_reviews as reviews
from rituals.messages import releases as looks
from rituals.messages.demos import shown_at
from rituals.messages.release_forms import Draft, Opened
from rituals.messages.setup import not_set_up
from rituals.messages.surveys import of_release
from rituals.refusals import FieldErrors
from rituals.releases import announce as announcing
from rituals.releases import edit as editing
from rituals.releases import finding, stages
from rituals.releases.cards import PURPOSE
from rituals.releases.finding import Found
from rituals.releases.forms import content, draft_of, empty_draft, links, wish
from rituals.releases.importing import adding
from rituals.roadmap.suggestions import item_options, signal_options
from rituals.services import Services, user_of

LIST_WORDS = ("list", "liste")
IMPORT_WORDS = ("import", "importer")


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("release")
    def release(call: Call) -> Answer:
        return _form_or_answer(services, call, commands.slash_name("release"))

    commands.references["r"] = release

    @app.view(forms.ANNOUNCE)
    def announced(ack: Ack, body: dict[str, Any]) -> None:
        who, draft = caller(services, body), _draft(body)
        said = content(draft, finding.today(services, who.person))
        wanted = wish(draft, services.now())
        found = announcing.announce(services, who.person, said, form_key(body), links(draft), wanted)
        ack(response_action="update", view=_standing(services, who, found).payload())

    @app.view(forms.CHANGE)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who, draft = caller(services, body), _draft(body)
        said = content(draft, finding.today(services, who.person))
        wanted = wish(draft, services.now())
        found = editing.change(services, who.person, _opened(body), said, links(draft), wanted)
        held = wanted.announces and not found.release.is_announced
        missing = gate.look(services, who.person, found.release.id) if held else None
        page = (
            gate_looks.form(who.texts, missing, saved=True)
            if missing
            else _standing(services, who, found, changed=True)
        )
        ack(response_action="update", view=page.payload())

    @app.action(forms.MORE_ROOM)
    def more_room(ack: Ack, body: dict[str, Any]) -> None:
        who, draft = caller(services, body), _draft(body, one_more=True)
        services.views.update(body["view"]["id"], forms.form(who.texts, draft, _opened(body)))
        ack()

    @app.action(forms.PREVIEW)
    def preview(ack: Ack, body: dict[str, Any]) -> None:
        services.views.push(body["trigger_id"], _preview(services, caller(services, body), body))
        ack()

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = editing.open_to_edit(services, who.person, clicked(body))
        release = found.release
        draft = draft_of(release, found.ships, found.answers)
        form = forms.form(who.texts, draft, Opened(release.id, release.revision, release.ref))
        # In a modal the form takes the page's place: with its preview it must stay within Slack's three pages.
        if body.get("view"):
            services.views.update(body["view"]["id"], form)
        else:
            services.views.open(body["trigger_id"], form)
        ack()

    @app.action(looks.SHOW)
    def show_release(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = finding.open_release(services, who.person, clicked(body))
        if found.release.is_announced:
            page = looks.whole(
                who.texts,
                found.release,
                found.author,
                editable=found.editable,
                told=_came_of(who.texts, found),
                more=outcomes.buttons(who.texts, found.came),
            )
        else:
            page = _draft_page(who, found)
        show(services, body, page)
        ack()

    @app.action(drafts.ANNOUNCE_NOW)
    def announce_now(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        if missing := gate.look(services, who.person, clicked(body)):
            services.views.update(body["view"]["id"], gate_looks.form(who.texts, missing))
        else:
            found = stages.announce_now(services, who.person, clicked(body))
            services.views.update(body["view"]["id"], _standing(services, who, found))
        ack()

    @app.view(gate_looks.FORM)
    def announced_despite(ack: Ack, body: dict[str, Any]) -> None:
        who, release = caller(services, body), body["view"]["private_metadata"]
        why = filled(body).get(gate_looks.WHY)
        found = stages.announce_now(services, who.person, release, despite=why)
        ack(response_action="update", view=_standing(services, who, found).payload())

    @app.action(looks.WITHDRAW)
    def withdraw(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = editing.open_to_edit(services, who.person, clicked(body))
        show(services, body, drafts.why_form(who.texts, found.release))
        ack()

    @app.view(drafts.WITHDRAWN)
    def withdrawn(ack: Ack, body: dict[str, Any]) -> None:
        who, why = caller(services, body), filled(body).get(drafts.WHY)
        found = stages.withdraw(services, who.person, body["view"]["private_metadata"], why)
        ack(response_action="update", view=_standing(services, who, found).payload())

    @app.action(drafts.TAKE_UP)
    def take_up(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = stages.take_up_again(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], _standing(services, who, found))
        ack()

    suggesting(app, services, forms.SHIPS, lambda who, typed: item_options(services, who.person, typed))
    suggesting(app, services, forms.ANSWERS, lambda who, typed: signal_options(services, who.person, typed))

    @app.action(looks.OPEN_LINK)
    def open_link(ack: Ack) -> None:
        ack()  # the browser has opened it; Slack asks all the same


def _form_or_answer(services: Services, call: Call, command: str) -> Answer:
    who = call.caller
    typed = plain(call.text, escaped=True).strip()
    if not typed:
        draft = empty_draft(*finding.open_form(services, who.person))
        services.views.open(call.trigger_id, forms.form(who.texts, draft, Opened()))
        return None
    if typed.casefold() in LIST_WORDS:
        announced = finding.newest(services, who.person)
        unannounced = finding.unannounced(services, who.person)
        return lists.listing(who.texts, announced, unannounced, command=command).ephemeral()
    if typed.casefold() in IMPORT_WORDS:
        page = adding.open_form(services, who.person)
        form = imports.import_form(who.texts, page.since, page.sources, owner=user_of(who.person.id))
        services.views.open(call.trigger_id, form)
        return None
    match references(typed):
        case [("r", number)]:
            return _by_reference(services, call, number, command)
        case _:
            return looks.unknown(who.texts, typed=typed, command=command).ephemeral()


def _by_reference(services: Services, call: Call, number: int, command: str) -> Answer:
    who = call.caller
    found = finding.by_number(services, who.person, number)
    if found is None:
        return looks.not_found(who.texts, number=number, command=command).ephemeral()
    if not found.release.is_announced:
        services.views.open(call.trigger_id, _draft_page(who, found))
        return None
    more = [*outcomes.buttons(who.texts, found.came), audiences.copy_button(who.texts, found.release)]
    if found.editable:
        more.insert(0, audiences.audiences_button(who.texts, found.release))
    shown = looks.shown(
        who.texts,
        found.release,
        found.author,
        editable=found.editable,
        ships=found.ships,
        told=_came_of(who.texts, found),
        more=more,
    )
    return shown.ephemeral()


def _preview(services: Services, who: Caller, body: Body) -> View:
    try:
        said = content(_draft(body), finding.today(services, who.person))
    except FieldErrors as problem:
        return forms.not_ready(who.texts, problem.errors)
    found, texts = finding.rehearse(services, who.person, said, _opened(body).release)
    announcement = looks.announcement(texts, found.release, found.author, live=False)
    more = tuple(looks.part_words(texts, part) for part in looks.parts(found.release))
    return forms.preview(who.texts, announcement, more, channel=found.workspace.channel(PURPOSE))


def _draft_page(who: Caller, found: Found) -> View:
    texts, release = who.texts, found.release
    more = (
        audiences.audiences_button(texts, release),
        audiences.copy_button(texts, release),
        reviews.ask_button(texts, release),
        *outcomes.buttons(texts, found.came),
    )
    rights = drafts.Rights(edit=found.editable, publish=found.publishable, more=more)
    return drafts.page(texts, release, rights, [*looks.body(texts, release), *_came_of(texts, found)])


def _came_of(texts: Texts, found: Found) -> list[Block]:
    """What came of its launch, and what surveys about it came to."""
    scores = of_release(texts, found.scores)
    return [*outcomes.blocks(texts, found.came), *scores, *shown_at(texts, found.shown)]


def _standing(services: Services, who: Caller, found: Found, *, changed: bool = False) -> View:
    """Where a release stands after what somebody did."""
    if not found.release.is_announced:
        return _draft_page(who, found)
    notice = not_set_up(who.texts, found.workspace, who.person.is_admin, prefix=services.command_prefix)
    place = looks.place(who.texts, found.workspace.channel(PURPOSE), notice)
    return looks.confirmation(who.texts, found.release, place=place, changed=changed, ships=found.ships)


def _opened(body: Body) -> Opened:
    return Opened.read(body["view"]["private_metadata"])


def _draft(body: Body, *, one_more: bool = False) -> Draft:
    """What the form holds, with one more input for what changed where that was asked for."""
    values = filled(body)
    changes = _changes(body) + (("",) if one_more else ())
    return Draft(
        name=values.get(forms.NAME, ""),
        changes=changes[: forms.CHANGES_INPUTS],
        audience=values.get(forms.AUDIENCE, ""),
        value=values.get(forms.VALUE, ""),
        arguments=values.get(forms.ARGUMENTS, ""),
        use_cases=values.get(forms.USE_CASES, ""),
        results=values.get(forms.RESULTS, ""),
        proof=values.get(forms.PROOF, ""),
        questions=values.get(forms.QUESTIONS, ""),
        link=values.get(forms.LINK, ""),
        released_on=values.get(forms.RELEASED_ON, ""),
        ships=picked(body, forms.SHIPS),
        answers=picked(body, forms.ANSWERS),
        tier=values.get(forms.TIER, ""),
        when=values.get(forms.WHEN, ""),
        at=values.get(forms.AT, ""),
    )


def _changes(body: Body) -> tuple[str, ...]:
    """What changed, by input and to the letter: in Markdown an indent or an empty line at a border has a meaning."""
    typed = {
        action_id: plain(field.get("value") or "", escaped=False)
        for block in body["view"]["state"]["values"].values()
        for action_id, field in block.items()
    }
    names = (forms.changes_input(number) for number in range(forms.CHANGES_INPUTS))
    return tuple(typed[name] for name in names if name in typed)
