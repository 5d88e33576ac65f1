"""Signals that say the same: one speaks for the other, nobody's voice is lost, and *Undo* puts everything back."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bot.playground.world import Ephemeral, View
from rituals.merging.signals import merge as merge_signals
from rituals.messages import following as following_looks
from rituals.messages import merging as looks
from rituals.messages import signals as signal_looks
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import forms as triage_forms
from rituals.refusals import Refusal
from rituals.services import person_id
from storage import merging, tables
from storage.merging import Kind
from tests.e2e.house import TEAM, House, words
from tests.e2e.test_roadmap import add
from tests.e2e.test_shipped import announce, preview, tell
from tests.e2e.test_shipped import told as told_shipped


def merge(house: House, person: str, merged: int, kept: int) -> View:
    """From the triage form of a card: the signal is the same as another, chosen by its reference."""
    card = next(card for card in house.cards() if f"*S-{merged}*" in card.blocks[0]["text"]["text"])
    assert house.acts.click(person, card, card_looks.DECIDE).ok
    assert house.acts.click(person, house.view(person), looks.CHOOSE).ok
    form = house.view(person)
    house.acts.suggest(person, form, looks.KEPT, f"S-{kept}")
    chosen = house.acts.submit(person, form, {looks.KEPT: house.signal(kept).id})
    assert chosen.ok, chosen.error
    return house.view(person)


def direct(house: House, person: str) -> list[str]:
    """What the bot told somebody directly."""
    house.settle()
    return [
        words(message)
        for channel in house.world.channels.values()
        if channel.kind == "im" and person in channel.members
        for message in house.posted(channel.id)
    ]


def stands(house: House) -> dict[str, set[str]]:
    """Everything that a merge can change, as it stands in the database."""
    names = (
        "signals",
        "signal_themes",
        "item_signals",
        "signal_followers",
        "theme_moves",
        "item_moves",
        "follower_moves",
    )
    with house.bot.services.read() as tx:
        rows = {name: tx.execute(getattr(tables, name).select()).mappings().all() for name in names}
    return {
        name: {json.dumps({k: v for k, v in row.items() if k != "revision"}, default=str) for row in found}
        for name, found in rows.items()
    }


def test_a_similar_one_is_merged_with_one_click_and_undone(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column for:Globex #export")
    told = house.type("U0LEA", "/signal Excel export drops columns for:Acme #excel")
    before = stands(house)
    assert "Idem que S-1" in words(told)
    told = house.answer("U0LEA", told, looks.MERGE[0])
    assert "*S-2* mène maintenant à *S-1*" in words(told)
    assert (house.signal(2).state, house.signal(2).kept_ref) == ("merged", "S-1")
    assert house.signal(2).verbatim == "Excel export drops columns for:Acme #excel"
    assert (house.signal(1).themes, house.signal(2).themes) == (("excel", "export"), ())
    kept, merged = house.cards()
    assert "Also said in S-2 (Acme)" in words(kept)
    assert "Says the same as *S-1*" in words(merged)
    assert card_looks.DECIDE not in words(merged)
    assert "S-1" in words(house.type("U0ANN", "/diapason search theme:excel"))
    assert "S-2" in words(house.type("U0ANN", "/diapason search account:acme"))

    told = house.answer("U0LEA", told, looks.UNDO)
    assert "*S-2* est à nouveau indépendant" in words(told)
    assert stands(house) == before
    kept, merged = house.cards()
    assert "Also said in" not in words(kept)
    assert card_looks.DECIDE in words(merged)
    assert house.refused() == []


def test_from_the_triage_form_by_reference_and_its_author_hears_all_that_follows(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO")
    house.type("U0LEA", "/signal Il nous faut la connexion unique")
    page = merge(house, "U0PAM", 2, 1)
    assert "*S-2* leads to *S-1* now" in words(page)
    assert "Whoever captured S-2 hears of it" in words(page)
    [merged] = direct(house, "U0LEA")
    assert "pam a réuni votre *S-2* avec *S-1*" in merged
    assert "connexion unique" in merged
    card = house.cards()[0]
    assert house.acts.click("U0PAM", card, card_looks.DECIDE).ok
    house.acts.submit("U0PAM", house.view("U0PAM"), {"triage.choice": "planned"})
    [ann], [_, lea] = direct(house, "U0ANN"), direct(house, "U0LEA")
    assert "S-1" in ann
    assert "S-2" in lea
    assert "connexion unique" in lea
    assert "We need SSO" not in lea
    assert house.signal(2).state == "merged"
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    # The merged reference opens, says where it leads, and stands on its own again as it stood.
    card = house.cards()[1]
    assert house.acts.click("U0ANN", card, signal_looks.SEE_KEPT).ok
    assert "We need SSO" in words(house.view("U0ANN"))
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert "S-2* stands on its own again" in words(house.answer("U0PAM", card, looks.UNDO))
    assert (house.signal(1).state, house.signal(2).state) == ("planned", "new")
    assert "à nouveau indépendant" in direct(house, "U0LEA")[-1]
    assert house.refused() == []


def test_evidence_counts_each_account_once_and_nobody_is_told_twice(house: House) -> None:
    for person, text in (
        ("U0ANN", "We need SSO for:Acme 45k€ !dealbreaker"),
        ("U0LEA", "La connexion unique ou rien for:Acme"),
        ("U0MAX", "Single sign-on please for:Globex 10k€"),
    ):
        house.type(person, f"/signal {text}")
    add(house, "SSO with Okta")
    house.type("U0PAM", "/roadmap I-1 S-1")
    house.type("U0PAM", "/roadmap I-1 S-2")
    for number in (2, 3):
        merge(house, "U0PAM", number, 1)
        house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    page = words(house.open("U0PAM", "/roadmap I-1"))
    assert "3 signals" in page
    assert "2 accounts" in page
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert "already" in words(house.type("U0PAM", "/roadmap I-1 S-3")), "it leads to S-1, which is there"
    announce(house, "U0PAM", 1)
    assert "*3 people* will be told" in preview(house, "U0PAM")
    tell(house, "U0PAM")
    said = {person: told_shipped(house, person) for person in ("U0ANN", "U0LEA", "U0MAX")}
    assert [len(messages) for messages in said.values()] == [1, 1, 1]
    assert "connexion unique" in said["U0LEA"][0]
    assert "Single sign-on please" in said["U0MAX"][0]
    assert "connexion unique" not in said["U0MAX"][0]


def test_links_themes_and_followers_come_back_and_what_was_done_since_stays(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO #access")
    house.type("U0LEA", "/signal La connexion unique #sso #access")
    for title in ("SSO", "SCIM"):
        add(house, title)
    house.type("U0PAM", "/roadmap I-1 S-2")
    house.answer("U0MAX", house.cards()[1], following_looks.FOLLOW)
    before = stands(house)
    page = merge(house, "U0PAM", 2, 1)
    assert house.signal(1).themes == ("access", "sso")
    followed = house.answer("U0MAX", house.cards()[0], following_looks.FOLLOW)
    assert "S-1" in words(followed)
    house.type("U0PAM", "/roadmap I-2 S-2")  # leads to S-1
    assert house.acts.click("U0PAM", page, looks.UNDO).ok
    after = stands(house)
    assert after["signal_themes"] == before["signal_themes"]
    kept = house.signal(1).id
    new = [json.loads(row) for row in after["item_signals"] if row not in before["item_signals"]]
    assert [row["signal_id"] for row in new] == [kept], "linked since: it stays with the kept one"
    assert set(before["item_signals"]) < set(after["item_signals"])
    assert after["signal_followers"] == before["signal_followers"]


def test_a_merged_one_leads_on_and_no_circle_is_made(house: House) -> None:
    for text in ("one", "two", "three"):
        house.type("U0ANN", f"/signal {text}")
    merge(house, "U0PAM", 1, 2)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    first = next(card for card in house.cards() if "*S-1*" in card.blocks[0]["text"]["text"])
    merge(house, "U0PAM", 3, 1)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert house.signal(3).kept_ref == "S-2", "it leads to the head"
    for merged, kept in ((2, 3), (2, 1), (2, 2)):
        assert house.acts.click("U0PAM", house.cards()[1], card_looks.DECIDE).ok
        assert house.acts.click("U0PAM", house.view("U0PAM"), looks.CHOOSE).ok
        form = house.view("U0PAM")
        house.acts.suggest("U0PAM", form, looks.KEPT, f"S-{kept}")
        outcome = house.acts.submit("U0PAM", form, {looks.KEPT: house.signal(kept).id})
        assert "Nothing was changed" in json.dumps(outcome.errors), (merged, kept)
        house.acts.close("U0PAM", form, everything=True)
    house.type("U0ANN", "/signal four")
    merge(house, "U0PAM", 2, 4)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert [house.signal(number).kept_ref for number in (1, 2, 3)] == ["S-4"] * 3
    refused = house.answer("U0PAM", first, looks.UNDO)
    assert "*S-2* was merged into *S-4* since" in words(refused)
    second = next(card for card in house.cards() if "*S-2*" in card.blocks[0]["text"]["text"])
    house.answer("U0PAM", second, looks.UNDO)
    assert [house.signal(number).kept_ref for number in (1, 2, 3)] == ["S-2", None, "S-2"]


def test_no_merge_opens_restricted_words_or_closes_open_ones(house: House) -> None:
    told = house.type("U0ANN", "/signal Umbrella buys Globex, contract on hold for:Umbrella #merger")
    pam = house.type("U0PAM", "/signal Globex: contract on hold")
    ada = house.type("U0ADA", "/signal Globex contract, on hold")
    house.answer("U0ANN", told, "signals.restrict")
    # What was offered while all could read it is asked again on arrival.
    assert "can’t do that" in words(house.answer("U0PAM", pam, looks.MERGE[0]))
    assert "but not *S-1*, which is restricted" in words(same_as(house, "U0ADA", ada, 1))
    assert house.signal(2).merged_into is house.signal(3).merged_into is None
    assert "Idem que S-1" not in words(house.type("U0LEA", "/signal Umbrella buys Globex"))

    # Whoever wrote restricted words may show them, and so put them together with what all read; the words stay closed.
    secret = {
        "signals.text": "Globex contract on hold: the CEO leaves #ceo",
        "signals.visibility": "restricted",
    }
    house.acts.submit("U0ANN", house.open("U0ANN", "/signal"), secret)
    page = house.view("U0ANN")
    [act] = [
        one
        for one in looks.MERGE
        if f'"{one}", "value": "{house.signal(5).id}:{house.signal(2).id}"' in words(page)
    ]
    assert house.acts.click("U0ANN", page, act).ok
    assert (house.signal(5).kept_ref, house.signal(5).visibility) == ("S-2", "restricted")
    for card in house.cards():
        for word in ("CEO", "S-5", "Umbrella buys Globex, contract"):
            assert word not in words(card)
    assert "S-5" not in words(house.type("U0PAM", "/diapason search ceo"))
    assert "*S-5*" in words(house.type("U0ANN", "/diapason search ceo"))


def same_as(house: House, person: str, told: Ephemeral, number: int) -> Ephemeral:
    """Click *Same as S-`number`* below an answer."""
    [button] = [
        element
        for block in told.blocks
        for element in block.get("elements", ())
        if element.get("action_id") in looks.MERGE and element["value"].endswith(house.signal(number).id)
    ]
    return house.answer(person, told, button["action_id"])


def test_a_signal_that_speaks_for_others_is_not_taken_back_or_hidden(house: House) -> None:
    told = house.type("U0ANN", "/signal We need SSO")
    house.type("U0LEA", "/signal La connexion unique")
    merge(house, "U0PAM", 2, 1)
    for act in ("signals.undo", "signals.restrict"):
        assert "*S-1* speaks for S-2" in words(house.answer("U0ANN", told, act))
    assert (house.signal(1).undone_at, house.signal(1).visibility) == (None, "team")


def test_what_was_open_of_a_merged_signal_says_where_it_leads(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO")
    told = house.type("U0LEA", "/signal La connexion unique")
    stale = house.cards()[1]
    merge(house, "U0PAM", 2, 1)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert "*S-2* leads to *S-1*" in words(house.answer("U0PAM", stale, card_looks.ACKNOWLEDGE))
    assert "*S-2* mène à *S-1*" in words(house.answer("U0LEA", told, "signals.undo"))
    assert (house.signal(1).state, house.signal(2).state) == ("new", "merged")


def test_an_answer_reaches_whoever_captured_the_same_and_each_may_reply(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO")
    house.type("U0LEA", "/signal Il nous faut la connexion unique")
    merge(house, "U0PAM", 2, 1)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    before = len(direct(house, "U0LEA"))
    card = house.cards()[0]
    house.acts.click("U0PAM", card, card_looks.ANSWER)
    form = house.view("U0PAM")
    assert "also goes to 1 person who captured the same" in words(form)
    house.acts.submit("U0PAM", form, {triage_forms.TEXT: "Which one do they use?"})
    [ann] = direct(house, "U0ANN")
    assert "Which one do they use?" in ann
    assert "S-1" in ann
    [lea] = direct(house, "U0LEA")[before:]
    assert "Which one do they use?" in lea
    assert "S-2" in lea
    assert "connexion unique" in lea
    assert "We need SSO" not in lea
    place = next(
        channel
        for channel in house.world.channels.values()
        if channel.kind == "im" and "U0LEA" in channel.members
    )
    told = house.posted(place.id)[-1]
    reply = house.acts.say("U0LEA", place.id, "Okta", thread_ts=told.ts)
    assert reply
    house.settle()
    assert "Okta" in " ".join(words(one) for one in house.world.replies(card.channel, card.ts))
    assert house.refused() == []


def test_people_who_merge_the_same_signals_at_once_in_all_directions_make_no_circle(house: House) -> None:
    for text in ("We need SSO", "SSO is a must", "SSO please"):
        house.type("U0ANN", f"/signal {text}")
    ids = [house.signal(number).id for number in (1, 2, 3)]
    wishes = [(0, 1), (1, 0), (1, 2), (2, 0), (0, 2), (2, 1)] * 2
    with ThreadPoolExecutor(6) as people:
        list(people.map(lambda wish: _try_to_merge(house, ids[wish[0]], ids[wish[1]]), wishes))
    signals = [house.signal(number) for number in (1, 2, 3)]
    [head] = [signal for signal in signals if not signal.merged_into]
    assert {signal.merged_into for signal in signals} == {None, head.id}, "all lead to one"
    with house.bot.services.read() as tx:
        assert sum(len(merging.into(tx, TEAM, Kind.SIGNAL, one)) for one in ids) == 2


def _try_to_merge(house: House, merged: str, kept: str) -> None:
    services = house.bot.services
    pam = services.directory.person(TEAM, person_id(TEAM, "U0PAM"))
    with suppress(Refusal):  # somebody was faster
        merge_signals(services, pam, merged, kept)
