"""What an app must be allowed to do for each method and each event: https://docs.slack.dev/reference/scopes"""

from collections.abc import Mapping

from bot.playground.world.things import Kind

# Conversation methods ask for another scope by kind of channel.
BY_KIND: Mapping[str, Mapping[Kind, str]] = {
    "read": {"public": "channels:read", "private": "groups:read", "im": "im:read"},
    "history": {"public": "channels:history", "private": "groups:history", "im": "im:history"},
}
BY_METHOD: Mapping[str, str] = {
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "pins.add": "pins:write",
    "reactions.add": "reactions:write",
    "team.info": "team:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
}
BY_EVENT: Mapping[str, str | None] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_shared": "channels:read",
    "channel_unarchive": "channels:read",
    "function_executed": None,
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "subteam_created": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "team_join": "users:read",
    "tokens_revoked": None,
    "user_change": "users:read",
}
COMMANDS = "commands"
POST_ANYWHERE = "chat:write.public"

# What an app is given when a test does not say: everything but posting where it is not a member.
USUAL: frozenset[str] = frozenset(
    {
        *BY_METHOD.values(),
        *(scope for kinds in BY_KIND.values() for scope in kinds.values()),
        *(scope for scope in BY_EVENT.values() if scope),
        COMMANDS,
    }
)
