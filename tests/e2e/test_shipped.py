"""You asked, it shipped: from what was heard to the message that who asked gets, once."""

from rituals.messages import following as following_looks
from rituals.messages import release_drafts, release_forms, signal_forms
from rituals.messages import releases as release_looks
from rituals.messages import roadmap as roadmap_looks
from rituals.messages import shipped as looks
from storage import accounts, people
from tests.e2e.house import TEAM, House, words
from tests.e2e.test_following import restrict
from tests.e2e.test_roadmap import add, click, item


def told(house: House, person: str) -> list[str]:
    """What the bot said to somebody directly about what shipped."""
    house.settle()
    direct = [
        channel
        for channel in house.world.channels.values()
        if channel.kind == "im" and person in channel.members
    ]
    said = [words(message) for channel in direct for message in house.posted(channel.id)]
    return [text for text in said if "hipped:*" in text or "livré :*" in text]


def announce(house: House, person: str, *numbers: int, name: str = "Access 4.2") -> None:
    """Announce a release that ships these items; the confirmation stays open."""
    form = house.open(person, "/release")
    filled: dict[str, object] = {
        release_forms.NAME: name,
        release_forms.CHANGES: "- Sign in with **Okta**",
        release_forms.VALUE: "One password less",
        release_forms.LINK: "https://example.com/sso",
    }
    if numbers:
        for number in numbers:
            house.acts.suggest(person, form, release_forms.SHIPS, f"I-{number}")
        filled[release_forms.SHIPS] = [item(house, number).id for number in numbers]
    assert house.acts.submit(person, form, filled).ok


def preview(house: House, person: str) -> str:
    click(house, person, release_looks.TELL)
    return words(house.view(person))


def tell(house: House, person: str) -> str:
    page = house.view(person)
    assert house.acts.submit(person, page).ok
    shown = words(house.view(person))
    house.acts.close(person, house.view(person), everything=True)
    return shown


def ships(house: House, *numbers: int) -> None:
    """Edit R-1 so that it ships these items and no others."""
    shown = house.type("U0PAM", "/release R-1")
    house.acts.click("U0PAM", shown, release_looks.EDIT)
    form = house.view("U0PAM")
    for number in numbers:
        house.acts.suggest("U0PAM", form, release_forms.SHIPS, f"I-{number}")
    items = [item(house, number).id for number in numbers]
    assert house.acts.submit("U0PAM", form, {release_forms.SHIPS: items}).ok


def back_to_the_board(house: House, number: int) -> None:
    house.open("U0PAM", f"/roadmap I-{number}")
    click(house, "U0PAM", roadmap_looks.MOVE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {"roadmap.place": "now"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)


def own(house: House, account: str, owner: str) -> None:
    with house.bot.services.write() as tx:
        found = accounts.ensure(tx, TEAM, account, house.clock())
        accounts.describe(tx, TEAM, found, owner=f"{TEAM}:{owner}")


def sso_asked_by_all(house: House) -> None:
    """Ann asked twice, Léa once; Max follows; Ada owns an account that asked."""
    house.type("U0ANN", "/signal We won't renew without SSO for:Acme 45k€ !dealbreaker")
    house.type("U0ANN", "/signal SSO is a must for:Globex")
    house.type("U0LEA", "/signal La connexion unique, ou rien for:Acme")
    own(house, "Globex", "U0ADA")
    add(house, "SSO with Okta")
    for number in (1, 2, 3):
        house.type("U0PAM", f"/roadmap I-1 S-{number}")
    house.open("U0MAX", "/roadmap I-1")
    click(house, "U0MAX", roadmap_looks.FOLLOW)


def test_the_whole_story_in_both_languages(house: House) -> None:
    sso_asked_by_all(house)
    announce(house, "U0PAM", 1)
    assert "Ships I-1 SSO with Okta" in words(house.view("U0PAM"))
    assert item(house, 1).place == "shipped"
    assert told(house, "U0ANN") == [], "announcing tells nobody by itself"
    shown = preview(house, "U0PAM")
    for part in (
        "*4 people* will be told",
        "*ann* · S-1, S-2",
        "*léa* · S-3",
        "*ada* · accounts: Globex",
        "*max* · follows I-1",
    ):
        assert part in shown, part
    assert "4 people are told of R-1" in tell(house, "U0PAM")

    [ann] = told(house, "U0ANN")
    for part in (
        "You asked, it shipped",
        "Access 4.2",
        "I-1",
        "SSO with Okta",
        "One password less",
        "S-1",
        "S-2",
    ):
        assert part in ann, part
    assert "We won't renew without SSO for:Acme" in ann
    assert "What we had noted: “We won't renew without SSO 45k€”" in ann
    assert "https://example.com/sso" in ann
    assert "connexion unique" not in ann, "somebody else's words"
    [lea] = told(house, "U0LEA")
    assert "Vous l’aviez demandé, c’est livré" in lea
    assert "Ce que nous avions noté : « La connexion unique, ou rien »" in lea
    [ada] = told(house, "U0ADA")
    assert "Your account that asked for it:* Globex" in ada
    assert "SSO is a must" not in ada
    [maxime] = told(house, "U0MAX")
    assert "C’est livré" in maxime
    assert told(house, "U0PAM") == []
    board = house.open("U0PAM", "/roadmap")
    assert "Shipped (1)" in words(board)
    assert "shipped by R-1" in words(house.open("U0PAM", "/roadmap I-1"))
    assert house.refused() == []


def test_nobody_is_told_twice_of_the_same_item(house: House) -> None:
    sso_asked_by_all(house)
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    tell(house, "U0PAM")
    house.settle()
    shown = house.type("U0PAM", "/release R-1")
    house.acts.click("U0PAM", shown, release_looks.TELL)
    page = house.view("U0PAM")
    assert "Nobody is left to be told" in words(page)
    assert "4 people were told already" in words(page)
    assert page.submit is None
    # The item comes back to the board and ships again, with one more who asked.
    house.type("U0PAM", "/signal SSO at last")
    house.type("U0PAM", "/roadmap I-1 S-4")
    back_to_the_board(house, 1)
    announce(house, "U0PAM", 1, name="Access 4.3")
    assert "*1 person* will be told" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    assert [len(told(house, person)) for person in ("U0ANN", "U0LEA", "U0ADA", "U0MAX", "U0PAM")] == [1] * 5


def test_an_item_added_to_a_release_later_is_told_on_its_own(house: House) -> None:
    house.type("U0ANN", "/signal SSO please")
    house.type("U0ANN", "/signal A dark mode, too")
    add(house, "SSO with Okta")
    add(house, "Dark mode")
    house.type("U0PAM", "/roadmap I-1 S-1")
    house.type("U0PAM", "/roadmap I-2 S-2")
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    tell(house, "U0PAM")
    ships(house, 1, 2)
    assert "Ships I-1 SSO with Okta and I-2 Dark mode" in words(house.view("U0PAM"))
    assert "*ann* · S-2" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    first, second = told(house, "U0ANN")
    assert "Dark mode" not in first
    assert "A dark mode, too" in second
    assert "SSO" not in second


def test_an_item_taken_out_of_a_release_is_open_again(house: House) -> None:
    add(house, "SSO with Okta")
    announce(house, "U0PAM", 1)
    click(house, "U0PAM", release_looks.EDIT)
    house.acts.submit("U0PAM", house.view("U0PAM"), {release_forms.SHIPS: []})
    assert release_looks.TELL not in words(house.view("U0PAM"))
    assert (item(house, 1).place, item(house, 1).release_id) == ("now", None)


def test_who_is_deactivated_is_named_and_not_told(house: House) -> None:
    sso_asked_by_all(house)
    with house.bot.services.write() as tx:
        lea = people.get(tx, TEAM, f"{TEAM}:U0LEA")
        assert lea
        people.remember(
            tx,
            TEAM,
            lea.person,
            name=lea.name,
            locale=lea.locale,
            zone=lea.zone,
            is_admin=False,
            is_bot=False,
            deactivated=True,
            now=house.clock(),
        )
    announce(house, "U0PAM", 1)
    shown = preview(house, "U0PAM")
    assert "deactivated: léa" in shown
    assert "*3 people* will be told" in shown
    tell(house, "U0PAM")
    assert told(house, "U0LEA") == []
    assert len(told(house, "U0ANN")) == 1


def test_restricted_words_reach_who_may_read_them_only(house: House) -> None:
    secret = {signal_forms.TEXT: "Umbrella wants SSO for:Umbrella", signal_forms.VISIBILITY: "restricted"}
    house.acts.submit("U0ANN", house.open("U0ANN", "/signal"), secret)
    house.acts.close("U0ANN", house.view("U0ANN"))
    own(house, "Umbrella", "U0LEA")
    add(house, "SSO with Okta")
    house.type("U0ANN", "/roadmap I-1 S-1")
    announce(house, "U0PAM", 1)
    shown = preview(house, "U0PAM")
    assert "*ann* · 1 restricted signal" in shown
    for secret_word in ("Umbrella", "S-1", "léa"):
        assert secret_word not in shown
    tell(house, "U0PAM")
    [ann] = told(house, "U0ANN")
    assert "Umbrella wants SSO" in ann
    assert told(house, "U0LEA") == [], "she owns the account, and may not read who asked"


def test_only_who_may_edit_the_release_tells(house: House) -> None:
    sso_asked_by_all(house)
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    form = house.view("U0PAM")
    assert release_looks.TELL not in words(house.type("U0ANN", "/release R-1"))
    assert release_looks.TELL in words(house.type("U0ADA", "/release R-1")), "an admin may"
    assert form.callback_id == looks.TELL


def test_a_signal_taken_back_before_telling_counts_no_more(house: House) -> None:
    saved = house.type("U0ANN", "/signal SSO please")
    add(house, "SSO with Okta")
    house.type("U0PAM", "/roadmap I-1 S-1")
    house.answer("U0ANN", saved, "signals.undo")
    announce(house, "U0PAM", 1)
    assert "Nobody is left to be told" in preview(house, "U0PAM")
    assert "No signal stands behind it" in words(house.open("U0PAM", "/roadmap I-1"))


def test_who_follows_a_signal_hears_of_it_once_with_its_words(house: House) -> None:
    sso_asked_by_all(house)
    for card in house.cards()[:2]:
        house.answer("U0MAX", card, following_looks.FOLLOW)  # both Ann's; he follows the item, too
    house.answer("U0LEA", house.cards()[0], following_looks.FOLLOW)  # beside her own
    announce(house, "U0PAM", 1)
    shown = preview(house, "U0PAM")
    assert "*max* · follows I-1, S-1, S-2" in shown
    assert "*léa* · S-3 · follows S-1" in shown
    tell(house, "U0PAM")
    [maxime] = told(house, "U0MAX")
    assert "C’est livré" in maxime
    assert "Ce que vous suivez (S-1" in maxime
    assert "We won't renew without SSO for:Acme" in maxime
    [lea] = told(house, "U0LEA")
    assert lea.index("Ce que vous aviez entendu (S-3") < lea.index("Ce que vous suivez (S-1")
    assert "Ce que nous avions noté : « La connexion unique, ou rien »" in lea
    assert [len(told(house, person)) for person in ("U0ANN", "U0LEA", "U0ADA", "U0MAX")] == [1] * 4


def test_a_follower_who_may_not_read_the_signal_any_more_hears_nothing(house: House) -> None:
    house.type("U0ANN", "/signal Umbrella wants SSO")
    add(house, "SSO with Okta")
    house.type("U0PAM", "/roadmap I-1 S-1")
    [card] = house.cards()
    house.answer("U0LEA", card, following_looks.FOLLOW)
    announce(house, "U0PAM", 1)
    assert "*léa*" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    restrict(house, "U0ANN", card)  # told, but not delivered yet
    assert told(house, "U0LEA") == []
    assert len(told(house, "U0ANN")) == 1


def test_author_and_owner_of_the_account_at_once_gets_one_message(house: House) -> None:
    house.type("U0ANN", "/signal SSO is a must for:Globex")
    house.type("U0LEA", "/signal SSO, encore for:Globex")
    own(house, "Globex", "U0ANN")
    add(house, "SSO with Okta")
    for number in (1, 2):
        house.type("U0PAM", f"/roadmap I-1 S-{number}")
    announce(house, "U0PAM", 1)
    assert "*ann* · S-1 · accounts: Globex" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    [ann] = told(house, "U0ANN")
    assert "SSO is a must for:Globex" in ann
    assert "Your account that asked for it:* Globex" in ann


def test_taken_out_before_it_was_delivered_it_is_told_when_it_ships(house: House) -> None:
    house.type("U0ANN", "/signal SSO please")
    house.type("U0ANN", "/signal A dark mode, too")
    house.type("U0LEA", "/signal La connexion unique")
    for title in ("SSO with Okta", "Dark mode"):
        add(house, title)
    for typed in ("I-1 S-1", "I-2 S-2", "I-1 S-3"):
        house.type("U0PAM", f"/roadmap {typed}")
    announce(house, "U0PAM", 1, 2)
    preview(house, "U0PAM")
    tell(house, "U0PAM")
    back_to_the_board(house, 1)
    [ann] = told(house, "U0ANN")
    assert "Dark mode" in ann
    assert "SSO" not in ann
    assert told(house, "U0LEA") == []
    ships(house, 1, 2)
    assert "*2 people* will be told" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    assert len(told(house, "U0LEA")) == 1
    second = told(house, "U0ANN")[-1]
    assert "Dark mode" not in second
    assert "SSO with Okta" in second


def test_taken_out_after_it_was_delivered_it_is_not_told_again(house: House) -> None:
    house.type("U0ANN", "/signal SSO please")
    add(house, "SSO with Okta")
    house.type("U0PAM", "/roadmap I-1 S-1")
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    tell(house, "U0PAM")
    assert len(told(house, "U0ANN")) == 1
    ships(house)
    house.settle()
    ships(house, 1)
    assert "Nobody is left to be told" in preview(house, "U0PAM")
    assert len(told(house, "U0ANN")) == 1


def test_who_left_before_delivery_is_sent_nothing_and_holds_nobody_up(house: House) -> None:
    sso_asked_by_all(house)
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    tell(house, "U0PAM")
    house.rename("U0LEA", deleted=True)
    house.acts.open_home("U0MAX")  # with it goes what else happened
    assert told(house, "U0LEA") == []
    assert [len(told(house, person)) for person in ("U0ANN", "U0ADA", "U0MAX")] == [1] * 3


def test_what_shipped_waits_for_no_decision(house: House) -> None:
    sso_asked_by_all(house)
    assert "*New* 3" in words(house.open("U0ADA", "/diapason inbox"))
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    assert {house.signal(number).state for number in (1, 2, 3)} == {"new"}
    tell(house, "U0PAM")
    house.settle()
    assert {house.signal(number).state for number in (1, 2, 3)} == {"shipped"}
    assert "*Shipped*" in words(house.cards()[0])
    assert "*New* 0" in words(house.open("U0ADA", "/diapason inbox"))
    direct = house.posted(house.world.direct("U0ANN").id)
    assert len(direct) == 1, "one message says it all"


def test_a_withdrawn_release_tells_nobody_more_and_the_next_one_whom_it_did_not_reach(house: House) -> None:
    sso_asked_by_all(house)
    announce(house, "U0PAM", 1)
    preview(house, "U0PAM")
    tell(house, "U0PAM")  # nothing is delivered yet
    shown = house.type("U0PAM", "/release R-1")
    house.acts.click("U0PAM", shown, release_looks.WITHDRAW)
    assert house.acts.submit("U0PAM", house.view("U0PAM"), {release_drafts.WHY: "A day too early"}).ok
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert [told(house, person) for person in ("U0ANN", "U0LEA", "U0ADA", "U0MAX")] == [[]] * 4
    assert item(house, 1).place == "now"
    announce(house, "U0PAM", 1, name="Access 4.3")
    assert "*4 people* will be told" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    for person in ("U0ANN", "U0LEA", "U0ADA", "U0MAX"):
        [one] = told(house, person)
        assert "Access 4.3" in one
