"""Demos from plan to recording, as people meet them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.playground.world import Group
from rituals.messages import demos as looks
from rituals.messages import release_forms, roadmap_forms
from rituals.messages.demos import forms, settings
from storage import releases, roadmap, roles
from storage.demos import Rsvp
from tests.e2e.demoing import (
    THURSDAY,
    again,
    ask,
    card,
    every,
    in_channel,
    later,
    move,
    offer,
    page,
    planned,
    rsvp,
    steer,
    told,
    under,
    until,
)
from tests.e2e.house import MONDAY, TEAM, House, words


def test_a_session_is_planned_filled_asked_about_and_attended(house: House) -> None:
    demo = planned(house)
    shown = words(card(house, demo))
    assert "Single sign-on, live" in shown
    assert "Who wants to show something?* All 30 minutes are free" in shown
    assert "Hosted by pam" in shown
    assert "https://meet.example.com/demo" in shown
    offer(house, "U0MAX", demo, **{forms.LASTS: "20"})
    assert "1. SSO in two clicks · max · 20 min" in words(card(house, demo))
    assert "10 minutes are still free" in words(card(house, demo))
    refused = house.acts.click("U0ANN", card(house, demo), looks.PRESENT)
    assert refused.ok
    refused = house.acts.submit("U0ANN", house.view("U0ANN"), {forms.TOPIC: "Exports", forms.LASTS: "15"})
    assert "Only 10 minutes are left" in str(refused.errors)
    house.acts.submit("U0ANN", house.view("U0ANN"), {forms.TOPIC: "Exports", forms.LASTS: "10"})
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert "The agenda is full" in words(card(house, demo))
    assert looks.PRESENT not in words(card(house, demo))
    assert "À bientôt" in rsvp(house, "U0LEA", demo)
    rsvp(house, "U0ADA", demo, "later")
    rsvp(house, "U0ANN", demo, "no")
    assert "3 people are coming" in words(card(house, demo))
    assert "1 will watch the recording" in words(card(house, demo))
    ask(house, "U0LEA", demo, "Et <@U0ANN> & <nous> ?")
    assert any("Et &lt;@U0ANN&gt; &amp; &lt;nous&gt; ?" in one for one in under(house, demo))
    assert house.refused() == []


def test_reminders_come_once_each_at_their_minute(house: House) -> None:
    demo = planned(house)
    offer(house, "U0MAX", demo)
    rsvp(house, "U0LEA", demo)
    rsvp(house, "U0PAM", demo)
    until(house, datetime(2026, 12, 1, 8, 59, tzinfo=UTC))
    assert "You’re presenting" not in told(house, "U0MAX")
    until(house, datetime(2026, 12, 1, 15, 0, tzinfo=UTC))  # 10:00 in Montreal, where its planner lives
    assert "Vous présentez" in told(house, "U0MAX")
    ask(house, "U0ANN", demo)
    assert "Does it work with our directory?" in told(house, "U0MAX")
    until(house, datetime(2026, 12, 2, 19, 59, tzinfo=UTC))
    assert in_channel(house, demo) == []
    until(house, datetime(2026, 12, 2, 20, 0, tzinfo=UTC))
    assert "Coming up" in in_channel(house, demo)[0]
    until(house, datetime(2026, 12, 3, 7, 59, tzinfo=UTC))
    assert "Vous venez à" not in told(house, "U0LEA")
    until(house, datetime(2026, 12, 3, 8, 0, tzinfo=UTC))  # nine in Paris
    assert told(house, "U0LEA").count("Vous venez à") == 2  # its text and its block
    # It begins at 08:00 in Montreal: nine o'clock of the day before was the last in time.
    assert "You’re coming to" in told(house, "U0PAM")
    until(house, later(demo, minutes=-10))
    (only,) = in_channel(house, demo)  # the one of the day before is gone
    assert "Starting in ten minutes" in only
    assert "https://meet.example.com/demo" in only
    until(house, later(demo, minutes=31))
    assert in_channel(house, demo) == []
    assert again(house, demo).state == "over"


def test_a_move_is_told_once_and_what_was_posted_is_edited(house: House) -> None:
    demo = planned(house)
    offer(house, "U0MAX", demo)
    rsvp(house, "U0LEA", demo)
    rsvp(house, "U0ANN", demo, "no")
    until(house, datetime(2026, 12, 2, 20, 1, tzinfo=UTC))
    assert len(in_channel(house, demo)) == 1
    move(house, "U0PAM", demo, later(demo, days=7))
    assert in_channel(house, demo) == []
    assert told(house, "U0LEA").count("est déplacée") == 2
    assert "has moved" not in told(house, "U0PAM")
    assert "has moved" not in told(house, "U0ANN")
    assert any("has moved" in one for one in under(house, demo))
    moved = again(house, demo)
    assert f"<!date^{int(moved.starts_at.timestamp())}" in words(card(house, moved))
    until(house, later(demo, days=6, hours=7))
    assert len(in_channel(house, moved)) == 1
    steer(house, "U0PAM", moved, looks.CANCEL, {forms.WHY: "The <team> is away"})
    assert "Called off" in words(card(house, moved))
    assert "The &lt;team&gt; is away" in words(card(house, moved))
    assert in_channel(house, moved) == []
    assert "est annulée" in told(house, "U0LEA")
    until(house, later(moved, hours=3))
    assert "Vous venez à" not in told(house, "U0LEA")
    late = house.acts.click("U0ANN", card(house, moved), looks.OPEN)
    assert late.ok
    assert house.refused() == []


def test_what_remains_is_asked_for_and_told_to_who_waits(house: House) -> None:
    demo = planned(house)
    offer(house, "U0MAX", demo)
    rsvp(house, "U0LEA", demo, "later")
    ask(house, "U0ANN", demo, "Which directories?")
    ask(house, "U0LEA", demo, "Et les prestataires ?")
    until(house, later(demo, minutes=30))
    assert "Took place <!date" in words(card(house, demo))
    assert "Thank you for hosting" in told(house, "U0PAM")
    assert "2 questions are still open" in told(house, "U0PAM")
    assert any("Thank you for coming" in one for one in under(house, demo))
    house.acts.click("U0PAM", page(house, "U0PAM", demo), looks.QUESTIONS)
    house.acts.click("U0PAM", house.view("U0PAM"), looks.ANSWER)
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.WORDS: "All that speak SAML"})
    assert outcome.ok, outcome.errors
    assert any("All that speak SAML" in one for one in under(house, demo))
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    house.acts.click("U0PAM", page(house, "U0PAM", demo), looks.QUESTIONS)
    outcome = house.acts.click("U0PAM", house.view("U0PAM"), looks.AS_SIGNAL)
    assert outcome.ok, outcome.error
    signal = house.signal(1)
    assert signal.verbatim == "Et les prestataires ?"
    assert signal.captured_by.endswith("U0LEA")
    assert "Kept as S-1" in words(house.view("U0PAM"))
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    until(house, datetime(2026, 12, 7, 9, tzinfo=UTC))
    assert "A small reminder" in told(house, "U0PAM")
    house.acts.click("U0PAM", page(house, "U0PAM", demo), looks.LINKS)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.RECORDING: "video.example.com"})
    assert "isn’t a link" in str(refused.errors)
    outcome = house.acts.submit(
        "U0PAM", house.view("U0PAM"), {forms.RECORDING: "https://video.example.com/d"}
    )
    assert outcome.ok, outcome.errors
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert "est maintenant à revoir" in told(house, "U0LEA")
    assert "https://video.example.com/d" in words(card(house, demo))
    until(house, datetime(2026, 12, 31, 9, tzinfo=UTC))
    assert told(house, "U0PAM").count("A small reminder") == 0  # edited: thank you
    house.acts.click("U0LEA", card(house, demo), looks.FEEDBACK)
    house.acts.submit("U0LEA", house.view("U0LEA"), {forms.MARK: "5", forms.BETTER: "Plus court"})
    house.acts.close("U0LEA", house.view("U0LEA"), everything=True)
    assert "*5 out of 5* · 1 answer" in words(page(house, "U0PAM", demo))
    assert "Plus court" in words(house.view("U0PAM"))
    assert house.refused() == []


def test_the_ritual_makes_the_next_two_and_says_nothing_before_its_week(house: House) -> None:
    house.settle()
    made = every(house)
    assert [demo.starts_at for demo in made] == [THURSDAY, datetime(2026, 12, 17, 13, tzinfo=UTC)]
    assert [one for one in house.posted("C0REL") if "D-1" in one.text] == []
    until(house, datetime(2026, 11, 26, 8, 59, tzinfo=UTC))
    assert [one for one in house.posted("C0REL") if "D-1" in one.text] == []
    until(house, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    assert "Who wants to show something?" in words(card(house, made[0]))
    until(house, datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    assert "nobody is presenting yet" in in_channel(house, made[0])[0]
    offer(house, "U0MAX", made[0])
    assert in_channel(house, made[0]) == []


def test_a_group_is_invited_privately_and_its_teams_are_shown_by_their_share(house: House) -> None:
    house.world.put_person(replace(house.world.people["U0ANN"], id="U0GUS", name="gus", guest="channels"))
    house.world.put_group(Group(id="S0TEAM", name="Team", handle="team", members=("U0LEA", "U0MAX", "U0GUS")))
    given = {"U0LEA": "sales", "U0ANN": "sales", "U0PAM": "pm", "U0MAX": "pm", "U0ADA": "pm"}
    with house.bot.services.write() as tx:
        for user, role in given.items():
            roles.give(tx, TEAM, role, f"{TEAM}:{user}", known=True, by=f"{TEAM}:U0ADA", now=MONDAY)
    demo = planned(house, **{settings.GROUP: "S0TEAM"})
    assert "2 people are invited" in words(card(house, demo))
    assert "Une invitation pour vous" in told(house, "U0LEA")
    assert "Une invitation pour vous" in told(house, "U0MAX")
    assert {told(house, who) for who in ("U0ANN", "U0GUS", "U0PAM")} == {""}
    (invitation,) = house.posted(house.world.direct("U0LEA").id)
    house.acts.click("U0LEA", invitation, looks.RSVP[Rsvp.YES])
    rsvp(house, "U0PAM", demo)  # uninvited, and welcome
    assert "✓ Je viens" in told(house, "U0LEA")
    assert "👥 Product 1 of 2" in words(card(house, demo))  # of Max and Pam; Léa alone is no team
    rsvp(house, "U0ANN", demo, "no")
    assert "👥 Product 1 of 2 · Sales 1 of 2" in words(card(house, demo))
    move(house, "U0PAM", demo, later(demo, days=7))
    assert "est déplacée" in told(house, "U0MAX")
    assert told(house, "U0ANN").count("has moved") == 0
    view = page(house, "U0PAM", demo)
    house.acts.click("U0PAM", view, looks.EDIT)
    assert "Team (@team)" in words(house.view("U0PAM"))
    both = house.acts.submit("U0PAM", house.view("U0PAM"), {settings.PEOPLE: ["U0ANN", "U0LEA"]})
    assert "not both" in str(both.errors)
    chosen = {settings.PEOPLE: ["U0ANN", "U0LEA"], settings.GROUP: ""}
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"), chosen)
    assert outcome.ok, outcome.errors
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert "You’re invited" in told(house, "U0ANN")
    assert "Une invitation pour vous" not in told(house, "U0MAX")
    steer(house, "U0PAM", demo, looks.CANCEL, {})
    assert "est annulée" in told(house, "U0LEA")
    assert "Une invitation pour vous" not in told(house, "U0LEA")
    assert house.refused() == []


def test_what_was_shown_says_where_and_the_digest_tells_of_it_before(house: House) -> None:
    view = house.open("U0PAM", "/release")
    house.acts.submit("U0PAM", view, {release_forms.NAME: "4.2", release_forms.changes_input(0): "SSO"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    view = house.open("U0PAM", "/roadmap add")
    house.acts.submit("U0PAM", view, {roadmap_forms.TITLE: "Exports"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    demo = planned(house)
    release, item = shown(house)
    offer(house, "U0MAX", demo, **{forms.TOPIC: "", forms.RELEASE: release})
    offer(house, "U0PAM", demo, **{forms.TOPIC: "", forms.ITEM: item})
    assert "1. R-1 · 4.2 · max · 10 min" in words(card(house, demo))
    assert "2. I-1 · Exports · pam · 10 min" in words(card(house, demo))
    house.type("U0ANN", "/signal They want SSO")
    until(house, datetime(2026, 11, 30, 8, tzinfo=UTC))
    digest = words(house.posted("C0DIG")[-1])
    assert f"*{demo.ref} · Single sign-on, live*" in digest
    assert "4.2 and Exports" in digest
    until(house, later(demo, minutes=30))
    assert f"Shown at {demo.ref}, Thursday, December 3, 2026" in words(house.type("U0PAM", "/release R-1"))
    assert f"Shown at {demo.ref}" in words(house.open("U0PAM", "/roadmap I-1"))


def shown(house: House) -> tuple[str, str]:
    """The ids of the first release and the first roadmap item."""
    with house.bot.services.read() as tx:
        release, item = releases.by_number(tx, TEAM, 1), roadmap.by_number(tx, TEAM, 1)
    assert release
    assert item
    return release.id, item.id
