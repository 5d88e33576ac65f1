"""Fifty people at once on one message and its card: one signal, one card, few updates, an answer for everybody."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import perf_counter

from bot.playground.acts import Outcome
from bot.playground.world import Person
from rituals.messages import following as following_looks
from rituals.messages.triage import card as card_looks
from storage import following
from tests.e2e.conftest import Logs
from tests.e2e.house import HERE, TEAM, House
from tests.e2e.test_ways_in import marks

CROWD = [f"U0C{number:02}" for number in range(50)]
PATIENCE = 60.0  # how long an answer took is told, not asserted: machines differ


def invite_all(house: House) -> None:
    """Fifty more colleagues, in the channels where it happens."""
    for user in CROWD:
        house.world.put_person(Person(id=user, team=TEAM, name=user.lower(), real_name=user))
    for name in (HERE, "C0SIG"):
        channel = house.world.channels[name]
        members = channel.members | {*CROWD, house.world.bot_user}
        house.world.put_channel(replace(channel, members=members))


def working(house: House, stop: Event) -> None:
    """What waits is done meanwhile, as a process beside those who answer would."""
    while not stop.is_set():
        if not house.bot.work():
            stop.wait(0.01)


def all_at_once(house: House, act: Callable[[str], Outcome | None]) -> list[float]:
    """Each of the fifty does it, all at the same time; how long each waited for the answer, in order."""

    def one(user: str) -> float:
        began = perf_counter()
        outcome = act(user)
        assert outcome is None or outcome.ok, outcome.error
        return perf_counter() - began

    stop = Event()
    with ThreadPoolExecutor(len(CROWD) + 2) as threads:
        workers = [threads.submit(working, house, stop) for _ in range(2)]
        try:
            waited = list(threads.map(one, CROWD))
        finally:
            stop.set()
        for worker in workers:
            worker.result()
    house.settle_in_time()
    return sorted(waited)


def test_fifty_people_react_and_click_at_once(
    house: House, logs: Logs, record_property: Callable[[str, object], None]
) -> None:
    invite_all(house)
    house.acts.seconds = PATIENCE
    said = house.acts.say("U0LEA", HERE, "Acme won't renew without SSO")

    def react(user: str) -> None:
        house.acts.react(user, said, "satellite_antenna")

    times = {"react": all_at_once(house, react)}
    assert house.count() == 1
    [card] = house.cards()
    assert len(marks(house, said)["satellite_antenna"]) == len(CROWD)
    assert marks(house, said)["white_check_mark"] == (house.world.bot_user,)

    updates = len([call for call in house.world.calls if call.method == "chat.update"])
    times["follow"] = all_at_once(house, lambda user: house.acts.click(user, card, following_looks.FOLLOW))
    times["read"] = all_at_once(house, lambda user: house.acts.click(user, card, card_looks.ACKNOWLEDGE))
    signal = house.signal(1)
    assert (signal.state, signal.decided) == ("acknowledged", 1)
    updated = len([call for call in house.world.calls if call.method == "chat.update"]) - updates
    assert 1 <= updated <= 5
    assert len(house.cards()) == 1
    with house.bot.services.read() as tx:
        followers = following.followers(tx, TEAM, signal.id)
    assert {person.partition(":")[2] for person in followers} | {signal.captured_by.partition(":")[2]} == {
        *CROWD
    }
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == []
    for name, waited in times.items():
        record_property(f"{name}: median and longest wait, seconds", (waited[25], waited[-1]))
        print(f"{name}: median {waited[25]:.2f} s, longest {waited[-1]:.2f} s")
