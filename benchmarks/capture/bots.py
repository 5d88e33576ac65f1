"""The bots that are compared, each a process with the same web server, adapter and threads: ours, and one that only acks.

Run as `python -m benchmarks.capture.bots ours DATABASE_URL`, `... acks` or `... acks-later`;
it prints its port and serves until its standard input is closed.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from benchmarks.capture.requests import ACCOUNTS, SECRET, TEAM, THEMES, USERS
from bot.kit.settings import RunSettings, load
from bot.slack import Identity
from bot.web.server import Server, make_app
from bot.wiring import Bot, wire
from storage import accounts, people, themes, workspaces

BOT_USER, BOT = "U0BOT", "B0BOT"
TOKEN = "xoxb-benchmark"


def ours(database_url: str) -> Bot:
    """Our bot in a team that is set up: channels chosen, the person, account and theme known. Its workers do not run."""
    settings = load(
        RunSettings,
        _env_file=None,
        slack_bot_token=TOKEN,
        slack_signing_secret=SECRET,
        slack_mode="http",
        database_url=database_url,
    )
    bot = wire(settings)
    now = datetime.now(UTC)
    with bot.database.write() as tx:
        workspaces.add(
            tx,
            TEAM,
            name="Bench",
            bot_user=BOT_USER,
            language="en",
            zone="Europe/Paris",
            currency="EUR",
            now=now,
        )
        workspaces.set_up(
            tx, TEAM, language="en", zone="Europe/Paris", default_owner=f"{TEAM}:{USERS[0]}", now=now
        )
        for purpose in workspaces.PURPOSES:
            workspaces.choose_channel(tx, TEAM, purpose, f"C0{purpose.upper()}", purpose, "ready")
        for user in USERS:
            people.remember(
                tx,
                TEAM,
                f"{TEAM}:{user}",
                name=user,
                locale="en-GB",
                zone="Europe/London",
                is_admin=False,
                is_bot=False,
                deactivated=False,
                now=now,
            )
        for name in ACCOUNTS:
            accounts.ensure(tx, TEAM, name, now)
        themes.ensure(tx, TEAM, THEMES, now)
    bot.connection.identity = Identity(TEAM, "Bench", "https://bench.example/", BOT_USER, BOT)
    return bot


def acks(*, process_before_response: bool) -> App:
    """A Bolt app with one listener that does nothing but acknowledge."""
    app = App(
        name="acks",
        signing_secret=SECRET,
        process_before_response=process_before_response,
        authorize=_authorize,
    )

    @app.command("/signal")
    def listener(ack: Ack) -> None:
        ack()

    return app


def _authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token=TOKEN, bot_id=BOT, bot_user_id=BOT_USER
    )


_BOTS: dict[str, Callable[..., App]] = {
    "ours": lambda url: ours(url).slack,
    "acks": lambda: acks(process_before_response=True),
    "acks-later": lambda: acks(process_before_response=False),
}


def main(name: str, *arguments: str) -> None:
    server = Server(make_app(_BOTS[name](*arguments), dict), "127.0.0.1", 0)
    server.start()
    print(server.port, flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
