"""Preferences: one's language, quiet hours and topics; a channel's; and what delivery makes of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from rituals.gate import Topic
from rituals.messages.triage import forms as triage_forms
from storage import outbox
from storage.leases import State
from tests.e2e.house import MONDAY, TEAM, House, words

EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # in London and a bit later in Paris


def keep(house: House, who: str, typed: str = "/diapason preferences", **values: Any) -> str:
    """The form, filled in and sent: the page, or what is wrong."""
    filled = {f"preferences.{name}": value for name, value in values.items()}
    outcome = house.acts.submit(who, house.open(who, typed), filled)
    said = str(outcome.errors) if outcome.errors else words(house.view(who))
    house.acts.close(who, house.view(who))
    return said


def followed(house: House, who: str) -> list[str]:
    """What somebody was told of the fate of signals."""
    house.settle()
    return [words(one) for one in house.posted(house.world.direct(who).id) if "S-1" in words(one)]


def decide(house: House) -> None:
    """Something becomes of a signal that Ann captured."""
    house.type("U0ANN", "/signal They want SSO for:Acme")
    house.settle()
    (card,) = house.cards()
    house.acts.click("U0ADA", card, "triage.decide")
    house.acts.submit("U0ADA", house.view("U0ADA"), {triage_forms.CHOICE: "planned"})
    house.acts.close("U0ADA", house.view("U0ADA"))
    house.settle()


def waiting(house: House) -> int:
    with house.bot.services.read() as tx:
        return outbox.waiting_and_failed(tx, TEAM).counts.get(State.WAITING, 0)


def test_the_form_shows_what_was_chosen_and_speaks_the_chosen_language(house: House) -> None:
    said = keep(
        house,
        "U0ANN",
        language="fr",
        quiet_from="20:00",
        quiet_to="07:30",
        quiet_days=["SU"],
        topic_polls="daily",
    )
    assert "Enregistré" in said
    shown = words(house.open("U0ANN", "/diapason préférences"))
    assert '"initial_time": "20:00"' in shown
    assert "Une fois par jour" in shown
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert "un début et une fin" in keep(house, "U0ANN", quiet_from="20:00", quiet_to=None)
    every = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    assert "Laissez un jour" in keep(house, "U0ANN", quiet_from=None, quiet_to=None, quiet_days=every)


def test_what_comes_in_quiet_hours_waits_and_is_not_lost(house: House) -> None:
    keep(house, "U0ANN", quiet_from="18:00", quiet_to="07:30")
    house.clock.now = EVENING
    decide(house)
    assert followed(house, "U0ANN") == []
    assert waiting(house) == 1
    keep(house, "U0ANN", quiet_from=None, quiet_to=None)
    with house.bot.services.write() as tx:  # its hour has come
        tx.execute(outbox_now())
    assert len(followed(house, "U0ANN")) == 1


def outbox_now() -> Any:
    from storage.tables import outbox as table

    return table.update().values(not_before=datetime(2020, 1, 1, tzinfo=UTC))


def test_a_topic_that_is_off_is_not_heard_of(house: House) -> None:
    house.clock.now = MONDAY + timedelta(hours=2)
    keep(house, "U0ANN", **{f"topic_{Topic.SIGNALS}": "off"})
    decide(house)
    assert followed(house, "U0ANN") == []
    assert waiting(house) == 0


def test_a_channel_has_its_own(house: House) -> None:
    typed = "/diapason preferences #field-signals"
    refused = house.acts.type_command("U0ANN", "C0GEN", typed)
    assert refused.ephemeral
    assert "Who can" in words(refused.ephemeral)
    keep(house, "U0ADA", typed, language="fr", topic_signals="off")
    house.type("U0ANN", "/signal They want SSO for:Acme")
    assert house.cards() == []
    keep(house, "U0ADA", typed, topic_signals="on")
    house.type("U0LEA", "/signal Ils veulent des exports for:Globex")
    (card,) = house.cards()
    assert "Décider" in words(card)
