"""An invented company of eight and a small app, for tests of the page and for looking at it.

The app is real Bolt over real HTTP: it answers `/note`, opens a form, shows errors, stacks views and suggests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

from flask import Flask, Response, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from werkzeug.serving import make_server

from bot.playground.acts import Acts
from bot.playground.page.routes import make_page
from bot.playground.server import Server, make_app
from bot.playground.world import Channel, Command, Person, Shortcut, World
from tests.bot.playground_page import gallery
from tests.bot.playground_page.clocks import Hand
from tests.bot.playground_page.gallery import Block, field, mrkdwn, option, plain

SECRET = "the playground's page"
TEAM = "T1"
NOW = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
CAST = (
    ("U1", "camille", "Camille Roux", "Directrice commerciale", "fr-FR", "Europe/Paris", "#0e5f5b"),
    ("U2", "nora", "Nora Lindqvist", "Account executive", "en-US", "America/New_York", "#c0392b"),
    ("U3", "hugo", "Hugo Petit", "Commercial", "fr-FR", "Europe/Paris", "#8e5a2b"),
    ("U4", "amara", "Amara Okafor", "Product manager", "en-GB", "Europe/London", "#5b4a9e"),
    ("U5", "lea", "Léa Garnier", "Cheffe de produit", "fr-FR", "Europe/Paris", "#2d6cb5"),
    ("U6", "kenji", "Kenji Sato", "Product manager", "en-US", "Asia/Tokyo", "#f2c14e"),
    ("U7", "ines", "Inès Duval", "Marketing produit", "fr-CA", "America/Montreal", "#b8548f"),
    ("U8", "tom", "Tom Baker", "Marketing", "en-GB", "Europe/London", "#4a7a3a"),
)
ACCOUNTS = [option(name, name.lower()) for name in ("Acme", "Belmont", "Cobalt", "Dunes")]


@dataclass
class Company:
    """Everything that runs: `url` is where the page is."""

    url: str
    world: World
    acts: Acts
    clock: Hand


@contextmanager
def running() -> Iterator[Company]:
    """The company at work, with a past, until the block is left."""
    clock = Hand(NOW, NOW + timedelta(days=2, hours=18, minutes=55))
    world = make_world(clock)
    web = make_app(world)
    with Server(world, app=web) as server:
        app = make_bot(server.api_url, world)
        bot = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=bot.serve_forever, args=(0.02,), daemon=True).start()
        acts = Acts(world, f"http://127.0.0.1:{bot.server_port}/slack/events", SECRET)
        web.register_blueprint(make_page(world, acts, clock, start="C1"))
        try:
            yield Company(server.url, world, acts, clock)
        finally:
            bot.shutdown()
            bot.server_close()


def make_world(clock: Hand) -> World:
    people = [
        Person(
            id=key,
            team=TEAM,
            name=name,
            real_name=real,
            title=title,
            locale=locale,
            tz=tz,
            color=colour,
            is_admin=key == "U1",
        )
        for key, name, real, title, locale, tz, colour in CAST
    ]
    everybody = frozenset(person.id for person in people)
    bot = frozenset(("U0BOT",))
    channels = [
        Channel(
            id="C1", name="signals", members=everybody | bot, topic="Ce que dit le terrain, mot pour mot"
        ),
        Channel(id="C2", name="releases", members=everybody | bot, topic="What shipped, and for whom"),
        Channel(id="C3", name="digest", members=everybody | bot),
        Channel(id="C4", name="random", members=everybody - {"U2"}),
        Channel(id="C5", name="pricing", kind="private", members=frozenset(("U1", "U4", "U0BOT"))),
        Channel(id="C6", name="old-launches", members=everybody, archived=True),
        Channel(id="D1", kind="im", members=frozenset(("U1", "U5"))),
    ]
    world = World(
        people,
        channels,
        clock=clock.now,
        commands=[
            Command("/note", "[text]", "Keep what you heard, word for word"),
            Command("/notebook", "", "Everything you noted"),
            Command("/digest", "", "What is new since the last digest"),
        ],
        shortcuts=[Shortcut("note.new", "New note"), Shortcut("note.keep", "Keep as note", "message")],
        events=("app_home_opened",),
        name="Lumen",
        team=TEAM,
    )
    _tell_the_past(world, clock.now())
    return world


def _tell_the_past(world: World, now: datetime) -> None:
    def ago(**past: float) -> datetime:
        return now - timedelta(**past)

    world.post("C1", "U0BOT", "Note", blocks=gallery.CARD, at=ago(days=8))
    first = world.post(
        "C1", "U3", "Point avec *Acme* ce matin : ils attendent le SSO :eyes:", at=ago(days=1, hours=4)
    )
    world.post(
        "C1", "U5", "Noté, <@U3>. On en parle dans <#C2> ?", thread_ts=first.ts, at=ago(days=1, hours=3)
    )
    world.post(
        "C1", "U2", "Same at Belmont: > _no SSO, no deal_", thread_ts=first.ts, at=ago(days=1, hours=2)
    )
    world.react(world.react(first, "eyes", "U5"), "+1", "U1")
    world.post("C1", "U0BOT", "Note", blocks=gallery.CARD, at=ago(hours=2))
    world.post("C1", "U2", "Anyone has the deck for Cobalt? https://example.com/deck", at=ago(minutes=25))
    world.post("C2", "U0BOT", "Release", blocks=gallery.PROSE, at=ago(days=3))
    world.post("C3", "U0BOT", "Digest", blocks=gallery.DIGEST, at=ago(days=4))
    world.post("C3", "U0BOT", "Charts", blocks=gallery.CHARTS, at=ago(days=2))
    world.post("C4", "U0BOT", "New blocks", blocks=gallery.NEW, at=ago(days=2))
    world.post(world.direct("U1").id, "U0BOT", "Bienvenue ! Tapez `/note` pour commencer.", at=ago(days=9))
    for person in world.people:
        for channel in world.channels:
            world.mark_read(person, channel)
    world.post("C2", "U4", "<@U1> the notes of R-4 are ready.", at=ago(minutes=3))


# The app --------------------------------------------------------------------------------------------------------


def form(title: str, *extra: Block) -> Block:
    return {
        "type": "modal",
        "callback_id": "note",
        "title": plain(title),
        "submit": plain("Enregistrer"),
        "close": plain("Annuler"),
        "blocks": [*gallery.FORM, *extra],
    }


def make_bot(api_url: str, world: World) -> Flask:
    """A Bolt app behind Flask, as the real one."""
    app = App(
        token=world.token,
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )
    app.client.base_url = api_url
    _listen(app)
    flask = Flask("tests.page.bot")
    handler = SlackRequestHandler(app)

    @flask.post("/slack/events")
    def events() -> Response:
        answer: Response = handler.handle(request)
        return answer

    return flask


def _listen(app: App) -> None:
    @app.command("/note")
    def note(ack: Any, command: Any, client: Any) -> None:
        if command["text"] == "fail":
            raise RuntimeError("asked to")
        if command["text"]:
            ack(text=f"Noté : {command['text']}", blocks=_answer(command["text"]))
        else:
            client.views_open(trigger_id=command["trigger_id"], view=form("Nouvelle note"))
            ack()

    @app.shortcut("note.new")
    @app.shortcut("note.keep")
    def shortcut(ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form("Nouvelle note"))
        ack()

    @app.view("note")
    def submitted(ack: Any, view: Any) -> None:
        text = view["state"]["values"]["text"]["text.value"]["value"]
        if "error" in text:
            ack(response_action="errors", errors={"text": "Ce texte contient « error »."})
        else:
            done = [{"type": "section", "text": mrkdwn(":white_check_mark: *Noté.*")}]
            ack(
                response_action="update", view={"type": "modal", "title": plain("C’est noté"), "blocks": done}
            )

    @app.options("account.value")
    def accounts(ack: Any, payload: Any) -> None:
        typed = payload["value"].lower()
        ack(options=[one for one in ACCOUNTS if typed in one["value"]])

    @app.action("form.more")
    def more(ack: Any, body: Any, client: Any) -> None:
        view = body["view"]
        client.views_update(
            view_id=view["id"],
            hash=view["hash"],
            view=form("Plus", field("extra", "Précision", {"type": "plain_text_input"}, optional=True)),
        )
        ack()

    @app.action("owner.value")
    def owner(ack: Any, body: Any, client: Any) -> None:
        stacked = {
            "type": "modal",
            "title": plain("Responsable"),
            "close": plain("Retour"),
            "blocks": [{"type": "section", "text": mrkdwn("Elle sera prévenue.")}],
        }
        client.views_push(trigger_id=body["trigger_id"], view=stacked)
        ack()

    @app.action("signal.undo")
    def undo(ack: Any, body: Any, client: Any) -> None:
        blocks = [{"type": "section", "text": mrkdwn("~S-12~ annulé.")}]
        client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="Annulé", blocks=blocks
        )
        ack()

    @app.action("signal.kind")
    def kind(ack: Any, body: Any, respond: Any, action: Any) -> None:
        ack()
        respond(text=f"Type : {action['selected_option']['text']['text']}", replace_original=False)

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        if event["tab"] == "home":
            blocks = [{"type": "header", "text": plain("Accueil")}, *gallery.CARD]
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def _answer(text: str) -> list[Block]:
    buttons = [
        {"type": "button", "action_id": "signal.edit", "text": plain("Modifier")},
        {"type": "button", "action_id": "signal.undo", "text": plain("Annuler"), "style": "danger"},
    ]
    return [
        {"type": "section", "text": mrkdwn("Noté : *S-13*")},
        gallery.rich({"type": "rich_text_quote", "elements": [gallery.words(text)]}),
        {"type": "actions", "elements": buttons},
    ]
