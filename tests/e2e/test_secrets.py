"""No restricted word in anything that others are shown: each way in, then everything that others can look at.

The words of each secret are its own, also its account, theme and competitor, so that one found anywhere is a leak.
"""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.world import Ephemeral, Message, View
from bot.playground.world.elements import elements
from rituals.messages import accounts as account_looks
from rituals.messages import areas as area_looks
from rituals.messages import home as home_looks
from rituals.messages import release_forms, roadmap_forms, ways_in
from rituals.messages import roadmap as roadmap_looks
from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from rituals.messages import themes as theme_looks
from rituals.messages.releases import TELL
from rituals.messages.triage import inbox as inbox_looks
from tests.e2e.beginnings import Beginning
from tests.e2e.house import HERE, MONDAY, House, words

KEEPER, AUTHOR = "U0ADA", "U0PAM"  # the owner of the default area, and who captures
OTHERS = ("U0ANN", "U0LEA", "U0MAX")
PRIVATE = "C0PRI"
SHARED = "exporting invoices to the ledger"  # what everything here has in common


def secret(number: int) -> str:
    return f"zorb{number}x says {SHARED} for:Zacct{number}x 9{number}k€ #ztheme{number}x vs:Zcomp{number}x"


def marks(count: int) -> list[str]:
    return [f"{stem}{number}x" for number in range(count) for stem in ("zorb", "zacct", "ztheme", "zcomp")]


def invited(house: House) -> None:
    house.acts.invite("U0ADA", HERE, house.world.bot_user)
    house.acts.invite("U0ADA", PRIVATE, house.world.bot_user)
    house.world.scopes |= {"groups:history", "files:write"}  # to read what is reacted to there, and to export
    house.settle()


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, invited)


def capture_in_every_way(house: House) -> int:
    """Restricted signals, one for each way in that makes some; how many."""
    view = house.open(AUTHOR, "/signal")
    house.acts.submit(AUTHOR, view, {forms.TEXT: secret(0), forms.VISIBILITY: "restricted"})
    house.acts.close(AUTHOR, house.view(AUTHOR))
    picked = house.acts.say(AUTHOR, PRIVATE, secret(1))
    house.acts.message_shortcut(AUTHOR, picked, ways_in.SAVE_MESSAGE)
    house.acts.submit(AUTHOR, house.view(AUTHOR))
    house.acts.close(AUTHOR, house.view(AUTHOR))
    reacted = house.acts.say(AUTHOR, PRIVATE, secret(2))
    house.acts.react(AUTHOR, reacted, "satellite_antenna")
    direct = house.world.direct(AUTHOR)
    written = house.acts.say(AUTHOR, direct, secret(3))
    house.acts.message_shortcut(AUTHOR, written, ways_in.SAVE_MESSAGE)
    house.acts.submit(AUTHOR, house.view(AUTHOR))
    house.acts.close(AUTHOR, house.view(AUTHOR))
    house.settle()
    told = house.type(AUTHOR, f"/signal {secret(4)}")
    house.answer(AUTHOR, told, looks.RESTRICT)
    house.settle()
    assert [house.signal(number).visibility for number in range(1, 6)] == ["restricted"] * 5
    return 5


def stand_behind(house: House) -> None:
    """The secrets stand behind a roadmap item that ships, in an area, decided and answered."""
    view = house.open(AUTHOR, "/roadmap add")
    house.acts.submit(AUTHOR, view, {roadmap_forms.TITLE: "Ledger"})
    house.acts.close(AUTHOR, house.view(AUTHOR))
    for number in range(1, 6):
        house.type(AUTHOR, f"/roadmap I-1 S-{number}")
    board = house.open(KEEPER, "/diapason areas")
    house.acts.click(KEEPER, board, area_looks.ADD)
    values = {"areas.name": "Ledger", "areas.owner": "U0MAX", "areas.themes": "#ztheme0x #ztheme1x"}
    house.acts.submit(KEEPER, house.view(KEEPER), values)
    house.acts.close(KEEPER, house.view(KEEPER))
    for person in OTHERS:
        view = house.open(person, "/roadmap I-1")
        house.acts.click(person, view, roadmap_looks.FOLLOW)
        house.acts.close(person, house.view(person), everything=True)


def look_everywhere(house: House, person: str, count: int) -> list[str]:
    """Everything that somebody is shown who looks at all there is."""
    shown = []

    def see(surface: Message | Ephemeral | View | None) -> None:
        if surface is not None:
            shown.append(words(surface))

    def opened(typed: str) -> View:
        outcome = house.acts.type_command(person, HERE, typed)
        assert outcome.ok, outcome.error
        see(outcome.ephemeral)
        front = house.world.views.top(person)
        see(front)
        assert front, typed
        return front

    def suggested(view: View, action_id: str, typed: str) -> None:
        found: Any = house.acts.suggest(person, view, action_id, typed).options
        shown.append(str(found))

    told = house.type(person, f"/signal We too want {SHARED}, says {person} #open")
    see(told)
    for typed in (SHARED, "ledger"):
        see(house.type(person, f"/diapason search {typed}"))
    for word in ("zorb", "zacct", "ztheme", "zcomp"):
        for number in range(count):
            typed = f"{word}{number}x"
            shown.append(words(house.type(person, f"/diapason search {typed}")).replace(typed, "…"))
    see(house.type(person, "/digest"))
    see(house.type(person, "/release list"))
    for number in range(1, count + 1):
        outcome = house.acts.type_command(person, HERE, f"/diapason history S-{number}")
        see(outcome.ephemeral)
        if front := house.world.views.top(person):
            see(front)
            house.acts.close(person, front)
    opened("/diapason history I-1")
    house.acts.close(person, house.view(person))
    opened("/roadmap")
    house.acts.close(person, house.view(person))
    item = opened("/roadmap I-1")
    house.acts.click(person, item, roadmap_looks.LINK)
    link = house.view(person)
    for typed in ("", "zorb", "ledger", "S-1"):
        suggested(link, roadmap_forms.SIGNAL, typed)
    house.acts.close(person, link, everything=True)
    inbox = opened("/diapason inbox")
    see(house.acts.choose(person, inbox, inbox_looks.BY_AREA, "all").view)
    for typed in ("", "z"):
        suggested(house.view(person), inbox_looks.BY_THEME, typed)
        suggested(house.view(person), inbox_looks.BY_ACCOUNT, typed)
    house.acts.close(person, house.view(person))
    form = opened("/signal")
    shown.append(str(house.acts.suggest(person, form, forms.ACCOUNT, "za").options).replace("za", ""))
    house.acts.close(person, form)
    see(house.type(person, "/diapason radar"))
    see(house.type(person, "/diapason export"))
    shown.extend(files(house, person))
    board = opened("/diapason accounts")
    for typed in ("", "z"):
        suggested(board, account_looks.FIND, typed)
    house.acts.close(person, house.view(person), everything=True)
    board = opened("/diapason themes")
    suggested(board, theme_looks.FIND, "")
    suggested(board, theme_looks.FIND, "z")
    house.acts.close(person, house.view(person), everything=True)
    house.acts.open_home(person)
    house.settle()
    home = house.world.views.home(person)
    see(home)
    assert home
    if any(element["action_id"] == home_looks.NEWS for _, element in elements(home.blocks)):
        see(house.acts.click(person, home, home_looks.NEWS).view)
        house.acts.close(person, house.view(person))
    return shown


def files(house: House, person: str) -> list[str]:
    """What stands in the files that the bot sent somebody."""
    house.settle_in_time()
    direct = house.posted(house.world.direct(person).id)
    sent = [house.world.files.get(one) for message in direct for one in message.files]
    assert sent
    return [file.content.decode("utf-8-sig") for file in sent if file and file.content]


def in_channels(house: House, person: str) -> list[str]:
    """All that stands where somebody is a member, their private messages included."""
    return [
        words(message)
        for channel in house.world.channels_of(person)
        for message in house.world.messages(channel.id)
        if not message.deleted
    ]


def leaks(shown: list[str], count: int) -> list[tuple[str, str]]:
    return [(mark, text[:300]) for text in shown for mark in marks(count) if mark in text.lower()]


def test_no_restricted_word_is_shown_to_others(house: House) -> None:
    count = capture_in_every_way(house)
    stand_behind(house)
    for person in OTHERS:
        assert leaks(look_everywhere(house, person, count), count) == [], person
    house.clock.now = MONDAY
    house.settle()  # the weekly digest
    view = house.open("U0MAX", "/release")
    options = house.acts.suggest("U0MAX", view, release_forms.SHIPS, "Ledger").options
    values = {
        release_forms.NAME: "5.0",
        release_forms.changes_input(0): "Ledger",
        release_forms.SHIPS: [options[0]["value"]],
    }
    page = house.acts.submit("U0MAX", view, values).view
    assert page
    preview = house.acts.click("U0MAX", page, TELL).view
    assert preview
    assert leaks([words(page), words(preview)], count) == []
    house.acts.submit("U0MAX", preview)
    house.acts.close("U0MAX", house.view("U0MAX"), everything=True)
    house.settle()
    house.clock.now = MONDAY + timedelta(days=3)
    house.settle()  # what was promised
    for person in OTHERS:
        assert leaks(look_everywhere(house, person, count), count) == [], person
        assert leaks(in_channels(house, person), count) == [], person


def test_its_author_and_its_keeper_are_shown_them(house: House) -> None:
    """What the other test looks through does show such words: to those who may read them."""
    count = capture_in_every_way(house)
    stand_behind(house)
    for person in (AUTHOR, KEEPER):
        found = {mark for mark, _ in leaks(look_everywhere(house, person, count), count)}
        assert found >= {
            f"{stem}{number}x" for stem in ("zorb", "zacct", "ztheme") for number in range(count)
        }
