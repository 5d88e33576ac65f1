"""Home: quick buttons for everybody, the inbox for who owns signals, and what became of one's own; always fresh."""

from datetime import UTC, datetime

from bot.playground.world import View
from rituals.messages import doctor as doctor_looks
from rituals.messages import following as following_looks
from rituals.messages import home as looks
from rituals.messages import launch_choice as choice_looks
from rituals.messages import launch_forms
from rituals.messages import launches as launch_looks
from rituals.messages import polls as poll_looks
from rituals.messages import roles as role_looks
from rituals.messages import search as search_looks
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import inbox as inbox_looks
from storage import machine, rituals, roles, tables
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import started, with_release
from tests.e2e.polling import posted
from tests.e2e.test_inbox import refs


def open_home(house: House, person: str) -> View:
    house.acts.open_home(person)
    return home(house, person)


def home(house: House, person: str) -> View:
    """The Home that stands there now."""
    house.settle()
    view = house.world.views.home(person)
    assert view is not None
    return view


def test_an_empty_home_says_how_to_begin_in_ones_own_language(house: House) -> None:
    assert "Mes signaux" in words(open_home(house, "U0LEA"))
    assert "`/signal ce que vous avez entendu`" in words(home(house, "U0LEA"))
    assert "Votre boîte" not in words(home(house, "U0LEA"))
    assert "Your inbox" in words(open_home(house, "U0ADA"))
    assert house.refused() == []


def test_it_stays_fresh_as_signals_come_and_are_decided(house: House) -> None:
    open_home(house, "U0ANN")
    open_home(house, "U0ADA")
    house.type("U0ANN", "/signal Acme needs SSO for:Acme")
    assert "Acme needs SSO" in words(home(house, "U0ANN"))
    assert "*New* · ada will answer" in words(home(house, "U0ANN"))
    inbox = home(house, "U0ADA")
    assert "*New* 1" in words(inbox)

    house.acts.click("U0ADA", inbox, card_looks.DECIDE)
    values = {"triage.choice": "declined", "triage.reason": "cost"}
    house.acts.submit("U0ADA", house.view("U0ADA"), values)
    assert "*Declined*" in words(home(house, "U0ANN"))
    assert "It costs more than it would bring." in words(home(house, "U0ANN"))
    assert "*New* 0" in words(home(house, "U0ADA"))


def test_an_undone_signal_is_gone_from_home(house: House) -> None:
    open_home(house, "U0ANN")
    told = house.type("U0ANN", "/signal Acme needs SSO")
    house.answer("U0ANN", told, "signals.undo")
    assert "Acme needs SSO" not in words(home(house, "U0ANN"))


def test_nobody_who_never_opened_it_is_sent_a_home(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.settle()
    assert house.world.views.home("U0ANN") is None
    house.acts.open_home("U0ANN", "messages")
    house.settle()
    assert house.world.views.home("U0ANN") is None


def test_its_buttons_open_the_form_the_announcement_the_news_and_the_inbox(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.clock.later(minutes=1)
    page = open_home(house, "U0ADA")
    for button, shown in (
        (looks.NEW_SIGNAL, "signals.text"),
        (looks.ANNOUNCE, "releases.name"),
        (looks.NEWS, "1 signal"),
        ("triage.open_inbox", "Acme needs SSO"),
    ):
        house.acts.click("U0ADA", page, button)
        view = house.view("U0ADA")
        assert shown in words(view), button
        house.acts.close("U0ADA", view)
    assert house.refused() == []


def test_a_home_holds_no_more_than_slack_takes(house: House) -> None:
    for number in range(15):
        house.type("U0ADA", f"/signal Wish {number} " + "very " * 300)
    assert len(open_home(house, "U0ADA").blocks) <= 100
    assert house.refused() == []


def test_its_inbox_is_narrowed_and_stays_so_as_things_change(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO for:Acme #sso !risk")
    house.type("U0ANN", "/signal Globex needs SSO for:Globex #sso")
    house.type("U0ANN", "/signal Globex wants exports for:Globex #export")
    page = open_home(house, "U0ADA")
    assert refs(page) == ["S-1", "S-2", "S-3"]
    house.acts.choose("U0ADA", page, inbox_looks.BY_KIND, "churn_risk")
    assert refs(home(house, "U0ADA")) == ["S-1"]
    house.acts.click("U0ADA", home(house, "U0ADA"), inbox_looks.CLEAR)
    house.acts.suggest("U0ADA", home(house, "U0ADA"), inbox_looks.BY_THEME, "ss")
    house.acts.choose("U0ADA", home(house, "U0ADA"), inbox_looks.BY_THEME, "sso")
    assert refs(home(house, "U0ADA")) == ["S-1", "S-2"]
    house.type("U0ANN", "/signal Hooli needs SSO #sso")
    assert refs(home(house, "U0ADA")) == ["S-1", "S-2", "S-4"], "what came since, narrowed as chosen"
    assert refs(open_home(house, "U0ADA")) == ["S-1", "S-2", "S-4"], "also when opened again"
    house.acts.suggest("U0ADA", home(house, "U0ADA"), inbox_looks.BY_ACCOUNT, "glo")
    house.acts.choose("U0ADA", home(house, "U0ADA"), inbox_looks.BY_ACCOUNT, "Globex")
    assert refs(home(house, "U0ADA")) == ["S-2"]
    house.acts.choose("U0ADA", home(house, "U0ADA"), inbox_looks.SHOW, "waiting")
    assert "Nothing waits for a decision here." in words(home(house, "U0ADA"))
    assert house.refused() == []


def test_its_inbox_has_pages_and_themes_for_several_at_once(house: House) -> None:
    for number in range(1, 13):
        house.type("U0ANN", f"/signal Wish number {number}")
    page = open_home(house, "U0ADA")
    assert refs(page) == [f"S-{number}" for number in range(1, 6)]
    for _ in range(2):
        house.acts.click("U0ADA", home(house, "U0ADA"), inbox_looks.NEWER)
        house.settle()
    assert refs(home(house, "U0ADA")) == ["S-11", "S-12"]
    house.acts.click("U0ADA", home(house, "U0ADA"), inbox_looks.SET_THEME)
    assert "Tick the signals first" in words(house.view("U0ADA"))
    house.acts.close("U0ADA", house.view("U0ADA"))
    for number in (11, 12):
        signal = house.signal(number).id
        block = f"{inbox_looks.PICK}.{signal}"
        house.acts.choose("U0ADA", home(house, "U0ADA"), inbox_looks.PICK, [signal], block_id=block)
    house.acts.click("U0ADA", home(house, "U0ADA"), inbox_looks.SET_THEME)
    house.acts.submit("U0ADA", house.view("U0ADA"), {inbox_looks.THEMES: "#sso"})
    assert [house.signal(number).themes for number in (10, 11, 12)] == [(), ("sso",), ("sso",)]
    assert "#sso" in words(home(house, "U0ADA"))
    house.acts.click("U0ADA", home(house, "U0ADA"), inbox_looks.OLDER)
    assert refs(home(house, "U0ADA"))[0] == "S-6"
    assert house.refused() == []


def test_words_typed_there_are_looked_for(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs the export")
    for number in range(11):
        house.type("U0ANN", f"/signal Wish for an export, number {number}")
    page = open_home(house, "U0LEA")
    house.acts.choose("U0LEA", page, looks.SEARCH, "exports depuis:30j")
    found = house.view("U0LEA")
    assert str(found.title).count("Recherche")
    assert "Acme needs the export" not in words(found)
    house.acts.click("U0LEA", found, search_looks.OLDER)
    assert "Acme needs the export" in words(house.view("U0LEA"))
    house.acts.click("U0LEA", house.view("U0LEA"), following_looks.FOLLOW, value=house.signal(1).id)
    assert "Vous suivez *S-1*" in words(house.view("U0LEA"))
    house.acts.click("U0LEA", house.view("U0LEA"), following_looks.UNFOLLOW)
    assert "Vous ne suivez plus *S-1*" in words(house.view("U0LEA"))
    house.acts.close("U0LEA", house.view("U0LEA"), everything=True)
    house.acts.choose("U0LEA", home(house, "U0LEA"), looks.SEARCH, "")
    assert "thème:" in words(house.view("U0LEA"))
    assert house.refused() == []


def test_what_somebody_follows_stands_there_until_they_leave_it(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    [card] = house.cards()
    assert "Signaux que je suis" not in words(open_home(house, "U0MAX"))
    house.answer("U0MAX", card, following_looks.FOLLOW)
    page = home(house, "U0MAX")
    assert "Signaux que je suis" in words(page)
    assert "*Nouveau* · ada répond" in words(page)
    house.acts.click("U0PAM", card, card_looks.ACKNOWLEDGE)
    assert "*Lu*" in words(home(house, "U0MAX"))
    house.acts.click("U0MAX", home(house, "U0MAX"), following_looks.UNFOLLOW)
    assert "Vous ne suivez plus *S-1*" in words(house.view("U0MAX"))
    assert "Acme needs SSO" not in words(home(house, "U0MAX"))


def test_it_speaks_the_language_that_was_just_chosen(house: House) -> None:
    assert "My signals" in words(open_home(house, "U0ANN"))
    house.type("U0ANN", "/diapason language fr")
    assert "Mes signaux" in words(home(house, "U0ANN"))


def test_what_somebody_may_do_there_follows_their_role(house: House) -> None:
    assert looks.ANNOUNCE in words(open_home(house, "U0ANN"))
    form = house.open("U0ADA", "/diapason roles")
    assert house.acts.submit("U0ADA", form, {role_looks.PEOPLE["pm"]: ["U0PAM"]}).ok
    assert looks.ANNOUNCE not in words(home(house, "U0ANN"))


def test_it_tells_what_comes_up_and_admins_how_the_machine_is(house: House) -> None:
    with_release(house)
    started(house)
    poll = posted(house)
    shown = words(open_home(house, "U0LEA"))
    assert "*L-1* Single &lt;sign-on&gt; · le produit est prêt" in shown
    assert f"*{poll.ref}* What is next? · fin du vote" in shown
    assert shown.index("*P-1*") < shown.index("*L-1*")  # it closes a week before
    assert "Diapason" not in shown
    assert "*Diapason needs a look.*" in words(open_home(house, "U0ADA"))  # nothing ticks here
    with house.bot.services.write() as tx:
        machine.put(tx, machine.BEAT, datetime.now(UTC).isoformat())
    assert "*Diapason is well.*" in words(open_home(house, "U0ADA"))
    with house.bot.services.write() as tx:
        tx.execute(tables.outbox.update().where(tables.outbox.c.kind == "hello").values(state="failed"))
        rituals.pause_in(tx, TEAM, "C0DIG", (), "archived")
    page = open_home(house, "U0ADA")
    assert "*Diapason needs a look.*" in words(page)
    assert "3 messages not sent" in words(page)
    assert "1 ritual stopped itself" in words(page)
    house.acts.click("U0ADA", page, doctor_looks.LOOK_AGAIN)
    assert "Messages: 3 could not be said" in words(house.view("U0ADA"))
    house.acts.click("U0ADA", house.view("U0ADA"), doctor_looks.LOOK_AGAIN)
    assert "could not be said" in words(house.view("U0ADA"))


def test_a_poll_is_asked_and_launches_are_seen_from_home(house: House) -> None:
    view = open_home(house, "U0PAM")
    house.acts.click("U0PAM", view, poll_looks.NEW)
    assert "What do you want to know?" in words(house.view("U0PAM"))
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0PAM", view, looks.LAUNCH)
    assert "Every release is launched" in words(house.view("U0PAM"))
    house.acts.click("U0PAM", house.view("U0PAM"), launch_looks.MINE)
    assert "0 open tasks" in words(house.view("U0PAM"))
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    with_release(house)
    house.acts.click("U0PAM", home(house, "U0PAM"), looks.LAUNCH)
    house.acts.click("U0PAM", house.view("U0PAM"), choice_looks.CHOOSE)
    assert house.view("U0PAM").callback_id == launch_forms.ASK
    assert house.refused() == []


def test_first_steps_are_told_in_three_lines_by_role_until_there_is_something(house: House) -> None:
    with house.bot.services.write() as tx:
        for user, role in (("U0ANN", "sales"), ("U0MAX", "marketing")):
            roles.give(tx, TEAM, role, f"{TEAM}:{user}", known=True, by=f"{TEAM}:U0ADA", now=house.clock())
    assert "between two calls" in words(open_home(house, "U0ANN"))
    assert "/launch start R-4` prépare le plan" in words(open_home(house, "U0MAX"))
    assert "somebody answers you" in words(open_home(house, "U0PAM"))
    house.type("U0ANN", "/signal Acme needs SSO for:Acme")
    assert "between two calls" not in words(home(house, "U0ANN"))
