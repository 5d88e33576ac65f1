"""User groups: usergroups.*"""

from bot.playground.api.arguments import Arguments
from bot.playground.world import Json, Refusal, World
from bot.playground.world.shapes import group_json


def listed(world: World, arguments: Arguments) -> Json:
    """usergroups.list: those in use, unless the others are asked for too; not paged."""
    disabled, users = arguments.flag("include_disabled"), arguments.flag("include_users")
    shown = [group for group in world.groups.values() if disabled or not group.disabled]
    return {"usergroups": [group_json(world, group, users=users) for group in shown]}


def members(world: World, arguments: Arguments) -> Json:
    """usergroups.users.list: the members of one group."""
    group = world.groups.get(arguments.needed("usergroup", "no_such_subteam"))
    if group is None or (group.disabled and not arguments.flag("include_disabled")):
        raise Refusal("no_such_subteam")
    return {"users": list(group.members)}
