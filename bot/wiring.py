"""`wire(settings)` builds the assembled bot: the only place where real things are made and put together."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

import structlog
from flask import Blueprint
from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import errors, semantic
from bot.connection import Connection
from bot.connectors.sources import Sources
from bot.conversations import SlackConversations
from bot.delivery import Delivery, Policy, WebSlack
from bot.hearing import PromptApp
from bot.jobs import JobRunner
from bot.kit.settings import Settings
from bot.kit.texts import Catalogs
from bot.manifest import SCOPES
from bot.scheduler import Ticker
from bot.slack import WORK_SECONDS, Clients, Replies, SlackDirectory, SlackViews, probe
from bot.socket import Socket, open_socket
from bot.web.feeds import make_feeds
from bot.web.hooks import make_hooks
from bot.web.server import Server, make_app
from bot.workers import Worker
from handlers import (
    absences,
    accounts,
    areas,
    bundle,
    demo_topics,
    demos,
    digest,
    doctor,
    emojis,
    exports,
    feeds,
    following,
    history,
    home,
    launch_afterwards,
    launch_briefs,
    launch_dates,
    launch_decisions,
    launch_tasks,
    launch_templates,
    launch_tiers,
    launches,
    likes,
    merging,
    people,
    poll_votes,
    polls,
    preferences,
    proposals,
    radar,
    release_audiences,
    release_imports,
    release_reviews,
    releases,
    ritual_forms,
    rituals,
    roadmap,
    roles,
    setup,
    setup_steps,
    shipped,
    signals,
    survey_answers,
    surveys,
    themes,
    triage,
    ways_in,
)
from handlers import help as help_
from handlers import search as search_
from handlers.commands import Commands
from rituals import feeds as calendar_feeds
from rituals import people as people_kept
from rituals import retention, running
from rituals import setup as setting_up
from rituals.catalog import CALENDARS, JOBS, MESSAGES, RITUALS
from rituals.demos import clock as demo_clock
from rituals.demos import feed as demo_feed
from rituals.doctor.visit import Doctor
from rituals.launches import rounds
from rituals.likes import learning
from rituals.likes.meaning import Meanings
from rituals.polls import clock as poll_clock
from rituals.releases import stages
from rituals.releases.importing import receiving
from rituals.releases.importing.receiving import HookRefused, Received
from rituals.roadmap.score import Weights
from rituals.roles import groups as role_groups
from rituals.services import LateSteps, Services
from rituals.signals.known_accounts import AccountNames
from rituals.surveys import clock as survey_clock
from storage import jobs, machine, outbox, requests, workspaces
from storage import ways_in as ways_in_kept
from storage.database import Database, Unreachable
from storage.releases import next_due as next_announcement

log = structlog.get_logger()

TICK_SECONDS = 5
TIDY_SECONDS = 3600.0
IDLE_SECONDS = 1.0  # how long work put by another process may wait; our own wakes us at once
RECONNECT_SECONDS = 5.0
STOP_SECONDS = 9.0
ACKS_SECONDS = 4.0  # Slack has given up by then
KEPT_DAYS = 30


def real_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wakers:
    """The workers to wake when something was put into outbox or jobs."""

    events: list[Event] = field(default_factory=list)

    def wake(self) -> None:
        for event in self.events:
            event.set()


@dataclass
class Bot:
    """Everything that runs, and the steps of its work for those who drive them by hand (tests, the demo)."""

    settings: Settings
    database: Database
    services: Services
    slack: App
    commands: Commands
    doctor: Doctor
    connection: Connection
    delivery: Delivery
    jobs: JobRunner
    clients: Clients
    replies: Replies
    wakers: Wakers
    ticker: Ticker | None = None
    workers: list[Worker] = field(default_factory=list)
    server: Server | None = None
    socket: Socket | None = None

    def tick(self) -> bool:
        """Run what is due, and leave a sign of life for `doctor`. True if something ran."""
        with self.database.write() as tx:
            machine.put(tx, machine.BEAT, real_now().isoformat())
        return self._run_due()

    def work(self) -> bool:
        """One step of everything that waits: jobs and messages and, once they are done, what is due. True if there was work."""
        said = [self.jobs.step(), self.delivery.step()]
        return any(said) or any([self._run_due(), self.learn()])

    def _run_due(self) -> bool:
        """What the clock asks for: rituals, and announcements at a time. True if something was due."""
        return any(
            [
                running.run_due(self.services, RITUALS),
                stages.announce_due(self.services),
                rounds.step(self.services),
                poll_clock.step(self.services),
                survey_clock.step(self.services),
                demo_clock.step(self.services),
            ]
        )

    def next_due(self) -> datetime | None:
        """When the clock asks for something again."""
        with self.database.read() as tx:
            others = (
                next_announcement(tx),
                rounds.next_due(tx),
                poll_clock.next_due(tx),
                survey_clock.next_due(tx),
                demo_clock.next_due(tx),
            )
        dues = (running.next_due_anywhere(self.services), *others)
        return min((due for due in dues if due), default=None)

    def learn(self) -> bool:
        """Encode what new texts mean, where the extra `semantic` is installed. True if there was something."""
        return learning.learn(self.services)

    def tidy(self) -> bool:
        """Forget what is no longer needed: request keys and drafts after a day, finished messages and jobs after a month,
        words that are older than they are kept. True if there may be more of those.

        And see that rituals of a newer version are there, and once a day who is in the workspace, and in the user groups
        that have a role.
        """
        now = real_now()
        with self.database.write() as tx:
            requests.forget_old(tx, now)
            ways_in_kept.drop_old_drafts(tx, now)
            outbox.forget_old(tx, now - timedelta(days=KEPT_DAYS))
            jobs.forget_old(tx, now - timedelta(days=KEPT_DAYS))
        setting_up.ensure_rituals(self.services)
        people_kept.refresh(self.services)
        role_groups.refresh(self.services)
        return retention.expire(self.services, self.settings.diapason_retention_days)

    def ready(self) -> dict[str, bool]:
        """What must work for us to be of use, by name."""
        try:
            with self.database.read() as tx:
                workspaces.ids(tx)
            reachable = True
        except Unreachable:
            reachable = False
        heard = self.settings.mode == "http" or self.socket is not None
        return {"database": reachable, "slack": self.connection.identity is not None and heard}

    def start(self) -> None:
        """Start the web server, the workers and the clock; returns at once.

        Raises OSError for an address that can't be listened on; then nothing runs.
        """
        by_http = self.settings.mode == "http"
        # The address comes first: a start that can't go on must not leave workers behind.
        self.server = Server(
            make_app(self.slack if by_http else None, self.ready, *self.hooks()),
            self.settings.host,
            self.settings.port,
        )
        self.server.start()
        for name, step in (("delivery", self.delivery.step), ("jobs", self.jobs.step)):
            wake = Event()
            self.wakers.events.append(wake)
            self.workers.append(Worker(name, step, wake, idle_seconds=IDLE_SECONDS))
        if self.services.meanings is not None:
            self.workers.append(Worker("meanings", self.learn, Event(), idle_seconds=IDLE_SECONDS))
        for name, step, seconds in (
            ("connection", self.connect, RECONNECT_SECONDS),
            ("tidy", self.tidy, TIDY_SECONDS),
        ):
            self.workers.append(Worker(name, step, Event(), idle_seconds=seconds))
        for worker in self.workers:
            worker.start()
        self.ticker = Ticker(self.tick, TICK_SECONDS)
        self.ticker.start()
        log.info("started", mode=self.settings.mode, host=self.settings.host, port=self.server.port)

    def hooks(self) -> list[Blueprint]:
        """What is served to tools outside, where there is an address from outside: calendars, and with a secret, releases."""
        if self.settings.public_url is None:
            return []
        calendars = make_feeds(
            lambda secret: calendar_feeds.read(self.services, CALENDARS, secret),
            lambda address: demo_feed.one(self.services, address),
        )
        secret = self.settings.releases_webhook_secret
        if secret is None:
            return [calendars]

        def receive(signed: str, said: object) -> Received:
            identity = self.connection.identity
            if identity is None:
                raise HookRefused(503, "Slack does not say yet who we are: send it again in a minute")
            return receiving.receive(self.services, identity.workspace, signed, said)

        return [calendars, make_hooks(secret.get_secret_value(), receive)]

    def connect(self) -> bool:
        """Know who we are and, in Socket Mode, open the socket; tried again until both are done."""
        self.connection.step()
        if self.settings.mode == "socket" and self.socket is None:
            try:
                self.socket = open_socket(self.settings, self.slack, self.clients)
            except (SlackApiError, SlackClientError, OSError) as error:
                log.warning("socket_not_open", error=type(error).__name__)
        return False

    def stop(self) -> bool:
        """Finish what is in hand. False if something is not finished after `STOP_SECONDS`: its lease makes that safe."""
        until = monotonic() + STOP_SECONDS
        for worker in self.workers:  # all are told before any is waited for
            worker.end()
        if self.socket:
            self.socket.stop(ACKS_SECONDS)
        if self.server:
            self.server.stop()
        if self.ticker:
            self.ticker.stop()
        ended = [worker.stop(max(0.0, until - monotonic())) for worker in self.workers]
        self.replies.close()
        self.database.close()
        log.info("stopped", all_finished=all(ended))
        return all(ended)


def wire(settings: Settings, *, now: Callable[[], datetime] = real_now, policy: Policy | None = None) -> Bot:
    """Build the bot. Nothing is started and nobody is called yet.

    `now` is the clock of meaning (due times, dates, ages). `policy` sets delivery's patience and pace.
    """
    assert settings.slack_bot_token is not None  # RunSettings made sure
    policy = policy or Policy()
    database = Database(settings.database_url.get_secret_value())
    clients = Clients(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    replies = Replies(clients)
    wakers = Wakers()
    services = Services(
        database=database,
        now=now,
        catalogs=Catalogs(),
        directory=SlackDirectory(
            database, clients, now, settings.diapason_language, settings.diapason_timezone
        ),
        conversations=SlackConversations(clients),
        views=SlackViews(clients),
        reply=replies.send,
        wake=wakers.wake,
        account_names=AccountNames(),
        sources=Sources(settings),
        public_url=settings.public_url,
        burst_gap=timedelta(seconds=policy.burst_gap),
        command_prefix=settings.diapason_command_prefix,
        default_language=settings.diapason_language,
        default_zone=settings.diapason_timezone,
        score_weights=Weights(
            signal=settings.diapason_score_signal,
            account=settings.diapason_score_account,
            dealbreaker=settings.diapason_score_dealbreaker,
            revenue_step=settings.diapason_score_revenue_step,
        ),
        late_steps=LateSteps(helper=settings.diapason_late_helper, lead=settings.diapason_late_lead),
        meanings=_meanings(settings),
    )
    connection = Connection(clients, database, settings, now)
    examiner = Doctor(services, lambda: probe(clients, real_now()), frozenset(SCOPES))
    app, commands = listen(settings, services, connection, clients, examiner)
    return Bot(
        settings=settings,
        database=database,
        services=services,
        slack=app,
        commands=commands,
        doctor=examiner,
        connection=connection,
        delivery=Delivery(
            database, MESSAGES, WebSlack(clients.patient(int(policy.http_seconds))), services, policy=policy
        ),
        jobs=JobRunner(database, JOBS, services),
        clients=clients,
        replies=replies,
        wakers=wakers,
    )


def _meanings(settings: Settings) -> Meanings | None:
    """What finds likes by their meaning, where the extra is installed and wanted."""
    found = semantic.encoder() if settings.semantic else None
    return Meanings(found) if found else None


def listen(
    settings: Settings, services: Services, connection: Connection, clients: Clients, examiner: Doctor
) -> tuple[App, Commands]:
    """Bolt with every listener. It answers only after the listener has run, so that what Slack was told is safe."""
    secret = settings.slack_signing_secret
    quiet = logging.getLogger("bolt")
    quiet.setLevel(logging.ERROR)  # it warns at each start that it leaves SLACK_BOT_TOKEN to our `authorize`
    app = PromptApp(
        services.database,
        services.progress,
        name="diapason",  # unnamed, Bolt reads the source of every loaded module to find a name
        logger=quiet,
        client=clients.patient(WORK_SECONDS),
        signing_secret=secret.get_secret_value() if secret else "",
        request_verification_enabled=settings.mode == "http",  # a socket is authenticated as a whole
        process_before_response=True,
        token_verification_enabled=False,
        # A lambda, since Bolt fills the self of a bound method too.
        authorize=lambda team_id: connection.authorize(team_id),
    )
    errors.install(app, services)
    commands = Commands(services)
    commands.bind(app)
    rituals.register(app, services, commands, RITUALS)
    ritual_forms.register(app, services, commands, RITUALS)
    setup_steps.register(app, services, commands, RITUALS)
    doctor.register(app, services, commands, examiner)
    # ways_in comes last: it hears the messages that nobody before it wanted.
    for stem in (
        signals,
        likes,
        merging,
        triage,
        accounts,
        areas,
        bundle,
        emojis,
        following,
        themes,
        proposals,
        radar,
        home,
        releases,
        release_imports,
        release_audiences,
        release_reviews,
        launches,
        launch_tasks,
        launch_templates,
        launch_afterwards,
        launch_briefs,
        launch_dates,
        launch_tiers,
        launch_decisions,
        feeds,
        roadmap,
        polls,
        poll_votes,
        surveys,
        survey_answers,
        demos,
        demo_topics,
        shipped,
        digest,
        search_,
        setup,
        roles,
        history,
        exports,
        help_,
        people,
        ways_in,
        absences,
        preferences,
    ):
        stem.register(app, services, commands)
    return app, commands
