"""Telling the story: each event is done by its person, in signed requests, while the clock goes through the weeks."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from bot.demo.clock import TimeTravel
from bot.demo.company import CHANNELS, DIGEST, GENERAL, PEOPLE, RELEASES, SIGNALS
from bot.demo.hands import Hands, StoryStuck
from bot.demo.story import Told
from bot.demo.story.events import (
    Acknowledge,
    Announce,
    Answer,
    Area,
    Ask,
    Command,
    Decide,
    Event,
    Fill,
    FinishTask,
    GiveRoles,
    Launch,
    OnDemo,
    OnPlan,
    OnPoll,
    OnTask,
    Plan,
    Rate,
    React,
    Say,
    SetUp,
    Subscribe,
    Survey,
    Vote,
)
from bot.demo.welcome import welcome
from bot.playground.acts import Acts, Impossible
from bot.playground.world import View, World
from rituals.messages import (
    areas,
    launch_forms,
    launches,
    polls,
    release_forms,
    release_reviews,
    roadmap,
    roadmap_forms,
    roles,
    setup,
    signal_forms,
    surveys,
)
from rituals.messages.digest import forms as digest_forms
from rituals.messages.polls import forms as poll_forms
from rituals.messages.polls import voting
from rituals.messages.surveys import asking
from rituals.messages.surveys import forms as survey_forms
from rituals.messages.triage import card as triage
from rituals.messages.triage import forms as decisions
from rituals.polls.counting import Kind as PollKind
from storage.releases import State
from storage.surveys import About

log = structlog.get_logger()


class Teller(Hands):
    """Has people do what the story says. `language` is what the company chooses for its channels."""

    def __init__(self, world: World, acts: Acts, travel: TimeTravel, *, language: str) -> None:
        super().__init__(world, acts, travel)
        self._language = language

    def plan(self, story: Iterable[Told], *, surely: bool) -> None:
        """Have the story happen as the clock comes by.

        Where it can't go on it raises StoryStuck, or with `surely=False` leaves that event out: visitors may have
        changed the world meanwhile.
        """
        do = self._do if surely else self._try
        self._travel.plan((instant, partial(do, event)) for instant, event in story)

    def everybody_reads(self) -> None:
        """All that is there has been seen by everybody."""
        for channel in CHANNELS:
            for person in channel.members:
                self._world.mark_read(person, channel.id)

    def welcome_everybody(self) -> None:
        """Each person is told, privately, what there is to try."""
        for person in PEOPLE:
            self._world.whisper(GENERAL.id, person.id, welcome(person), from_slack=True)

    def _try(self, event: Event) -> None:
        try:
            self._do(event)
        except (StoryStuck, Impossible) as problem:
            log.warning("story_event_left_out", at=event.at, by=event.who.id, error=type(problem).__name__)

    def _do(self, event: Event) -> None:
        match event:
            case Say():
                thread = self._find(event, event.channel, event.under).ts if event.under else None
                self._acts.say(event.who, event.channel, event.text, thread_ts=thread)
            case React():
                self._acts.react(event.who, self._find(event, event.channel, event.on), event.emoji)
            case Command():
                self._command(event, event.text)
            case SetUp():
                channels = {"signals": SIGNALS, "releases": RELEASES, "digest": DIGEST}
                chosen = {setup.CHANNELS[purpose]: channel.id for purpose, channel in channels.items()}
                view = self._form(event, "/diapason setup")
                self._submit(event, view, {setup.LANGUAGE: self._language, **chosen})
            case GiveRoles():
                self._give_roles(event)
            case Fill():
                self._fill(event)
            case Announce():
                self._announce(event)
            case Subscribe():
                view = self._form(event, "/digest subscribe")
                self._submit(event, view, {digest_forms.AT: event.hour})
            case Plan():
                self._plan(event)
            case Launch():
                self._launch(event)
            case FinishTask():
                self._finish_task(event)
            case OnTask():
                self._press(event, self._own_task(event))
            case OnDemo():
                page = self._form(event, f"/demo {event.which}".strip())
                self._press(event, page)
                if event.form is None:
                    self._acts.close(event.who, page, everything=True)
            case OnPoll():
                self._press(event, self._find(event, GENERAL, event.on))
            case OnPlan():
                self._press(event, self._find(event, RELEASES, launches.ALL))
            case Ask():
                self._ask(event)
            case Vote():
                self._vote(event)
            case Survey():
                self._survey(event)
            case Rate():
                self._rate(event)
            case Area():
                self._area(event)
            case Acknowledge():
                card = self._find(event, SIGNALS, event.on)
                self._done(event, self._acts.click(event.who, card, triage.ACKNOWLEDGE))
            case Decide():
                values = {
                    decisions.CHOICE: event.answer,
                    decisions.REASON: event.reason,
                    decisions.WORDS: event.words,
                }
                self._on_card(event, event.on, triage.DECIDE, values)
            case Answer():
                self._on_card(event, event.on, triage.ANSWER, {decisions.TEXT: event.text})

    def _give_roles(self, event: GiveRoles) -> None:
        view = self._form(event, "/diapason roles")
        for role in event.groups:  # the menus offer what is in Slack
            self._done(event, self._acts.suggest(event.who, view, roles.GROUPS[role], ""))
        self._submit(event, view, {roles.GROUPS[role]: [group] for role, group in event.groups.items()})

    def _fill(self, event: Fill) -> None:
        view = self._form(event, "/signal")
        values = {
            signal_forms.TEXT: event.text,
            signal_forms.KIND: event.kind,
            signal_forms.ACCOUNT: event.account,
            signal_forms.THEMES: event.themes,
            signal_forms.IMPORTANCE: event.importance,
            signal_forms.COMPETITOR: event.competitor,
            signal_forms.AMOUNT: event.amount,
            signal_forms.VISIBILITY: "restricted" if event.restricted else "",
        }
        if event.account:  # the menu offers what was typed into it
            self._done(event, self._acts.suggest(event.who, view, signal_forms.ACCOUNT, event.account))
        self._submit(event, view, {name: value for name, value in values.items() if value})

    def _announce(self, event: Announce) -> None:
        view = self._form(event, "/release")
        values = {
            release_forms.NAME: event.name,
            release_forms.CHANGES: event.changes,
            release_forms.AUDIENCE: event.audience,
            release_forms.VALUE: event.value,
            release_forms.PROOF: event.proof,
            release_forms.QUESTIONS: event.questions,
            release_forms.LINK: event.link,
        }
        if event.goes_out:
            at = str(int((self._world.clock() + event.goes_out).timestamp()))
            values |= {release_forms.WHEN: State.SCHEDULED, release_forms.AT: at}
        if event.review_in is None:
            self._submit(event, view, values)
            return
        draft = values | {release_forms.WHEN: State.DRAFT}
        page = self._done(event, self._acts.submit(event.who, view, draft)).view
        ask = self._done(event, self._acts.click(event.who, page, release_reviews.ASK)).view if page else None
        if ask is None:
            raise StoryStuck(f"{event}: no review can be asked")
        asked = {release_reviews.CHANNEL: event.review_in.id, release_reviews.NOTE: event.note}
        self._submit(event, ask, asked)

    def _plan(self, event: Plan) -> None:
        form = self._form(event, "/roadmap add")
        values = {
            roadmap_forms.TITLE: event.title,
            roadmap_forms.PLACE: event.place,
            roadmap_forms.OWNER: event.who.id,
        }
        item = self._done(event, self._acts.submit(event.who, form, values)).view
        if item is None:
            raise StoryStuck(f"{event}: the item is not shown")
        for words in event.signals:
            link = self._done(event, self._acts.click(event.who, item, roadmap.LINK)).view
            found = self._acts.suggest(event.who, link, roadmap_forms.SIGNAL, words).options if link else None
            if not link or not found:
                raise StoryStuck(f"{event}: no signal with {words!r}")
            self._done(event, self._acts.submit(event.who, link, {roadmap_forms.SIGNAL: found[0]["value"]}))
        self._acts.close(event.who, item, everything=True)

    def _launch(self, event: Launch) -> None:
        form = self._form(event, f"/launch start {event.release}")
        today = self._world.clock().date()
        values: dict[str, Any] = {
            launch_forms.ANSWERS: list(event.answers),
            launch_forms.READY_ON: (today + timedelta(days=event.ready_in)).isoformat(),
            launch_forms.MARKET_ON: (today + timedelta(days=event.market_in)).isoformat(),
            launch_forms.CHANNEL: RELEASES.id,
        }
        second = self._done(event, self._acts.submit(event.who, form, values)).view
        if second is None:
            raise StoryStuck(f"{event}: no tier was proposed")
        holders = {launch_forms.role_input(role): person.id for role, person in event.roles}
        self._submit(event, second, holders)

    def _finish_task(self, event: FinishTask) -> None:
        task = self._own_task(event)
        self._done(event, self._acts.click(event.who, task, launches.DONE))
        self._acts.close(event.who, task, everything=True)

    def _own_task(self, event: Event) -> View:
        """The page of the first of somebody's tasks."""
        mine = self._form(event, "/launch mine")
        task = self._done(event, self._acts.click(event.who, mine, launches.OPEN_TASK)).view
        if task is None:
            raise StoryStuck(f"{event}: there is no task")
        return task

    def _ask(self, event: Ask) -> None:
        form = self._form(event, "/roadmap poll")
        values: dict[str, Any] = {
            poll_forms.QUESTION: event.question,
            poll_forms.KIND: PollKind.SEVERAL if event.several else PollKind.ONE,
            poll_forms.FREE: event.options,
            poll_forms.CHANNEL: GENERAL.id,
            poll_forms.OPEN_FOR: str(event.hours),
            poll_forms.MORE: ["comments"],
        }
        if event.items:
            offered = self._acts.suggest(event.who, form, poll_forms.ITEMS, "").options
            values[poll_forms.ITEMS] = self._among(event, offered, event.items)
        draft = self._done(event, self._acts.submit(event.who, form, values)).view
        if draft is None:
            raise StoryStuck(f"{event}: no draft is shown")
        self._done(event, self._acts.click(event.who, draft, polls.POST))
        self._acts.close(event.who, draft, everything=True)

    def _vote(self, event: Vote) -> None:
        card = self._find(event, GENERAL, event.on)
        form = self._done(event, self._acts.click(event.who, card, polls.VOTE)).view
        if form is None:
            raise StoryStuck(f"{event}: no form to vote")
        [menu] = [block["element"] for block in form.blocks if block.get("block_id") == voting.CHOICE]
        chosen = self._among(event, menu["options"], event.options)
        choice: Any = chosen if menu["type"] == "checkboxes" else chosen[0]
        self._submit(event, form, {voting.CHOICE: choice, voting.COMMENT: event.comment})

    def _survey(self, event: Survey) -> None:
        listed = self._form(event, "/diapason survey")
        form = self._done(event, self._acts.click(event.who, listed, surveys.NEW)).view
        if form is None:
            raise StoryStuck(f"{event}: no form for a survey")
        values = {
            survey_forms.KIND: About.TOOL,
            survey_forms.NAME: event.name,
            survey_forms.MEMBERS: GENERAL.id,
            survey_forms.CHANNEL: GENERAL.id,
            survey_forms.OPEN_DAYS: str(event.days),
        }
        draft = self._done(event, self._acts.submit(event.who, form, values)).view
        if draft is None:
            raise StoryStuck(f"{event}: no draft is shown")
        self._done(event, self._acts.click(event.who, draft, surveys.SEND))
        self._acts.close(event.who, draft, everything=True)

    def _rate(self, event: Rate) -> None:
        asked = self._find(event, self._world.direct(event.who.id), event.name)
        form = self._done(event, self._acts.click(event.who, asked, surveys.ANSWER)).view
        if form is None:
            raise StoryStuck(f"{event}: no form to answer")
        self._submit(event, form, {asking.MARK: str(event.mark), asking.WHY: event.why})

    def _area(self, event: Area) -> None:
        board = self._form(event, "/diapason areas")
        form = self._done(event, self._acts.click(event.who, board, areas.ADD)).view
        if form is None:
            raise StoryStuck(f"{event}: no form for an area")
        values = {areas.NAME: event.name, areas.OWNER: event.owner.id, areas.THEMES: event.themes}
        self._submit(event, form, values)

    def _on_card(self, event: Event, words: str, button: str, values: dict[str, str]) -> None:
        form = self._done(event, self._acts.click(event.who, self._find(event, SIGNALS, words), button)).view
        if form is None:
            raise StoryStuck(f"{event}: the card opened no form")
        self._submit(event, form, {name: value for name, value in values.items() if value})
