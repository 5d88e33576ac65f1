"""The page's addresses. Everything that changes something is a POST; with htmx the answer is what changed.

Without JavaScript each POST leads back to the page, so that every form works by itself.
"""

from io import BytesIO
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, send_file
from flask import Response as FlaskResponse
from markupsafe import Markup
from werkzeug.wrappers import Response

from bot.playground.acts import Acts, Impossible, Outcome
from bot.playground.page.clock import Clock, take_step
from bot.playground.page.doing import act_on, find_surface, found_element
from bot.playground.page.drawing import draw_screen, live_version
from bot.playground.page.panels import do_in_panel
from bot.playground.page.visits import Names, Visit, visible_channels
from bot.playground.render.controls import Address
from bot.playground.render.element import Element
from bot.playground.render.selects import render_suggestions
from bot.playground.render.viewer import Surface
from bot.playground.words import words
from bot.playground.world import World

_HERE = Path(__file__).parent.parent

# Nothing is loaded from anywhere else, and nothing inline runs.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def make_page(world: World, acts: Acts, clock: Clock, *, start: str = "") -> Blueprint:
    """The page of a world, to be registered at the root of `make_app`'s Flask app.

    People act through `acts`; `clock` is the world's. At `/` a visitor is the world's first person, in the
    channel with the id `start` (without one: the first that this person is in).
    """
    page = Blueprint(
        "page",
        __name__,
        static_folder=_HERE / "static",
        static_url_path="/page",
        template_folder=_HERE / "templates",
    )
    here = "/as/<person_id>/<channel_id>"

    def visit(person_id: str, channel_id: str) -> Visit:
        """Where the window stands, from its address; 404 where that person can't be."""
        person = world.people.get(person_id)
        channel = world.channels.get(channel_id)
        if person is None or channel is None or person.is_bot or person.deleted:
            abort(404)
        if channel.kind != "public" and person.id not in channel.members:
            abort(404)
        home = request.args.get("tab") == "home" and channel == world.direct(person.id)
        asked = request.args
        return Visit(
            person, channel, asked.get("thread", ""), home, "earlier" in asked, asked.get("panel", "")
        )

    def shown(at: Visit, template: str) -> str:
        world.mark_read(at.person.id, at.channel.id)
        screen = draw_screen(world, clock, at)
        return render_template(template, screen=screen, words=words(at.viewer(clock.now()).language))

    def done(at: Visit, outcome: Outcome | None = None) -> Response:
        """After an act: what changed, or the page again; words where the app did not answer."""
        if (
            outcome is not None
            and outcome.error
            and outcome.ephemeral is None
            and not _explains_itself(outcome)
        ):
            text = words(at.viewer(clock.now()).language)["no_answer"]
            return _plain(text.format(error=outcome.error), 502)
        if "HX-Request" not in request.headers:
            return redirect(at.url(), 303)
        answer = FlaskResponse(shown(at, "live.html"))
        if outcome is not None and outcome.error:
            answer.headers["X-Keep-Typed"] = "1"
        return answer

    @page.before_request
    def same_site_only() -> Response | None:
        # Browsers say where a request comes from: no other site may act here as one of the people.
        foreign = request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
        return _plain("forbidden", 403) if foreign and request.method == "POST" else None

    @page.after_request
    def guarded(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if request.endpoint != "page.static":
            response.headers["Cache-Control"] = "no-store"
        return response

    @page.errorhandler(404)
    def missing(_: Exception) -> tuple[str, int]:
        language = request.accept_languages.best_match(("fr", "en"))
        return render_template("missing.html", words=words("fr" if language == "fr" else "en")), 404

    @page.errorhandler(Impossible)
    @page.errorhandler(ValueError)
    def impossible(_: Exception) -> Response:
        person = world.people.get((request.view_args or {}).get("person_id", ""))
        french = person is not None and person.locale.lower().startswith("fr")
        return _plain(words("fr" if french else "en")["gone"], 409)

    # Looking ------------------------------------------------------------------------------------------------

    @page.get("/")
    def front() -> Response:
        person = next(one for one in world.people.values() if not one.is_bot and not one.deleted)
        mine = [channel for channel in visible_channels(world, person.id) if person.id in channel.members]
        channel = world.channels.get(start) or (mine or [world.direct(person.id)])[0]
        return redirect(Visit(person, channel).url())

    @page.get(here)
    def look(person_id: str, channel_id: str) -> str:
        at = visit(person_id, channel_id)
        if at.channel == world.direct(at.person.id):
            acts.open_home(at.person, "home" if at.home else "messages")
        return shown(at, "page.html")

    @page.get(f"{here}/live")
    def live(person_id: str, channel_id: str) -> Response:
        at = visit(person_id, channel_id)
        if request.args.get("version") == live_version(world, clock):
            return FlaskResponse(status=204)
        return FlaskResponse(shown(at, "live.html"))

    @page.get(f"{here}/suggest/<kind>/<key>")
    def suggest(person_id: str, channel_id: str, kind: str, key: str) -> str:
        at = visit(person_id, channel_id)
        surface = find_surface(world, at, kind, key)
        address = Address(request.args["block_id"], request.args["action_id"])
        block = found_element(surface, address)
        viewer = at.viewer(clock.now())
        outcome = acts.suggest(
            at.person, surface, address.action_id, request.args.get("typed", ""), address.block_id
        )
        if outcome.error:
            return Markup('<p class="empty">{}</p>').format(words(viewer.language)["no_suggestions"])
        if outcome.request is None:  # too few letters yet
            return ""
        drawn_on = Surface("modal", "", "", key)
        names = Names(world, at.person.id)
        return render_suggestions(Element(block, address.block_id, drawn_on, viewer, names), outcome.options)

    @page.get(f"{here}/file/<file_id>")
    def download(person_id: str, channel_id: str, file_id: str) -> Response:
        at = visit(person_id, channel_id)
        file = world.files.get(file_id)
        here_too = any(file_id in one.files and not one.deleted for one in world.messages(at.channel.id))
        if file is None or file.content is None or not here_too:
            abort(404)
        return send_file(BytesIO(file.content), file.kind, as_attachment=True, download_name=file.name)

    # Acting -------------------------------------------------------------------------------------------------

    @page.post(f"{here}/say")
    def say(person_id: str, channel_id: str) -> Response:
        at = visit(person_id, channel_id)
        text, thread = request.form.get("text", "").replace("\r\n", "\n"), request.form.get("thread_ts")
        if not text.strip():
            return done(at)
        if not text.startswith("/"):
            acts.say(at.person, at.channel, text, thread_ts=thread or None)
            return done(at)
        if not thread:
            return done(at, acts.type_command(at.person, at.channel, text))
        refusal = words(at.viewer(clock.now()).language)["no_command_in_thread"].format(typed=text)
        world.whisper(at.channel.id, at.person.id, refusal, thread_ts=thread, from_slack=True)
        return done(at)

    @page.post(f"{here}/<any(message, view):kind>/<key>")
    def touch(person_id: str, channel_id: str, kind: str, key: str) -> Response:
        at = visit(person_id, channel_id)
        surface = find_surface(world, at, kind, key)
        return done(at, act_on(acts, at, surface, request.form.to_dict(flat=False)))

    @page.post(f"{here}/react/<ts>")
    def react(person_id: str, channel_id: str, ts: str) -> Response:
        at = visit(person_id, channel_id)
        message = world.message(at.channel.id, ts)
        if message is None:
            raise Impossible("the message is gone")
        name = request.form.get("name", "")
        mine = at.person.id in message.reactions.get(name, ())
        (acts.unreact if mine else acts.react)(at.person, message, name)
        return done(at)

    @page.post(f"{here}/shortcut", defaults={"ts": ""})
    @page.post(f"{here}/shortcut/<ts>")
    def shortcut(person_id: str, channel_id: str, ts: str) -> Response:
        at = visit(person_id, channel_id)
        chosen = request.form.get("shortcut", "")
        if not ts:
            return done(at, acts.global_shortcut(at.person, chosen))
        message = world.message(at.channel.id, ts)
        if message is None:
            raise Impossible("the message is gone")
        return done(at, acts.message_shortcut(at.person, message, chosen))

    @page.post(f"{here}/join")
    def join(person_id: str, channel_id: str) -> Response:
        at = visit(person_id, channel_id)
        acts.join(at.person, at.channel)
        return redirect(at.url(), 303)

    @page.post(f"{here}/panel")
    def press_in_panel(person_id: str, channel_id: str) -> Response:
        at = visit(person_id, channel_id)
        do_in_panel(acts, at, request.form)
        channel = world.channels[channel_id]
        if channel.kind != "public" and at.person.id not in channel.members:  # they have just left it
            return redirect(Visit(at.person, world.direct(at.person.id)).url(), 303)
        return redirect(at.url(), 303)

    @page.post(f"{here}/clock")
    def move_clock(person_id: str, channel_id: str) -> Response:
        at = visit(person_id, channel_id)
        take_step(clock, request.form.get("step", ""), at.person.tz)
        while acts.retry_due_events():  # their time may have come
            pass
        return done(at)

    return page


def _explains_itself(outcome: Outcome) -> bool:
    """A modal that is still there says above its buttons what went wrong."""
    return outcome.view is not None and outcome.view.problem is not None


def _plain(text: str, status: int) -> Response:
    return FlaskResponse(text, status, mimetype="text/plain")
