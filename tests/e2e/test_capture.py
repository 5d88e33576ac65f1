"""Capturing by typing: what is kept, what is read from it, and what each answers, in both languages."""

import pytest
from sqlalchemy import Connection, event

from rituals.messages import signals as looks
from rituals.services import person_id
from storage import accounts, tables
from tests.e2e.house import HERE, TEAM, House, open_house, words

EVERYTHING = 'Acme won\'t renew without SSO for:"Acme Corp" 45k€ #sso #field-signals vs:Okta !risk !high @max'


def know(house: House, *names: str) -> None:
    """These accounts are known."""
    with house.bot.services.write() as tx:
        for name in names:
            accounts.ensure(tx, TEAM, name, house.clock())


@pytest.mark.parametrize("command", ["/signal", "/feedback", "/diapason signal", "/diapason FEEDBACK"])
def test_all_that_is_read_is_kept_and_shown_back_in_english(house: House, command: str) -> None:
    told = house.type("U0ANN", f"{command} {EVERYTHING}")
    signal = house.signal(1)
    assert (signal.kind, signal.importance, signal.account) == ("churn_risk", "important", "Acme Corp")
    assert (signal.amount_minor, signal.amount_currency, signal.competitor) == (4_500_000, "EUR", "Okta")
    assert set(signal.themes) == {"sso", "field-signals"}
    assert signal.visibility == "team"
    with house.bot.services.read() as tx:
        mentioned = tx.scalars(
            tables.signal_mentions.select().with_only_columns(tables.signal_mentions.c.person)
        )
        assert list(mentioned) == [person_id(TEAM, "U0MAX")]
    for part in ("S-1", "Churn risk", "Acme Corp", "€45,000", "#sso", "#field-signals", "Okta", "Important"):
        assert part in told.text
        assert part in words(told)
    for label in ("Edit", "Undo", "Restrict"):
        assert label in words(told)


def test_french_is_read_and_answered_in_french(house: House) -> None:
    told = house.type(
        "U0LEA", "/signal pour:Durand, 45 000 € perdus faute d’export #export contre:Okta !perdu !bloquant"
    )
    signal = house.signal(1)
    assert (signal.kind, signal.importance, signal.account) == ("loss", "dealbreaker", "Durand")
    assert (signal.amount_minor, signal.competitor, signal.themes) == (4_500_000, "Okta", ("export",))
    for part in (
        "Enregistré : S-1.",
        "Affaire perdue",
        "Durand",
        "45 000 €",
        "#export",
        "Modifier",
        "Annuler",
        "Restreindre",
    ):
        assert part in words(told), part


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("/signal It works", "feedback"),
        ("/feedback It works", "feedback"),
        ("/signal vs:Okta wins", "competitor"),
    ],
)
def test_one_field_is_enough(house: House, typed: str, kind: str) -> None:
    house.type("U0ANN", typed)
    assert house.signal(1).kind == kind


def test_the_card_speaks_the_channels_language_and_the_words_stay(house: House) -> None:
    house.type("U0LEA", "/signal Le <devis> & l’export !risque pour:Durand")
    [card] = house.cards()
    assert "Churn risk" in card.text
    assert "Durand" in card.text
    assert "léa" in words(card)
    assert "Le <devis> & l’export" in words(card)
    assert house.signal(1).verbatim == "Le <devis> & l’export !risque pour:Durand"


def test_a_known_name_is_taken_and_an_ordinary_word_is_only_offered(house: House) -> None:
    know(house, "Globex", "Orange")
    house.type("U0ANN", "/signal Globex needs SSO")
    assert (house.signal(1).account, house.signal(1).account_certain) == ("Globex", True)
    house.type("U0ANN", "/signal globex needs SSO")
    assert house.signal(2).account is None

    told = house.type("U0ANN", "/signal Orange needs SSO")
    assert "Is this about *Orange*?" in words(told)
    assert "*Account:*" not in words(told)
    assert "Orange" not in house.cards()[-1].blocks[0]["text"]["text"]
    told = house.answer("U0ANN", told, looks.ACCOUNT_YES)
    assert "*Account:* Orange" in words(told)
    assert "Is this about" not in words(told)
    assert "Orange" in house.cards()[-1].blocks[0]["text"]["text"]

    told = house.type("U0ANN", "/signal Orange walls please")
    told = house.answer("U0ANN", told, looks.ACCOUNT_NO)
    assert "Is this about" not in words(told)
    assert (house.signal(4).account, house.signal(4).account_certain) == (None, True)
    assert "Orange" not in house.cards()[-1].blocks[0]["text"]["text"]


def test_an_answer_to_an_old_question_changes_nothing(house: House) -> None:
    know(house, "Orange", "Globex")
    told = house.type("U0ANN", "/signal Orange needs SSO")
    house.acts.click("U0ANN", told, looks.EDIT)
    form = house.view("U0ANN")
    house.acts.suggest("U0ANN", form, "signals.account", "glo")
    house.acts.submit("U0ANN", form, {"signals.account": "Globex"})
    told = house.answer("U0ANN", told, looks.ACCOUNT_NO)
    assert house.signal(1).account == "Globex"
    assert "*Account:* Globex" in words(told)


def test_the_prefix_goes_before_every_command(database_url: str) -> None:
    with open_house(database_url, {"diapason_command_prefix": "dia-"}) as house:
        for number, command in enumerate(
            ("/dia-signal", "/dia-feedback", "/dia-diapason signal", "/dia-diapason feedback"), start=1
        ):
            assert f"S-{number}" in house.type("U0ANN", f"{command} Acme needs SSO, {number}").text
        assert "`/dia-diapason setup`" in house.type("U0ADA", "/dia-signal Acme").text
        assert house.acts.type_command("U0ANN", HERE, "/signal Acme").error == "unknown_command"


def test_a_word_and_a_new_line_are_a_command_and_its_text(house: House) -> None:
    told = house.acts.type_command("U0ANN", HERE, "/diapason signal\nAcme\nneeds SSO").ephemeral
    assert told
    assert "S-1" in told.text
    assert house.signal(1).verbatim == "Acme\nneeds SSO"


def test_undo_within_ten_minutes_takes_back_signal_and_card(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs SSO")
    assert len(house.cards()) == 1
    house.clock.later(minutes=10)
    told = house.answer("U0ANN", told, looks.UNDO)
    assert "S-1 is taken back" in told.text
    assert "Acme needs SSO" in words(told)
    assert house.cards() == []
    assert "S-2" in house.type("U0ANN", "/signal Acme needs SSO").text  # no repetition of what was taken back


def test_undo_is_too_late_after_ten_minutes_and_is_for_its_author(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs SSO")
    house.clock.later(minutes=10, seconds=1)
    refused = house.answer("U0ANN", told, looks.UNDO)
    assert "minutes" in refused.text
    assert len(house.cards()) == 1
    assert house.signal(1).undone_at is None


# Again --------------------------------------------------------------------------------------------------------------


def test_the_same_request_delivered_twice_makes_one_signal_and_one_answer(house: House) -> None:
    first = house.acts.type_command("U0ANN", HERE, "/signal Acme needs SSO")
    assert first.request
    assert first.ephemeral
    again = house.acts.resend(first.request)
    assert again.status == 200
    assert house.count() == 1
    assert first.ephemeral.text in again.body.encode().decode("unicode_escape")
    assert len(house.cards()) == 1


def test_the_same_words_again_are_asked_about_until_ten_minutes_are_over(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    assert "S-2" in house.type("U0LEA", "/signal Acme needs SSO").text  # somebody else heard it too

    asked = house.acts.type_command("U0ANN", HERE, "/feedback Acme needs SSO")
    assert asked.ephemeral
    assert asked.request
    assert "S-1" in asked.ephemeral.text
    assert house.count() == 2
    again = house.acts.resend(asked.request)  # delivered twice: asked again, in the same words
    assert "Save again" in again.body
    assert house.count() == 2

    told = house.answer("U0ANN", asked.ephemeral, looks.SAVE_AGAIN)
    assert "S-3" in told.text
    assert len(house.cards()) == 3

    house.clock.later(minutes=10, seconds=1)
    assert "S-4" in house.type("U0ANN", "/signal Acme needs SSO").text


def test_a_request_that_comes_after_its_undo_brings_nothing_back(house: House) -> None:
    first = house.acts.type_command("U0ANN", HERE, "/signal Acme needs SSO")
    assert first.ephemeral
    assert first.request
    house.answer("U0ANN", first.ephemeral, looks.UNDO)
    assert "taken back" in house.acts.resend(first.request).body
    assert house.count() == 1
    assert house.cards() == []


def test_a_capture_changes_things_in_one_transaction(house: House) -> None:
    house.type("U0ANN", "/signal one makes her known")
    changing = []

    def notice(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            changing.append(connection.get_transaction())

    event.listen(house.bot.database.engine, "before_cursor_execute", notice)
    house.type("U0ANN", f"/signal {EVERYTHING}")
    event.remove(house.bot.database.engine, "before_cursor_execute", notice)
    assert len(changing) > 5
    assert len(set(changing)) == 1
