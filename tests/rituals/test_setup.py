"""Set-up: choices are kept at once, channels are joined and greeted as jobs, and the form shows how they come."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from bot.delivery import Delivery, Policy, WebSlack
from bot.jobs import JobRunner
from bot.kit.times import NO_COUNTRY, calendar_of, search_zones
from bot.playground.server import Server
from bot.playground.world import Channel, World
from bot.playground.world import Person as Member
from bot.slack import Clients, SlackDirectory, SlackViews
from rituals import setup
from rituals.catalog import JOBS, MESSAGES
from rituals.messages import setup as looks
from rituals.refusals import FieldErrors, NotAllowed
from rituals.services import Person, Services, person_id
from rituals.working_days import working_days
from storage import jobs, people, workspaces
from storage.database import Database
from storage.leases import State
from storage.rituals import named
from tests.team import HOME, Clock, services_of

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 09:00 in Montreal
FORM = {
    looks.LANGUAGE: "fr",
    looks.ZONE: "America/Montreal",
    looks.CHANNELS["signals"]: "C1",
    looks.CHANNELS["releases"]: "C2",
    looks.CHANNELS["digest"]: "C2",
}


@dataclass
class House:
    """A workspace in a playground, with the bot's services, jobs and delivery over a real database."""

    world: World
    services: Services
    jobs: JobRunner
    delivery: Delivery
    view: str
    ada: Person
    bob: Person

    def set_up(self, key: str = "form:V1", **changed: str) -> setup.Progress:
        wanted = setup.choices(FORM | changed)
        return setup.set_up(self.services, self.ada, wanted, view=self.view, request_key=key)

    def work(self) -> None:
        while self.jobs.step() or self.delivery.step():
            pass

    def states(self) -> dict[str, str]:
        reached = setup.progress(self.services, HOME)
        return {purpose: channel.state for purpose, channel in reached.workspace.channels.items()}

    def said(self, channel: str) -> list[str]:
        return [message.text for message in self.world.messages(channel)]

    def shown(self) -> str:
        view = self.world.views.find(self.view)
        assert view
        return str(view.blocks)


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    clock = Clock(FRIDAY)
    world = World(
        [
            Member(id="UAda", team=HOME, name="ada", real_name="Ada", locale="en-GB", is_admin=True),
            Member(id="UBob", team=HOME, name="bob", real_name="Bob"),
            Member(id="UEve", team=HOME, name="eve", real_name="Eve", locale="fr-CA", tz="America/Montreal"),
        ],
        [
            Channel(id="C1", name="signals", members=frozenset({"UAda"})),
            Channel(id="C2", name="product", members=frozenset({"UAda"})),
            Channel(id="G1", name="board", kind="private", members=frozenset({"UAda"})),
            Channel(id="C9", name="old", members=frozenset({"UAda"}), archived=True),
        ],
        clock=clock,
        team=HOME,
    )
    with Server(world) as server:
        clients = Clients(world.token, server.api_url)
        services = replace(
            services_of(database, clock),
            directory=SlackDirectory(database, clients, clock, "en", "Europe/Paris"),
            views=SlackViews(clients),
        )
        with services.write() as tx:
            workspaces.add(
                tx,
                HOME,
                name="Team",
                bot_user=world.bot_user,
                language="en",
                zone="Europe/Paris",
                currency="EUR",
                now=clock(),
            )
        ada = services.directory.person(HOME, person_id(HOME, "UAda"))
        texts = services.texts_for(ada)
        home = setup.open_setup(services, ada)
        view = services.views.open(world.triggers.issue("UAda"), looks.setup_form(texts, home, zone=ada.zone))
        sender = WebSlack(clients.patient(10))
        policy = Policy(channel_gap=0, workspace_gap=0)
        yield House(
            world=world,
            services=services,
            jobs=JobRunner(database, JOBS, services),
            delivery=Delivery(database, MESSAGES, sender, services, policy=policy),
            view=view,
            ada=ada,
            bob=services.directory.person(HOME, person_id(HOME, "UBob")),
        )


def test_what_an_admin_chose_is_kept_at_once(house: House) -> None:
    reached = house.set_up()
    home = reached.workspace
    assert (home.language, home.zone, home.default_owner) == ("fr", "America/Montreal", house.ada.id)
    assert home.set_up_at == FRIDAY
    assert {purpose: home.channel(purpose) for purpose in home.channels} == {
        "signals": "C1",
        "releases": "C2",
        "digest": "C2",
    }
    assert set(house.states().values()) == {"joining"}
    assert reached.first_digest == MONDAY_NINE


def test_public_channels_are_joined_and_greeted_once_in_the_workspaces_language(house: House) -> None:
    house.set_up()
    house.work()
    assert set(house.states().values()) == {"ready"}
    assert house.world.bot_user in house.world.channel("C1").members
    [hello] = house.said("C1")
    assert hello.startswith("Bonjour")
    assert "/signal" in hello
    assert len(hello.splitlines()) == 3
    [both] = house.said("C2")  # one channel for two purposes: one hello, that says both
    assert "/release" in both
    assert "récap" in both


def test_the_open_form_shows_how_the_channels_came_in_its_readers_language(house: House) -> None:
    house.set_up()
    house.work()
    assert "*Signals* in <#C1>: ready" in house.shown()
    assert "All set" in house.shown()
    assert looks.LOOK_AGAIN not in house.shown()


def test_a_form_that_was_closed_does_no_harm(house: House) -> None:
    house.world.views.clear("UAda")
    house.set_up()
    house.work()
    assert set(house.states().values()) == {"ready"}
    with house.services.read() as tx:
        assert jobs.problems(tx, HOME).problems == []


def test_a_private_channel_waits_for_an_invitation_and_is_greeted_then(house: House) -> None:
    house.set_up(**{looks.CHANNELS["digest"]: "G1"})
    house.work()
    assert house.states()["digest"] == "invite"
    assert "/invite @Diapason" in house.shown()
    assert house.said("G1") == []

    board = house.world.channel("G1")
    house.world.put_channel(replace(board, members=board.members | {house.world.bot_user}))
    setup.note_channel(house.services, HOME, "G1", setup.READY)
    house.work()
    assert house.states()["digest"] == "ready"
    assert len(house.said("G1")) == 1


def test_looking_again_finds_an_invitation_that_nobody_told_us_of(house: House) -> None:
    house.set_up(**{looks.CHANNELS["digest"]: "G1"})
    house.work()
    board = house.world.channel("G1")
    house.world.put_channel(replace(board, members=board.members | {house.world.bot_user}))
    setup.look_again(house.services, house.ada, view=house.view, request_key="click:1")
    house.work()
    assert house.states()["digest"] == "ready"
    assert "All set" in house.shown()


def test_an_archived_channel_says_so_and_is_joined_when_it_comes_back(house: House) -> None:
    house.set_up(**{looks.CHANNELS["signals"]: "C9"})
    house.work()
    assert house.states()["signals"] == "archived"
    assert "archived" in house.shown()

    house.world.put_channel(replace(house.world.channel("C9"), archived=False))
    setup.join_again(house.services, HOME, "C9", "event:E1")
    house.work()
    assert house.states()["signals"] == "ready"
    assert len(house.said("C9")) == 1


def test_slack_being_away_puts_joining_off_without_giving_up(house: House) -> None:
    house.world.faults.add("conversations.info", "http_500", times=2)
    house.set_up()
    house.work()
    with house.services.read() as tx:
        waiting = jobs.problems(tx, HOME)
    assert waiting.counts == {State.WAITING: 2}
    assert all(problem.attempts == 0 for problem in waiting.problems)


def test_the_same_form_twice_is_one_set_up(house: House) -> None:
    house.set_up()
    house.work()
    house.set_up()
    house.work()
    assert len(house.said("C1")) == 1
    assert set(house.states().values()) == {"ready"}


def test_setting_up_again_changes_the_channel_and_keeps_owner_and_schedule(house: House) -> None:
    house.set_up()
    house.work()
    again = house.set_up("form:V2", **{looks.CHANNELS["digest"]: "C1", looks.ZONE: "Europe/Paris"})
    house.work()
    assert again.workspace.default_owner == house.ada.id
    with house.services.read() as tx:
        ritual = named(tx, HOME, "weekly_digest")
    assert ritual
    assert ritual.channel_id == "C1"
    assert again.first_digest == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert len(house.said("C1")) == 1


def test_everybody_is_known_after_set_up(house: House) -> None:
    house.set_up()
    house.work()
    with house.services.read() as tx:
        eve = people.get(tx, HOME, person_id(HOME, "UEve"))
        bot = people.get(tx, HOME, person_id(HOME, house.world.bot_user))
    assert eve
    assert (eve.name, eve.locale, eve.zone, eve.is_admin) == ("eve", "fr-CA", "America/Montreal", False)
    assert bot
    assert bot.is_bot


def test_only_admins_set_up(house: House) -> None:
    with pytest.raises(NotAllowed):
        setup.open_setup(house.services, house.bob)
    with pytest.raises(NotAllowed):
        setup.set_up(house.services, house.bob, setup.choices(FORM), view=house.view, request_key="form:V3")
    assert setup.progress(house.services, HOME).workspace.set_up_at is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({looks.ZONE: "Mars/Olympus"}, looks.ZONE),
        ({looks.COUNTRY: "XX"}, looks.COUNTRY),
        ({looks.CHANNELS["digest"]: ""}, looks.CHANNELS["digest"]),
    ],
)
def test_each_problem_is_told_at_its_field(typed: dict[str, str], field: str) -> None:
    filled = {name: value for name, value in (FORM | typed).items() if value}
    with pytest.raises(FieldErrors) as refused:
        setup.choices(filled)
    assert list(refused.value.errors) == [field]


def test_every_suggested_zone_is_one_that_the_form_takes() -> None:
    for zone in search_zones("", 1000):
        assert setup.choices(FORM | {looks.ZONE: zone}).zone == zone


def test_without_a_choice_the_public_holidays_are_those_of_the_zone(house: House) -> None:
    assert setup.choices(FORM).country == "CA"
    assert working_days(house.set_up().workspace) == calendar_of("CA")
    chosen = house.set_up("form:V2", **{looks.COUNTRY: "FR"}).workspace
    assert (chosen.country, working_days(chosen)) == ("FR", calendar_of("FR"))
    nowhere = house.set_up("form:V3", **{looks.COUNTRY: NO_COUNTRY}).workspace
    assert working_days(nowhere).is_working(date(2026, 12, 25))


def test_every_suggested_country_is_one_that_the_form_takes(house: House) -> None:
    options = looks.country_options(house.services.texts_for(house.ada), "", 1000)
    assert options[0].value == NO_COUNTRY
    for option in options:
        assert setup.choices(FORM | {looks.COUNTRY: option.value}).country == option.value


def test_a_channel_that_is_not_ours_gets_no_hello(house: House) -> None:
    house.set_up()
    setup.note_channel(house.services, HOME, "G1", setup.READY)
    house.work()
    assert house.said("G1") == []
