"""Who the app is, its workspace, and the people in it: auth.*, api.*, team.*, users.*"""

from bot.playground.api.arguments import Arguments
from bot.playground.world import Json, Refusal, World
from bot.playground.world.shapes import user_json


def auth_test(world: World, _: Arguments) -> Json:
    bot = world.people[world.bot_user]
    return {
        "url": f"https://{world.domain}.slack.example/",
        "team": world.name,
        "user": bot.name,
        "team_id": world.team,
        "user_id": bot.id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


def api_test(_: World, arguments: Arguments) -> Json:
    if arguments.text("error"):
        raise Refusal(arguments.text("error"))
    return {"args": arguments.given}


def team_info(world: World, _: Arguments) -> Json:
    return {
        "team": {
            "id": world.team,
            "name": world.name,
            "domain": world.domain,
            "url": f"https://{world.domain}.slack.example/",
            "email_domain": "",
            "icon": {},
        }
    }


def users_info(world: World, arguments: Arguments) -> Json:
    person = world.people.get(arguments.needed("user", "user_not_found"))
    if person is None:
        raise Refusal("user_not_found")
    return {"user": user_json(world, person, locale=arguments.flag("include_locale"))}


def users_list(world: World, arguments: Arguments) -> Json:
    # The people met in shared channels are not of this workspace and not in its list.
    people = [person for person in world.people.values() if person.team == world.team]
    page, more = arguments.page(people, default=1000, most=1000)
    locale = arguments.flag("include_locale")
    return {"members": [user_json(world, person, locale=locale) for person in page], "cache_ts": 0, **more}


def connections_open(world: World, _: Arguments) -> Json:
    """The address of a socket (https://docs.slack.dev/apis/events-api/using-socket-mode)."""
    return {"url": world.sockets.new_address(world.url)}
