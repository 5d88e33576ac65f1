"""The form of a signal: filling it in, mending what it says, and changing later what was understood."""

from time import monotonic

from sqlalchemy import select

from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from rituals.services import person_id
from rituals.signals import edit as editing
from storage import audit, signals, tables
from storage.names import key_of
from tests.e2e.house import HERE, TEAM, House, words

FILLED = {
    forms.TEXT: "We need SSO before June",
    forms.KIND: "request",
    forms.THEMES: "#sso, security",
    forms.IMPORTANCE: "dealbreaker",
    forms.AMOUNT: "45 000",
    forms.CURRENCY: "USD",
    forms.COMPETITOR: "Okta",
    forms.LINK: "https://example.com/notes?a=1&b=2",
}


def choose_account(house: House, person: str, name: str) -> None:
    """Pick an account, new or known, in the form before somebody, by typing its name."""
    house.acts.suggest(person, house.view(person), forms.ACCOUNT, name)
    house.acts.choose(person, house.view(person), forms.ACCOUNT, name)


def edit(house: House, person: str, number: int = 1) -> None:
    """Open the change form from the card."""
    [card] = [card for card in house.cards() if f"S-{number}*" in card.text]
    assert house.acts.click(person, card, looks.EDIT).ok


def test_all_fields_are_kept_shown_back_and_on_the_card(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    choose_account(house, "U0ANN", "Acme Corp")
    shown = house.acts.submit("U0ANN", form, FILLED)
    assert shown.ok
    signal = house.signal(1)
    assert (signal.verbatim, signal.kind, signal.account) == (
        "We need SSO before June",
        "request",
        "Acme Corp",
    )
    assert (signal.importance, signal.competitor) == ("dealbreaker", "Okta")
    assert (signal.amount_minor, signal.amount_currency) == (4_500_000, "USD")
    assert set(signal.themes) == {"sso", "security"}
    assert (signal.link, signal.source) == ("https://example.com/notes?a=1&b=2", "form")
    [card] = house.cards()
    for part in ("S-1", "Request", "Acme Corp", "$45,000", "#sso", "#security", "Okta", "Dealbreaker"):
        assert part in words(shown), part
        assert part in words(card), part
    assert "Undo" in words(shown)


def test_the_form_speaks_french_and_feedback_is_preset(house: House) -> None:
    form = house.open("U0LEA", "/feedback")
    assert "Qu’avez-vous entendu" in words(form)
    assert form.values[forms.KIND][forms.KIND]["selected_option"]["value"] == "feedback"
    assert house.open("U0LEA", "/signal").values[forms.KIND][forms.KIND].get("selected_option") is None
    shown = house.acts.submit("U0LEA", house.view("U0LEA"), {forms.TEXT: "Trop lent #vitesse 45k€"})
    assert "Enregistré" in words(shown)
    assert (house.signal(1).themes, house.signal(1).amount_minor) == (("vitesse",), 4_500_000)


def test_the_text_alone_is_required_and_problems_stand_at_their_fields(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    required = [
        block["block_id"] for block in form.blocks if block["type"] == "input" and not block["optional"]
    ]
    assert required[0] == forms.TEXT
    assert set(house.acts.submit("U0ANN", form, {}).errors) == {forms.TEXT}  # the client's own word
    wrong = {
        forms.TEXT: "Acme",
        forms.AMOUNT: "a lot",
        forms.LINK: "example.com",
        forms.THEMES: " ".join("abcdefghijk"),
    }
    refused = house.acts.submit("U0ANN", form, wrong)
    assert set(refused.errors) == {forms.AMOUNT, forms.LINK, forms.THEMES}
    assert house.count() == 0
    kept = house.view("U0ANN").values
    assert kept[forms.TEXT][forms.TEXT]["value"] == "Acme"

    mended = house.acts.submit("U0ANN", form, {forms.AMOUNT: "45k", forms.LINK: "", forms.THEMES: "a"})
    assert mended.ok
    assert mended.request
    first = house.acts.resend(mended.request)  # the browser sends it once more
    assert "S-1" in first.body
    assert house.count() == 1
    assert len(house.cards()) == 1


def test_the_same_words_from_the_form_are_asked_about_and_saved_again_with_its_fields(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO before June")
    house.open("U0ANN", "/signal")
    choose_account(house, "U0ANN", "Globex")
    asked = house.acts.submit("U0ANN", house.view("U0ANN"), FILLED)
    assert "S-1" in words(asked)
    assert house.count() == 1
    shown = house.acts.click("U0ANN", house.view("U0ANN"), looks.SAVE_AGAIN)
    assert "S-2" in words(shown)
    signal = house.signal(2)
    assert (signal.account, signal.amount_minor, signal.kind) == ("Globex", 4_500_000, "request")


def test_accounts_are_suggested_while_typing_among_ten_thousand(house: House) -> None:
    with house.bot.services.write() as tx:
        rows = [
            {
                "workspace_id": TEAM,
                "id": f"a{number}",
                "name": f"Company {number:05} Élan",
                "name_key": key_of(f"Company {number:05} Élan"),
                "created_at": house.clock(),
            }
            for number in range(10_000)
        ]
        tx.execute(tables.accounts.insert(), rows)
    form = house.open("U0ANN", "/signal")
    started = monotonic()
    for typed, first in (
        ("", "Company 00000 Élan"),
        ("company 0999", "Company 09990 Élan"),
        ("ÉLAN", "Company 00000 Élan"),
    ):
        found = house.acts.suggest("U0ANN", form, forms.ACCOUNT, typed)
        assert found.ok
        assert found.options[0]["value"] == first
        assert len(found.options) <= 100
    assert monotonic() - started < 3
    [new] = house.acts.suggest("U0ANN", form, forms.ACCOUNT, " Initech ").options
    assert new["value"] == "Initech"
    assert "Add" in new["text"]["text"]
    for typed in ("%", "_", "\\", "'; DROP TABLE accounts", "<!channel>", "x" * 300, "\x00", "🧨" * 200):
        assert house.acts.suggest("U0ANN", form, forms.ACCOUNT, typed).ok, typed


# Edit -----------------------------------------------------------------------------------------------------------------


def test_an_edit_changes_the_interpretation_and_the_card_in_place_never_the_words(house: House) -> None:
    house.type("U0ANN", "/signal Globex need SSO #sso 45k€ !risk")
    [before] = house.cards()
    edit(house, "U0ANN")
    form = house.view("U0ANN")
    assert "Globex need SSO #sso 45k€ !risk" in words(form)
    assert form.values[forms.AMOUNT][forms.AMOUNT]["value"] == "45000"
    choose_account(house, "U0ANN", "Globex")
    shown = house.acts.submit(
        "U0ANN", form, {forms.KIND: "friction", forms.AMOUNT: "", forms.CORRECTION: "Globex needs SSO by May"}
    )
    assert "Friction" in words(shown)
    signal = house.signal(1)
    assert signal.verbatim == "Globex need SSO #sso 45k€ !risk"
    assert signal.correction == "Globex needs SSO by May"
    assert (signal.kind, signal.account, signal.amount_minor, signal.themes) == (
        "friction",
        "Globex",
        None,
        ("sso",),
    )
    [after] = house.cards()
    assert after.ts == before.ts
    for part in ("Friction", "Globex", "Globex need SSO #sso 45k€ !risk", "Globex needs SSO by May"):
        assert part in words(after)
    assert "€45,000" not in words(after)


def test_a_correction_that_is_cleared_goes_and_stays_in_the_history(house: House) -> None:
    house.type("U0ANN", "/signal Globex need SSO")
    edit(house, "U0ANN")
    house.acts.submit("U0ANN", house.view("U0ANN"), {forms.CORRECTION: "Globex needs SSO by May"})
    house.settle()
    edit(house, "U0ANN")
    form = house.view("U0ANN")
    assert form.values[forms.CORRECTION][forms.CORRECTION]["value"] == "Globex needs SSO by May"
    shown = house.acts.submit("U0ANN", form, {forms.CORRECTION: ""})
    house.settle()
    assert house.signal(1).correction is None
    [card] = house.cards()
    assert "by May" not in words(card) + words(shown)
    with house.bot.database.read() as tx:
        kept = tx.scalars(select(tables.corrections.c.words).order_by(tables.corrections.c.id)).all()
    assert kept == ["Globex needs SSO by May", ""]
    assert "S-1" in words(house.type("U0ANN", "/diapason search globex"))
    assert "S-1" not in words(house.type("U0ANN", "/diapason search may"))


def test_an_edit_that_changes_nothing_changes_nothing(house: House) -> None:
    house.type(
        "U0ANN",
        f'/signal A$1,234.50 #{"long" * 20} vs:"{"Okta " * 20}" for:"{"Acme " * 20}" '
        + " ".join(f"#t{n}" for n in range(15)),
    )
    kept = house.signal(1)
    assert len(kept.themes) == 10
    edit(house, "U0ANN")
    assert house.acts.submit("U0ANN", house.view("U0ANN"), {}).ok
    now = house.signal(1)
    assert (
        (now.amount_minor, now.amount_currency)
        == (kept.amount_minor, kept.amount_currency)
        == (123_450, "AUD")
    )
    assert (now.kind, now.account, set(now.themes), now.competitor) == (
        kept.kind,
        kept.account,
        set(kept.themes),
        kept.competitor,
    )


def test_author_default_owner_and_admin_may_edit_and_others_are_told_who(house: House) -> None:
    with house.bot.services.write() as tx:
        tx.execute(tables.workspaces.update().values(default_owner=f"{TEAM}:U0PAM"))
    house.type("U0ANN", "/signal Acme needs SSO")
    for person, kind in (("U0ANN", "request"), ("U0PAM", "friction"), ("U0ADA", "objection")):
        edit(house, person)
        assert house.acts.submit(person, house.view(person), {forms.KIND: kind}).ok
        assert house.signal(1).kind == kind
    [card] = house.cards()
    told = house.answer("U0LEA", card, looks.EDIT)
    assert "admin" in told.text
    assert house.world.views.top("U0LEA") is None

    with house.bot.services.read() as tx:
        history = [
            entry for entry in audit.history(tx, TEAM, "signal", house.signal(1).id) if entry.act == "edit"
        ]
    assert [entry.by for entry in history] == [f"{TEAM}:{user}" for user in ("U0ANN", "U0PAM", "U0ADA")]
    assert [(entry.before["kind"], entry.after["kind"]) for entry in history] == [
        ("feedback", "request"),
        ("request", "friction"),
        ("friction", "objection"),
    ]


def test_who_lost_the_right_meanwhile_is_refused_when_submitting(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.rename("U0MAX", is_admin=True)
    house.acts.say("U0ANN", HERE, "hello")  # Slack tells of it with the next act
    edit(house, "U0MAX")
    form = house.view("U0MAX")
    house.rename("U0MAX", is_admin=False)
    house.acts.say("U0ANN", HERE, "hello again")
    refused = house.acts.submit("U0MAX", form, {forms.KIND: "friction"})
    assert len(refused.errors) == 1
    assert "admin" in str(refused.errors)
    assert house.signal(1).kind == "feedback"


def test_a_signal_undone_meanwhile_is_not_edited(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs SSO")
    edit(house, "U0ANN")
    form = house.view("U0ANN")
    house.answer("U0ANN", told, looks.UNDO)
    assert "was undone" in str(house.acts.submit("U0ANN", form, {forms.KIND: "friction"}).errors)


def test_undo_and_visibility_work_from_the_forms_last_page(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    house.acts.submit("U0ANN", form, {forms.TEXT: "Acme needs SSO"})
    assert len(house.cards()) == 1
    shown = house.acts.click("U0ANN", house.view("U0ANN"), looks.RESTRICT)
    assert "Restricted" in words(shown)
    assert house.cards() == []
    shown = house.acts.click("U0ANN", house.view("U0ANN"), looks.UNDO)
    assert "taken back" in words(shown)
    assert house.signal(1).undone_at == house.clock()


def test_a_form_opened_before_a_change_publishes_and_overwrites_nothing(house: House) -> None:
    house.type("U0ANN", "/signal Globex need SSO #sso")
    edit(house, "U0ANN")
    form = house.view("U0ANN")
    ann = house.bot.services.directory.person(TEAM, person_id(TEAM, "U0ANN"))
    editing.show_to(house.bot.services, ann, house.signal(1).id, "restricted")
    refused = house.acts.submit("U0ANN", form, {forms.THEMES: "#login"})
    assert set(refused.errors) == {forms.KIND}
    assert "changed this signal" in refused.errors[forms.KIND]
    assert house.view("U0ANN").values[forms.THEMES][forms.THEMES]["value"] == "#login"  # to copy
    assert (house.signal(1).visibility, house.signal(1).themes) == ("restricted", ("sso",))


def test_changing_something_else_confirms_no_offered_account(house: House) -> None:
    house.type("U0ANN", "/signal SSO is missing for:Globex")
    with house.bot.services.write() as tx:
        signals.change(tx, TEAM, house.signal(1).id, {"account_certain": False})
    edit(house, "U0ANN")
    assert house.acts.submit("U0ANN", house.view("U0ANN"), {forms.IMPORTANCE: "dealbreaker"}).ok
    kept = house.signal(1)
    assert (kept.importance, kept.account, kept.account_certain) == ("dealbreaker", "Globex", False)


def test_save_again_keeps_long_fields_of_any_script(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO before June")
    house.open("U0ANN", "/signal")
    themes = " ".join("سلامة" * 14 + letter for letter in "ابتثجحخدذر")
    long = FILLED | {forms.THEMES: themes, forms.COMPETITOR: "🧨" * 60, forms.VISIBILITY: "restricted"}
    asked = house.acts.submit("U0ANN", house.view("U0ANN"), long)
    assert "S-1" in words(asked)
    house.acts.click("U0ANN", house.view("U0ANN"), looks.SAVE_AGAIN)
    signal = house.signal(2)
    assert (len(signal.themes), signal.competitor, signal.visibility) == (10, "🧨" * 60, "restricted")
    assert (signal.kind, signal.amount_minor) == ("request", 4_500_000)
