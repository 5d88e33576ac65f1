"""What somebody, or a channel, chose to have once a day comes as one message at nine, each part of it to be opened."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground.world import Message
from rituals.messages import bundle as looks
from rituals.messages.triage import forms as triage_forms
from storage import preferences
from tests.e2e.beginnings import Beginning
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import started, with_release
from tests.e2e.test_preferences import keep, waiting

NINE_IN_LONDON = datetime(2026, 11, 23, 9, tzinfo=UTC)
NINE_IN_MONTREAL = datetime(2026, 11, 23, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release)


def decided(house: House, who: str, said: str, choice: str = "planned") -> None:
    """Somebody captures a signal, and something becomes of it."""
    house.type(who, f"/signal {said}")
    decide(house, said, choice)


def decide(house: House, said: str, choice: str) -> None:
    (card,) = [card for card in house.cards() if said in words(card)]
    house.acts.click("U0ADA", card, "triage.decide")
    house.acts.submit("U0ADA", house.view("U0ADA"), {triage_forms.CHOICE: choice})
    house.acts.close("U0ADA", house.view("U0ADA"))
    house.settle()


def direct(house: House, who: str) -> list[Message]:
    return house.posted(house.world.direct(who).id)


def opens(shown: Any) -> list[str]:
    """The values of the buttons that open something."""
    return [
        block["accessory"]["value"]
        for block in shown.blocks
        if block.get("accessory", {}).get("action_id") == looks.OPEN
    ]


def test_several_come_as_one_message_at_nine_where_one_lives(house: House) -> None:
    keep(house, "U0MAX", topic_signals="daily", topic_launches="daily")
    keep(house, "U0ANN", topic_signals="daily")
    before = len(direct(house, "U0MAX"))
    decided(house, "U0MAX", "Ils veulent un export")
    decided(house, "U0MAX", "Ils veulent un tri")
    decided(house, "U0MAX", "Ils veulent du gris")
    started(house)
    decided(house, "U0ANN", "They want a button")
    assert (len(direct(house, "U0MAX")), direct(house, "U0ANN")) == (before, [])
    assert waiting(house) == 2  # two bundles: the admin sees nothing else wait

    # Single, it comes as it is, at nine in London.
    house.move_to(NINE_IN_LONDON - MINUTE)
    assert direct(house, "U0ANN") == []
    house.move_to(NINE_IN_LONDON)
    (single,) = direct(house, "U0ANN")
    assert "S-4" in single.text
    assert looks.OPEN not in words(single)

    # One was decided otherwise meanwhile: what was said first is of no use any more.
    decide(house, "gris", "acknowledged")
    house.move_to(NINE_IN_MONTREAL - MINUTE)
    assert len(direct(house, "U0MAX")) == before
    house.move_to(NINE_IN_MONTREAL)
    bundle, reminder = direct(house, "U0MAX")[before:]  # which comes each morning, by itself
    assert "Name the priority targets" in reminder.text
    said = words(bundle)
    assert "Messages du jour · lundi 23 novembre 2026" in said
    assert said.index("Le devenir des signaux") < said.index("Les lancements et leurs tâches")
    assert ("export" in said, "tri" in said, "L-1" in said) == (True, True, True)
    assert ("S-3*, que vous avez saisi, est prévu" in said, "a été lu" in said) == (False, True)

    # Opened, a message comes whole, in the thread, once; the bundle says so. Nobody else can open it.
    (role,) = opens(bundle)
    copied = house.world.post(single.channel, house.world.bot_user, "copied", blocks=bundle.blocks)
    refused = house.answer("U0ANN", copied, looks.OPEN, role)
    assert "can’t find" in words(refused)
    house.settle()
    assert house.world.replies(bundle.channel, bundle.ts) == ()
    for _ in range(2):
        assert house.acts.click("U0MAX", bundle, looks.OPEN, value=role).ok
    house.settle()
    bundle = direct(house, "U0MAX")[before]
    (whole,) = house.world.replies(bundle.channel, bundle.ts)
    assert "L-1" in whole.text
    assert any(block["type"] == "actions" for block in whole.blocks)
    assert role not in opens(bundle)
    assert "dans le fil de ce message" in words(bundle)


def test_what_is_muted_meanwhile_is_left_out(house: House) -> None:
    keep(house, "U0MAX", topic_signals="daily", topic_launches="daily")
    before = len(direct(house, "U0MAX"))
    decided(house, "U0MAX", "Ils veulent un export")
    started(house)
    keep(house, "U0MAX", topic_signals="off", topic_launches="off")
    with house.bot.services.write() as tx:  # a role can't be switched off; it is the only one left
        preferences.mute(tx, TEAM, f"{TEAM}:U0MAX", "launch_role", muted=True)
    house.move_to(NINE_IN_MONTREAL)
    (left,) = direct(house, "U0MAX")[before:]
    assert "S-1" not in left.text
    assert "L-1" in left.text
    assert waiting(house) == 0
    keep(house, "U0ANN", topic_signals="daily")
    decided(house, "U0ANN", "They want a button")
    keep(house, "U0ANN", topic_signals="off")
    house.move_to(NINE_IN_MONTREAL + timedelta(days=1))
    assert direct(house, "U0ANN") == []
    assert waiting(house) == 0
