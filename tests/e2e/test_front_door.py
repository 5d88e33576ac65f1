"""The front door: every button, form, suggestion, shortcut and command that the app listens to refuses who may not.

Each is sent, signed as Slack would, by somebody without the right, who never was shown it. A new one without a check of
its own fails here, until it is named among those that are open to all.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import App

from bot.playground.acts import Request
from bot.playground.acts.transport import FORM
from bot.playground.world import Grant, Group, Message, Person
from rituals.messages import (
    absences,
    bundle,
    demos,
    feeds,
    launch_afterwards,
    launch_brief,
    launch_dates,
    launch_decisions,
    launch_forms,
    launch_gate,
    launch_template_forms,
    launch_template_imports,
    launch_templates,
    launch_tiers,
    polls,
    preferences,
    release_audiences,
    release_drafts,
    release_forms,
    release_imports,
    release_reviews,
    releases,
    ritual_forms,
    roadmap_forms,
    setup,
    setup_steps,
    signal_forms,
    surveys,
    ways_in,
)
from rituals.messages import accounts as account_looks
from rituals.messages import areas as area_looks
from rituals.messages import emojis as emoji_looks
from rituals.messages import help as help_looks
from rituals.messages import history as history_looks
from rituals.messages import home as home_looks
from rituals.messages import likes as like_looks
from rituals.messages import merging as merging_looks
from rituals.messages import roles as role_looks
from rituals.messages import theme_forms as theme_looks
from rituals.messages.digest import forms as digest_forms
from rituals.messages.opened import Opened
from rituals.messages.polls import recurring as poll_rules
from rituals.messages.triage import forms as triage_forms
from rituals.messages.triage import inbox as inbox_looks
from storage import releases as stored_releases
from storage import roadmap, themes
from tests.e2e.house import HERE, TEAM, House, open_house, words

GUEST = Person(id="U0GUS", team=TEAM, name="gus", real_name="Gus", guest="channels", locale="en-GB")
DAY = date(2026, 11, 30)
STRANGER = Person(id="U0EVE", team="T0OTHER", name="eve", real_name="Eve", locale="en-GB")

OPEN_TO_ALL = {
    *help_looks.SPEAK.values(),  # one's own language
    help_looks.EVERYTHING,
    ways_in.HELP,
    bundle.OPEN,  # one's own messages, guests' too; others' are refused, see test_bundle
    bundle.REST,
    polls.MUTE,  # one's own reminders, guests' too
    polls.UNMUTE,
    *demos.LINKED,  # the browser has opened them
    releases.OPEN_LINK,  # the browser has opened it
    home_looks.EARLIER,  # a page of what one sees anyhow
    home_looks.LATER,
    inbox_looks.PICK,  # a tick in a form stays in the form
    release_forms.MORE_ROOM,  # one more line in the form before them
    setup.ZONE,  # the world's time zones
    setup.COUNTRY,  # and countries
    digest_forms.ZONE,
    ritual_forms.ZONE,
    ritual_forms.COUNTRY,
}
ASKED = {
    "signal": ("", "They want SSO", "S-1"),
    "feedback": ("", "They want SSO"),
    "launch": ("", "mine", "templates", "start R-1", "start R-9", "L-1", "L-9"),
    "release": ("", "list", "import", "R-1", "R-9"),
    "demo": ("", "plan", "present", "ask", "list", "D-1", "D-99"),
    "roadmap": ("", "add", "poll", "polls", "P-9", "I-1", "I-9", "I-1 S-1"),
    "search": ("", "sso"),
}
"""By command, what is typed behind it; the others are typed alone."""
WORDS_OPEN_TO_ALL = {"help", "aide", "language", "langue", "preferences", "préférences"}

TEMPLATES = (
    launch_templates.SEE,
    launch_templates.TURN,
    launch_templates.TURN_BACK,
    launch_templates.ADD,
    launch_templates.CRITERIA,
    launch_templates.IMPORT,
    launch_templates.EXPORT,
    launch_templates.VERSIONS,
    launch_templates.UPGRADE,
    launch_templates.TAKE,
    launch_templates.LEAVE,
)
TEMPLATE_TASK = launch_template_forms.Opened(launch_templates.Name("customers", "en"), "", "")
TEMPLATE_TYPED = {
    name: {"type": "plain_text_input", "value": value}
    for name, value in {
        launch_template_forms.TITLE: "Ours",
        launch_template_forms.ROLE: "pm",
        launch_template_forms.SIDE: "product",
        launch_template_forms.FROM: "before market",
        launch_template_forms.days_input(0): "3",
        launch_template_forms.HELP: "Ours",
        launch_template_forms.DONE: "Ours",
    }.items()
}

Registered = dict[str, set[str]]


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Registered:
    """What the app listens to, by kind: filled while the house is built."""
    found: Registered = {}

    def kept_in(kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def listen(app: App, constraint: Any, *rest: Any, **more: Any) -> Any:
            name = constraint["callback_id"] if isinstance(constraint, dict) else constraint
            found.setdefault(kind, set()).add(name)
            return real(app, constraint, *rest, **more)

        return listen

    for kind in ("action", "view", "options", "shortcut"):
        monkeypatch.setattr(App, kind, kept_in(kind, getattr(App, kind)))
    return found


@dataclass
class Door:
    """A house with something of everything in it, and somebody before it who may nothing."""

    house: House
    signal: str
    like: str
    release: str
    item: str
    theme: str
    account: str
    message: Message
    draft: str

    def send(self, person: Person, payload: dict[str, Any]) -> dict[str, Any]:
        """Hand in a payload, signed; the app's answer."""
        world = self.house.world
        whole = {
            "user": {"id": person.id, "team_id": person.team, "name": person.name},
            "team": {"id": TEAM, "domain": world.domain},
            "api_app_id": world.app_id,
            "token": "verification-token",
            **payload,
        }
        body = urlencode({"payload": json.dumps(whole)}).encode()
        reply = self.house.acts.resend(Request("interactive", whole, body, FORM))
        assert reply.status == 200, (payload, reply)
        return json.loads(reply.body) if reply.body.strip() else {}

    def view(self, callback: str, memory: str, state: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": "V0NONE",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": memory,
            "blocks": [],
            "previous_view_id": None,
            "state": {"values": {name: {name: field} for name, field in state.items()}},
        }

    def click(self, person: Person, action_id: str) -> str:
        """What the person is told who clicks a button that they were never shown."""
        world = self.house.world
        grant = Grant(person.id, HERE, "1.0", True)
        before = world.ephemerals(person.id, HERE)
        kind = action_id.partition(".")[0]
        of_release = dict.fromkeys(("releases", "shipped", "audiences", "reviews"), self.release)
        usual = (of_release | {"roadmap": self.item}).get(kind, self.signal)
        value = self.values().get(action_id, usual)
        memory = "0" if kind == "themes" else ""  # the page of its list
        chosen = {"selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": value}}
        container = {"type": "message", "message_ts": "1.0", "channel_id": HERE, "is_ephemeral": True}
        self.send(
            person,
            {
                "type": "block_actions",
                "trigger_id": world.triggers.issue(person.id),
                "container": container,
                "view": self.view(inbox_looks.INBOX, memory, self.forms()[release_forms.ANNOUNCE][1]),
                "response_url": f"{world.url}/response/{world.responses.issue(grant)}",
                "actions": [
                    {
                        "type": "button",
                        "action_id": action_id,
                        "block_id": "b",
                        "value": value,
                        "action_ts": "1.0",
                        **chosen,
                    }
                ],
            },
        )
        until, version = monotonic() + 10, world.version
        while (told := world.ephemerals(person.id, HERE)) == before:
            version = world.wait_for_change(version, until - monotonic())
            assert monotonic() < until, f"{action_id} said nothing to who may not"
        return words(told[-1])

    def values(self) -> dict[str, str]:
        """By button, the value that it carries; the others carry the id of what their name says, else of a signal."""
        columns = ("", "_after", "_before", "_declined", "_shipped")
        return {
            **{f"roadmap.column{name}": "next 0" for name in columns},
            **dict.fromkeys((like_looks.JOIN, like_looks.LEAVE), f"{self.signal}:{self.like}"),
            **dict.fromkeys(merging_looks.MERGE, f"{self.signal}:{self.like}"),
            history_looks.OPEN: "S-1",
            **dict.fromkeys(TEMPLATES, "customers:en"),
            launch_templates.STEP: "customers:en:demo",
            launch_templates.RESTORE: "customers:en:0:0",
            launch_template_forms.REMOVE: TEMPLATE_TASK.written(),
            polls.POST: Opened("0" * 24, 1).written(),
            surveys.SEND: Opened("0" * 24, 1).written(),
            area_looks.EDIT: area_looks.DEFAULT,
            demos.STEP_BACK: f"{'0' * 24} {'0' * 24}",
            feeds.SUBSCRIBE: "launches",
            **dict.fromkeys((feeds.RENEW, feeds.TURN_OFF), f"launches:{'0' * 24}"),
            ways_in.SAVE: f"{self.message.channel}|{self.message.ts}",
            **dict.fromkeys((launch_dates.EARLIER, launch_dates.LATER), DAY.isoformat()),
            "search.older": json.dumps([1, 99, "sso"]),
            "search.newer": json.dumps([0, 99, "sso"]),
            **dict.fromkeys(("doctor.retry", "doctor.is_there", "doctor.not_there"), "outbox:1"),
        }

    def forms(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """By form, what it remembers and what is filled in."""

        def typed(**values: str) -> dict[str, Any]:
            return {
                name.replace("__", "."): {"type": "plain_text_input", "value": value}
                for name, value in values.items()
            }

        seen = json.dumps({"seen": f"{self.signal}:0", "under": None})
        chosen = json.dumps({"signals": [self.signal], "under": ""})
        item = Opened(self.item, 1).written()
        release = release_forms.Opened(self.release, 1, "R-1").written()
        announced = typed(releases__name="9.9", releases__changes="Ours") | {
            release_forms.changes_input(0): {"type": "plain_text_input", "value": "Ours"}
        }
        digest = typed(
            digest__frequency="weekly",
            digest__weekday="MO",
            digest__at="09:00",
            digest__zone="Europe/Paris",
            digest__channel=HERE,
        )
        task = launch_forms.OpenedTask("0" * 24, "2026-11-30", "").written()
        launched = typed(
            launches__ready_on="2026-11-30", launches__market_on="2026-11-30", launches__channel=HERE
        )
        planned = typed(launches__opens_at="1800000000", launches__criteria="Ours") | {
            launch_decisions.DECIDERS: {"type": "multi_users_select", "selected_users": ["U0ANN"]}
        }
        channels = {f"setup__{name}": HERE for name in ("signals", "releases", "digest")}
        pair = f"{self.signal}:{self.like}"
        return {
            signal_forms.CAPTURE: ("", typed(signals__text="Mine", signals__visibility="team")),
            signal_forms.CHANGE: (
                signal_forms.Opened(self.signal, 1).written(),
                typed(signals__text="x", signals__visibility="team", signals__kind="request"),
            ),
            ways_in.FORM: (
                ways_in.Memory(self.draft, None).write(),
                typed(signals__visibility="team", signals__kind="request"),
            ),
            like_looks.NAME: (pair, typed(likes__theme="sso")),
            account_looks.FORM: (
                account_looks.Opened(self.account, "Acme", [], None, None, None, None, None).written(),
                typed(accounts__name="Acme"),
            ),
            account_looks.MERGING: (self.account, typed(accounts__other="Globex", accounts__stays="this")),
            merging_looks.CHOSEN: (self.signal, typed(merging__kept=self.like)),
            triage_forms.DECISION: (seen, typed(triage__choice="planned")),
            triage_forms.ANSWERING: (seen, typed(triage__text="Hello")),
            inbox_looks.BULK: (chosen, typed(triage__themes="#sso")),
            area_looks.FORM: ("", typed(areas__name="A", areas__owner="U0ANN")),
            role_looks.FORM: ("", {}),
            "emojis.form": ("", typed(emojis__name=":eyes:", emojis__kind="request")),
            theme_looks.FORM: (
                theme_looks.Opened(self.theme, "sso", [], None, None, None).written(),
                typed(themes__label="sso"),
            ),
            theme_looks.MERGING: (self.theme, typed(themes__other="sso")),
            ritual_forms.FORM: ("0" * 24, typed(rituals__frequency="weeks")),
            ritual_forms.ADD_FORM: ("", typed(rituals__kind="weekly_digest", rituals__channel=HERE)),
            ritual_forms.CLOSURES_FORM: ("", typed(rituals__closed="2026-12-24")),
            "proposals.form": ("0" * 32, typed(proposals__name="sso")),
            release_drafts.WITHDRAWN: (self.release, {}),
            release_forms.ANNOUNCE: ("", announced),
            emoji_looks.FORM: ("", typed(emojis__name="rocket", emojis__kind="praise")),
            digest_forms.MINE: ("", digest),
            digest_forms.OFFICIAL: ("", digest),
            digest_forms.WHY: ("0" * 24, typed(digest__words="Ours")),
            release_audiences.FORM: (self.release, typed(audiences__words_sales="Ours")),
            release_reviews.ASKED: (self.release, typed(reviews__channel=HERE)),
            release_reviews.COMMENTED: (self.release, typed(reviews__note="Ours")),
            release_imports.IMPORT: ("", typed(importing__kind="github", importing__place="acme/app")),
            release_forms.CHANGE: (release, announced),
            launch_forms.ASK: (self.release, launched),
            launch_forms.START: (
                launch_forms.Asked(self.release, (), "customers", DAY, DAY, HERE).written(),
                {},
            ),
            launch_forms.DROP: (task, typed(launches__drop_why="Ours")),
            launch_forms.MOVE: (task, typed(launches__move_to="2026-12-01")),
            launch_forms.BLOCK: (task, typed(launches__blocked_on="Ours")),
            launch_forms.GIVE: (task, {}),
            launch_forms.NOTE: (task, typed(launches__note_words="Ours")),
            launch_forms.EDIT: (task, typed(launches__task_title="Ours")),
            launch_forms.ADD: ("0" * 24, typed(launches__task_title="Ours", launches__task_day="2026-12-01")),
            launch_forms.ROLE: (json.dumps(["0" * 24, "pm", None]), {}),
            launch_brief.FORM: (launch_brief.OpenedBrief("0" * 24, 0, {}).written(), {}),
            launch_dates.FORM: ("0" * 24, typed(launches__move_why="Ours")),
            launch_tiers.FORM: ("0" * 24, typed(launches__tier_why="Ours")),
            launch_tiers.PREVIEW: (launch_tiers.Wanted(2, 0, 1, "Ours").written("0" * 24), {}),
            launch_dates.PREVIEW: (launch_dates.Wanted(DAY, DAY, DAY, DAY, "Ours").written("0" * 24), {}),
            launch_decisions.PLAN_FORM: ("0" * 24, planned),
            launch_decisions.VOTE_FORM: ("0" * 24, typed(launches__vote="go")),
            launch_decisions.DECIDE_FORM: ("0" * 24, typed(launches__outcome="go")),
            launch_template_forms.STEP_FORM: (TEMPLATE_TASK.written(), TEMPLATE_TYPED),
            launch_template_forms.CRITERIA_FORM: ("customers:en:0", typed(templates__form_criteria="Ours")),
            launch_template_imports.IMPORT_FORM: ("customers:en", typed(templates__form_pasted="- [ ] Ours")),
            launch_gate.FORM: (self.release, typed(launches__gate_why="Ours")),
            launch_afterwards.FORM: (json.dumps(["0" * 24, 7]), typed(launches__came_what="Ours")),
            launch_afterwards.THANKS_FORM: ("0" * 24, typed(launches__thanks_words="Ours")),
            absences.FORM: ("", typed(absences__until=DAY.isoformat())),
            polls.FORM: ("", typed(polls__question="Ours")),
            polls.VOTE_FORM: ("0" * 24, typed(polls__choice="Ours")),
            polls.EXTEND_FORM: ("0" * 24, typed(polls__later="1800000000")),
            polls.DECIDE_FORM: ("0" * 24, typed(polls__decision="Ours", polls__why="Ours")),
            demos.FORM: ("", typed(demos__when="1800000000", demos__minutes="30", demos__channel=HERE)),
            demos.CANCEL_FORM: ("0" * 24, {}),
            demos.PRESENT_FORM: ("0" * 24, typed(demos__topic="Ours", demos__lasts="10")),
            demos.ASK_FORM: ("0" * 24, typed(demos__words="Ours")),
            demos.ANSWER_FORM: ("0" * 24, typed(demos__words="Ours")),
            demos.LINKS_FORM: ("0" * 24, typed(demos__recording="https://video.example.com/d")),
            demos.FEEDBACK_FORM: ("0" * 24, typed(demos__mark="5")),
            demos.CHANGE_FORM: ("0" * 24, typed(demos__minutes="30")),
            demos.REMINDERS_FORM: ("0" * 24, {}),
            surveys.FORM: ("", typed(surveys__kind="tool")),
            surveys.ANSWER_FORM: ("0" * 24, typed(surveys__mark="9")),
            poll_rules.RULE_FORM: ("0" * 24, typed(polls__open_for="72")),
            preferences.FORM: (HERE, typed(preferences__language="fr")),
            roadmap_forms.ADDED: ("", typed(roadmap__item_title="Mine")),
            roadmap_forms.CHANGED: (item, typed(roadmap__item_title="Mine")),
            roadmap_forms.MOVED: (item, typed(roadmap__place="now")),
            roadmap_forms.LINKED: (item, typed(roadmap__signal=self.signal)),
            "shipped.tell": (self.release, {}),
            setup_steps.ROLES_FORM: ("", {}),
            setup_steps.DAYS_FORM: ("", typed(rituals__closed="2026-12-24")),
            setup_steps.RITUALS_FORM: ("", typed(setup__rituals_channel=HERE)),
            setup_steps.ACCOUNTS_FORM: ("", typed(setup__accounts_pasted="Acme")),
            setup.SETUP: ("", typed(setup__language="en", setup__zone="Europe/Paris", **channels)),
        }


@pytest.fixture
def door(database_url: str, registered: Registered) -> Iterator[Door]:
    with open_house(database_url) as house:
        house.set_up()
        house.world.put_group(Group(id="S0PROD", name="Product", handle="product", members=("U0PAM",)))
        for person in (GUEST, STRANGER):
            house.world.put_person(person)
        here = house.world.channel(HERE)
        house.world.put_channel(replace(here, members=here.members | {GUEST.id, STRANGER.id}))
        house.acts.retry_due_events()
        house.type("U0ANN", "/signal They want SSO for:Acme #sso")
        house.type("U0LEA", "/signal SSO is asked for again for:Globex #sso")
        view = house.open("U0PAM", "/release")
        house.acts.submit("U0PAM", view, {release_forms.NAME: "4.2", release_forms.changes_input(0): "SSO"})
        house.acts.close("U0PAM", house.view("U0PAM"))
        view = house.open("U0PAM", "/roadmap add")
        house.acts.submit("U0PAM", view, {roadmap_forms.TITLE: "SSO"})
        house.acts.close("U0PAM", house.view("U0PAM"))
        message = house.acts.say("U0ANN", HERE, "A customer asks for exports")
        with house.bot.services.read() as tx:
            release = stored_releases.by_number(tx, TEAM, 1)
            item = roadmap.by_number(tx, TEAM, 1)
            theme = themes.named(tx, TEAM, "sso")
        assert release
        assert item
        assert theme
        yield Door(
            house,
            signal=house.signal(1).id,
            like=house.signal(2).id,
            release=release.id,
            item=item.id,
            theme=theme.id,
            account=house.signal(1).account_id or "",
            message=message,
            draft="0" * 32,
        )


def test_no_button_is_open_to_who_may_not(door: Door, registered: Registered) -> None:
    guarded = sorted(registered["action"] - OPEN_TO_ALL)
    assert len(guarded) > 50
    for person in (GUEST, STRANGER):
        told = {action_id: door.click(person, action_id) for action_id in guarded}
        assert {action_id: said for action_id, said in told.items() if "Who can" not in said} == {}


def test_no_form_is_open_to_who_may_not(door: Door, registered: Registered) -> None:
    forms = door.forms()
    assert registered["view"] == set(forms), "say how a new form is filled in"
    for person in (GUEST, STRANGER):
        for callback, (memory, state) in forms.items():
            answer = door.send(
                person,
                {
                    "type": "view_submission",
                    "trigger_id": door.house.world.triggers.issue(person.id),
                    "view": door.view(callback, memory, state),
                },
            )
            assert "Who can" in json.dumps(answer), (callback, person.name, answer)


def test_nothing_is_suggested_to_who_may_not(door: Door, registered: Registered) -> None:
    guarded = sorted(registered["options"] - OPEN_TO_ALL)
    assert guarded

    def suggested(person: Person, action_id: str) -> list[Any]:
        answer = door.send(
            person,
            {
                "type": "block_suggestion",
                "action_id": action_id,
                "block_id": "b",
                "value": "",
                "view": door.view("any", "", {}),
                "container": {"type": "view", "view_id": "V0NONE"},
            },
        )
        return list(answer["options"])

    ada = door.house.world.people["U0ADA"]
    for action_id in guarded:
        assert suggested(ada, action_id), f"{action_id} suggests nothing to anybody"
        for person in (GUEST, STRANGER):
            assert suggested(person, action_id) == [], action_id


def test_no_shortcut_is_open_to_who_may_not(door: Door, registered: Registered) -> None:
    shortcuts: dict[str, dict[str, Any]] = {
        ways_in.NEW_SIGNAL: {"type": "shortcut"},
        ways_in.SAVE_MESSAGE: {
            "type": "message_action",
            "channel": {"id": HERE, "name": "general"},
            "message": {"ts": "1.0", "text": "words", "user": "U0ANN"},
            "message_ts": "1.0",
        },
    }
    assert registered["shortcut"] == set(shortcuts), "say how a new shortcut is used"
    for person in (GUEST, STRANGER):
        for callback, more in shortcuts.items():
            trigger = door.house.world.triggers.issue(person.id)
            door.send(person, {**more, "callback_id": callback, "trigger_id": trigger})
            assert "Who can" in words(door.house.view(person.id)), callback
            door.house.acts.close(person.id, door.house.view(person.id))


def test_no_command_is_open_to_who_may_not(door: Door) -> None:
    commands = door.house.bot.commands
    typed = [f"/{name} {text}" for name in commands.slash for text in ASKED.get(name, ("",))]
    typed += [
        f"/diapason {word} {text}"
        for word in commands.words
        if word not in WORDS_OPEN_TO_ALL
        for text in ASKED.get(word, ("",))
    ]
    told = {text: words(door.house.type(GUEST.id, text)) for text in typed}
    open_ = [text for text, said in told.items() if "Who can" not in said]
    assert open_ == []


def test_what_is_open_to_all_exists(door: Door, registered: Registered) -> None:
    assert registered["action"] | registered["options"] >= OPEN_TO_ALL
    assert set(door.house.bot.commands.words) >= WORDS_OPEN_TO_ALL
    assert "français" in words(door.house.type(GUEST.id, "/diapason langue fr"))
