"""Removing a person: nothing in the database says any more who they were, and what stands in Slack is edited."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from bot.__main__ import main
from bot.commands.by_hand import forgotten, told_before
from rituals.forgetting import forget, look
from rituals.messages import areas as area_looks
from rituals.messages import polls as poll_looks
from rituals.messages import release_forms, roadmap_forms, ways_in
from rituals.messages import roles as role_looks
from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from rituals.messages.polls import forms as poll_forms
from rituals.messages.polls import voting
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import forms as triage_forms
from storage import forgetting, outbox
from storage.tables import metadata
from tests.e2e.attacking import stored
from tests.e2e.beginnings import Beginning
from tests.e2e.house import HERE, TEAM, House, words
from tests.e2e.polling import choose, page, posted
from tests.e2e.test_merging import merge

WHO, NAME = "U0ZOR", "zorblax"


def everything(house: House) -> None:
    """A house in which somebody did all that one can do."""
    world = house.world
    world.put_person(replace(world.people["U0ANN"], id=WHO, name=NAME, real_name="Zorblax", locale="en-GB"))
    for channel in ("C0SIG", "C0REL", HERE):
        found = world.channel(channel)
        world.put_channel(replace(found, members=found.members | {WHO}))
    house.acts.retry_due_events()
    _give_and_own(house)
    house.type(WHO, "/diapason language fr")
    house.type(WHO, "/diapason language en")
    house.type(WHO, "/signal They want SSO for:Acme #sso")
    house.type("U0ANN", f"/signal <@{WHO}|{NAME}> heard that Globex wants exports #sso")
    card = house.cards()[1]
    house.acts.click(WHO, card, card_looks.DECIDE)
    values = {triage_forms.CHOICE: "declined", triage_forms.WORDS: "Too quuxy"}
    house.acts.submit(WHO, house.view(WHO), values)
    house.acts.close(WHO, house.view(WHO))
    house.acts.click(WHO, card, card_looks.ANSWER)
    house.acts.submit(WHO, house.view(WHO), {triage_forms.TEXT: "My quuxy answer"})
    house.acts.close(WHO, house.view(WHO))
    house.acts.click(WHO, house.cards()[0], looks.EDIT)
    house.acts.submit(WHO, house.view(WHO), {forms.CORRECTION: "A quuxy correction"})
    house.acts.close(WHO, house.view(WHO))
    message = house.acts.say(WHO, HERE, "Initech left us for a quuxy tool")
    house.acts.message_shortcut("U0ANN", message, ways_in.SAVE_MESSAGE)
    house.acts.submit("U0ANN", house.view("U0ANN"))
    house.acts.close("U0ANN", house.view("U0ANN"))
    view = house.open(WHO, "/release")
    house.acts.submit(WHO, view, {release_forms.NAME: "4.2", release_forms.changes_input(0): "SSO"})
    house.acts.close(WHO, house.view(WHO))
    view = house.open(WHO, "/roadmap add")
    house.acts.submit(WHO, view, {roadmap_forms.TITLE: "SSO", roadmap_forms.OWNER: WHO})
    house.acts.click(WHO, house.view(WHO), "roadmap.follow")
    house.acts.close(WHO, house.view(WHO))
    _ask_and_decide(house)
    house.acts.open_home(WHO)
    house.acts.say(WHO, world.direct(WHO), "Hello")
    house.settle_in_time()


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, everything)


def _give_and_own(house: House) -> None:
    view = house.open("U0ADA", "/diapason roles")
    house.acts.submit("U0ADA", view, {role_looks.PEOPLE["pm"]: [WHO]})
    house.acts.close("U0ADA", house.view("U0ADA"))
    board = house.open("U0ADA", "/diapason areas")
    house.acts.click("U0ADA", board, area_looks.ADD)
    values = {"areas.name": "Access", "areas.owner": WHO, "areas.themes": "#sso"}
    house.acts.submit("U0ADA", house.view("U0ADA"), values)
    house.acts.close("U0ADA", house.view("U0ADA"))


def _ask_and_decide(house: House) -> None:
    """A poll: asked, voted in with a comment, closed by hand, decided."""
    poll = posted(house, WHO, **{poll_forms.MORE: ["comments"]})
    choose(house, WHO, poll, 0, **{voting.COMMENT: "A quuxy comment"})
    house.acts.click(WHO, page(house, WHO, poll), poll_looks.STOP)
    house.acts.click(WHO, house.view(WHO), poll_looks.DECIDE)
    said = {poll_forms.DECISION: "A quuxy decision", poll_forms.WHY: "For quuxy reasons"}
    house.acts.submit(WHO, house.view(WHO), said)
    house.acts.close(WHO, house.view(WHO))


def dumped(house: House) -> str:
    """Everything that stands in the database."""
    with house.bot.services.read() as tx:
        return "\n".join(
            f"{table.name}: {row}" for table in metadata.sorted_tables for row in tx.execute(select(table))
        )


def about(text: str, *wanted: str) -> list[str]:
    return [line for line in text.splitlines() if any(word in line.lower() for word in wanted)]


def test_nothing_says_any_more_who_they_were(house: House) -> None:
    assert len(about(dumped(house), WHO.lower(), NAME)) > 20
    [done] = forget(house.bot.services, WHO)
    house.settle_in_time()
    assert about(dumped(house), WHO.lower(), NAME) == []
    assert done.found.owned_areas == ["Access"]
    assert done.areas_to == "ada"


def test_nor_do_the_bytes_of_the_files(house: House) -> None:
    database, traces = house.bot.database, (WHO, NAME, "quuxy")
    with database.write() as tx:
        tx.execute(text("ANALYZE"))  # as PostgreSQL does by itself: it keeps samples of what it reads
    before = stored(database)
    assert [trace for trace in traces if trace.encode() not in before] == []
    forget(house.bot.services, WHO, with_words=True)
    house.settle_in_time()
    assert forgetting.sweep(database)
    kept = stored(database)
    assert b"They want SSO" in kept
    assert [trace for trace in (*traces, WHO.lower()) if trace.encode() in kept] == []


def test_what_customers_said_stays_and_what_they_wrote_loses_their_name(house: House) -> None:
    forget(house.bot.services, WHO)
    whole = dumped(house)
    for said in (
        "They want SSO",
        "Too quuxy",
        "My quuxy answer",
        "A quuxy correction",
        "Initech left us",
        "A quuxy decision",
    ):
        assert said in whole
    assert "A quuxy comment" not in whole  # it went with their vote
    assert house.signal(2).verbatim == "(removed) heard that Globex wants exports #sso"
    assert house.signal(3).said_by == "(removed)"


def test_with_words_what_they_wrote_and_said_is_emptied_too(house: House) -> None:
    forget(house.bot.services, WHO, with_words=True)
    assert about(dumped(house), "quuxy", WHO.lower(), NAME) == []
    assert house.signal(1).verbatim == "They want SSO for:Acme #sso"  # the customer's
    assert house.signal(1).correction is None
    assert house.signal(3).verbatim == "(removed)"
    assert "nothing" in house.type("U0ANN", "/diapason search quuxy").text.lower()


def test_what_stands_in_channels_is_edited(house: House) -> None:
    shown = [message for channel in ("C0SIG", "C0REL", HERE) for message in house.posted(channel)]
    assert any(NAME in words(message) for message in shown)
    forget(house.bot.services, WHO, with_words=True)
    house.settle_in_time()
    for channel in ("C0SIG", "C0REL", "C0DIG", HERE):
        for message in house.posted(channel):
            assert NAME not in words(message)
            assert WHO not in words(message)
            assert "quuxy" not in words(message)
    assert any("(removed)" in words(message) for message in house.posted("C0SIG"))
    assert house.refused() == []


def test_what_others_were_told_of_their_decisions_is_edited_and_stays(house: House) -> None:
    def told() -> list[str]:
        return [words(message) for message in house.posted(house.world.direct("U0ANN").id)]

    house.type("U0LEA", "/signal Single sign-on is wanted for:Initech")
    merge(house, WHO, 4, 2)
    house.acts.close(WHO, house.view(WHO), everything=True)
    card = house.cards()[1]
    house.acts.click("U0ADA", card, card_looks.DECIDE)
    house.acts.submit("U0ADA", house.view("U0ADA"), {triage_forms.CHOICE: "planned"})
    house.settle_in_time()
    before = told()
    assert [NAME in one for one in before] == [True, True, True], "the last quotes words that name them"
    forget(house.bot.services, WHO)
    house.settle_in_time()
    after = told()
    assert len(after) == len(before), "a decision that another followed is told as it was"
    assert [("(removed)" in one, NAME in one) for one in after] == [(True, False)] * 3
    assert "Too quuxy" in after[0]
    merged = [words(message) for message in house.posted(house.world.direct("U0LEA").id)]
    assert any("(removed)" in one for one in merged)
    assert not any(NAME in one for one in merged)
    assert house.refused() == []


def test_only_cards_that_show_them_are_edited(house: House) -> None:
    house.type("U0ANN", "/signal The invoice has no total #billing")
    theirs, other = house.cards()[0], house.cards()[-1]
    assert f"{NAME} will answer" in words(theirs)
    assert NAME not in words(other)
    edits = len(house.world.calls)
    forget(house.bot.services, WHO)
    house.settle_in_time()
    edited = {
        call.arguments.get("ts") for call in list(house.world.calls)[edits:] if call.method == "chat.update"
    }
    assert theirs.ts in edited
    assert other.ts not in edited


def test_work_goes_on_without_them(house: House) -> None:
    forget(house.bot.services, WHO)
    house.settle_in_time()
    card = house.cards()[0]
    assert "(removed)" in words(card)
    house.acts.click("U0ADA", card, card_looks.DECIDE)
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), {triage_forms.CHOICE: "planned"})
    assert not outcome.errors
    house.settle_in_time()
    with house.bot.services.read() as tx:
        assert not outbox.waiting_and_failed(tx, TEAM).problems
    assert "<@U0ADA>" in words(house.open("U0ADA", "/diapason areas"))


def test_somebody_who_was_only_mentioned(house: House) -> None:
    house.type("U0ANN", "/signal <@U0UNKNOWN> of Globex says hello")
    house.settle()
    before = {number: house.signal(number).verbatim for number in (1, 2, 3)}
    [done] = forget(house.bot.services, "U0UNKNOWN")
    assert house.signal(4).verbatim == "(removed) of Globex says hello"
    assert {number: house.signal(number).verbatim for number in (1, 2, 3)} == before
    assert done.edited == 1


def test_again_finds_nothing(house: House) -> None:
    forget(house.bot.services, WHO)
    before = dumped(house)
    assert look(house.bot.services, WHO) == []
    assert forget(house.bot.services, WHO) == []
    assert dumped(house) == before


def test_looking_changes_nothing(house: House) -> None:
    before = dumped(house)
    found = look(house.bot.services, WHO)
    told = "\n".join(told_before(found, with_words=False))
    assert "zorblax" in told
    assert "still active in Slack" in told
    assert "4 texts are their own words" in told  # an answer, a reason, a correction, a message
    assert dumped(house) == before


def test_the_report_names_what_others_still_hold(house: House) -> None:
    told = "\n".join(forgotten(house.bot, WHO, with_words=False))
    assert "now of ada: Access" in told
    assert "private messages from the bot to them" in told
    assert "backups" in told


def test_who_left_is_not_fetched_again(house: House) -> None:
    house.world.put_person(replace(house.world.people[WHO], deleted=True))
    house.acts.retry_due_events()
    forget(house.bot.services, WHO)
    house.bot.tidy()
    house.settle_in_time()
    assert about(dumped(house), WHO.lower(), NAME) == []


def test_somebody_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-none")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "none")
    result = CliRunner().invoke(main, ["forget", "U0NOBODY", "--dry-run"])
    assert result.exit_code == 2
    assert "nothing is kept of U0NOBODY" in result.output
    wrong = CliRunner().invoke(main, ["forget", "zorblax"])
    assert wrong.exit_code == 2
    assert "is no Slack user id" in wrong.output
