"""The ways in from where things are said: shortcuts, reactions, mentions, direct messages, steps of workflows."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.world import Channel, Message, Person
from rituals.messages import signal_forms as forms
from rituals.messages import signals as signal_looks
from rituals.messages import ways_in as looks
from storage import tables, ways_in
from storage.ways_in import Said
from tests.e2e.beginnings import Beginning
from tests.e2e.house import HERE, TEAM, House, words

PRIVATE = "C0PRI"
OTHERS = "T0OTHER"
SAID = "Acme <won't> renew & leaves without SSO 45k€ #sso !risk"


def invited(house: House) -> None:
    """The bot is in the channels where people talk."""
    house.acts.invite("U0ADA", HERE, house.world.bot_user)
    house.settle()


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, invited)


def around(house: House, number: int) -> list[Said]:
    with house.bot.services.read() as tx:
        return ways_in.context_of(tx, TEAM, house.signal(number).id)


def marks(house: House, message: Message) -> dict[str, tuple[str, ...]]:
    current = house.world.message(message.channel, message.ts)
    assert current
    return dict(current.reactions)


def told(house: House, person: str) -> list[str]:
    """What the bot wrote to somebody directly."""
    return [words(message) for message in house.posted(house.world.direct(person).id)]


def pick(house: House, person: str, message: Message) -> None:
    outcome = house.acts.message_shortcut(person, message, looks.SAVE_MESSAGE)
    assert outcome.ok, outcome.error


# Shortcuts --------------------------------------------------------------------------------------------------


def test_a_message_is_saved_with_one_click(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    pick(house, "U0ANN", said)
    form = house.view("U0ANN")
    assert "won't" in words(form)
    assert not house.count()
    house.acts.submit("U0ANN", form)
    house.settle()
    signal = house.signal(1)
    assert signal.verbatim == SAID
    assert (signal.source, signal.captured_by, signal.said_by) == ("message", f"{TEAM}:U0ANN", "léa")
    assert (signal.kind, signal.amount_minor, signal.themes) == ("churn_risk", 4_500_000, ("sso",))
    assert signal.said_at.timestamp() == pytest.approx(float(said.ts))
    assert signal.permalink
    assert said.ts.replace(".", "") in signal.permalink
    assert signal.visibility == "team"
    assert "S-1" in words(house.view("U0ANN"))
    assert len(house.cards()) == 1


def test_what_the_form_leaves_empty_stays_empty(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    pick(house, "U0ANN", said)
    cleared = {forms.THEMES: "", forms.AMOUNT: "", forms.ACCOUNT: None, forms.KIND: "praise"}
    house.acts.submit("U0ANN", house.view("U0ANN"), {k: v for k, v in cleared.items() if v is not None})
    signal = house.signal(1)
    assert (signal.kind, signal.themes, signal.amount_minor) == ("praise", (), None)


def test_an_amount_keeps_its_own_currency(house: House) -> None:
    pick(house, "U0ANN", house.acts.say("U0LEA", HERE, "Acme pays $45k for SSO"))
    house.acts.submit("U0ANN", house.view("U0ANN"))
    signal = house.signal(1)
    assert (signal.amount_minor, signal.amount_currency) == (4_500_000, "USD")


def test_a_message_longer_than_a_form_holds_is_kept_whole(house: House) -> None:
    long = "SSO. " * 5000
    said = house.world.post(HERE, "U0LEA", long)
    pick(house, "U0ANN", said)
    house.acts.submit("U0ANN", house.view("U0ANN"))
    assert house.signal(1).verbatim == long


def test_a_message_is_one_signal_whoever_saves_it(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    pick(house, "U0ANN", said)
    pick(house, "U0PAM", said)
    house.acts.submit("U0ANN", house.view("U0ANN"))
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"))
    assert "a signal already: *S-1*" in words(outcome)
    pick(house, "U0MAX", said)
    assert "déjà un signal" in words(house.view("U0MAX"))
    assert house.count() == 1


def test_an_undone_message_can_be_saved_again(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    pick(house, "U0ANN", said)
    house.acts.submit("U0ANN", house.view("U0ANN"))
    house.acts.click("U0ANN", house.view("U0ANN"), signal_looks.UNDO)
    house.acts.close("U0ANN", house.view("U0ANN"))
    pick(house, "U0PAM", said)
    house.acts.submit("U0PAM", house.view("U0PAM"))
    assert house.signal(2).captured_by == f"{TEAM}:U0PAM"


def test_the_thread_comes_along_where_it_is_wanted(house: House) -> None:
    root = house.acts.say("U0LEA", HERE, "Acme called")
    house.acts.say("U0PAM", HERE, "and?", thread_ts=root.ts)
    said = house.acts.say("U0LEA", HERE, "They need SSO", thread_ts=root.ts)
    pick(house, "U0ANN", said)
    house.acts.submit("U0ANN", house.view("U0ANN"), {looks.THREAD: ["yes"]})
    house.settle()
    assert [(said.said_by, said.words) for said in around(house, 1)] == [
        ("léa", "Acme called"),
        ("pam", "and?"),
    ]
    [card] = house.cards()
    house.acts.click("U0MAX", card, signal_looks.READ_ALL)
    assert "Acme called" in words(house.view("U0MAX"))
    assert "and?" in words(house.view("U0MAX"))


def test_words_that_nobody_saved_are_forgotten_after_a_day(house: House) -> None:
    pick(house, "U0ANN", house.acts.say("U0LEA", HERE, SAID))
    with house.bot.services.write() as tx:
        tx.execute(tables.drafts.update().values(created_at=datetime.now(UTC) - timedelta(hours=25)))
    house.bot.tidy()
    outcome = house.acts.submit("U0ANN", house.view("U0ANN"))
    assert outcome.errors
    assert house.count() == 0


def test_a_message_without_words_asks_for_them(house: House) -> None:
    said = house.world.post(HERE, "U0LEA", "")
    pick(house, "U0ANN", said)
    house.acts.submit("U0ANN", house.view("U0ANN"), {forms.TEXT: "a photo of their whiteboard: SSO first"})
    assert house.signal(1).verbatim == "a photo of their whiteboard: SSO first"


def test_what_the_bot_wrote_is_no_signal(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    [card] = house.cards()
    outcome = house.acts.message_shortcut("U0ANN", card, looks.SAVE_MESSAGE)
    assert outcome.ok
    assert house.count() == 1


def test_the_global_shortcut_opens_the_form(house: House) -> None:
    house.acts.global_shortcut("U0LEA", looks.NEW_SIGNAL)
    house.acts.submit("U0LEA", house.view("U0LEA"), {forms.TEXT: "Acme veut le SSO"})
    assert house.signal(1).source == "form"


# Private places ---------------------------------------------------------------------------------------------


def test_a_private_place_without_the_bot_makes_a_restricted_signal(house: House) -> None:
    said = house.acts.say("U0PAM", PRIVATE, "Umbrella is for sale for:Umbrella")
    pick(house, "U0PAM", said)
    assert "private channel" in words(house.view("U0PAM"))
    house.acts.submit("U0PAM", house.view("U0PAM"), {})
    signal = house.signal(1)
    assert (signal.visibility, signal.place_kind, signal.permalink) == ("restricted", "private", None)
    assert house.cards() == []


def test_only_members_of_the_place_show_it_to_the_team(house: House) -> None:
    house.acts.leave("U0ADA", PRIVATE)  # an admin who looks after all signals, but is no member there
    house.acts.invite("U0PAM", PRIVATE, house.world.bot_user)
    house.acts.invite("U0PAM", PRIVATE, "U0MAX")
    said = house.acts.say("U0PAM", PRIVATE, "Umbrella is for sale for:Umbrella")
    pick(house, "U0PAM", said)
    page = house.acts.submit("U0PAM", house.view("U0PAM")).view
    assert page
    share = next(
        element
        for block in page.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == signal_looks.SHARE
    )
    assert share["value"] == house.signal(1).id
    pick(house, "U0MAX", said)
    shown = house.view("U0MAX")
    assert "Umbrella" not in words(shown)
    house.acts.leave("U0MAX", PRIVATE)
    house.acts.click("U0MAX", shown, signal_looks.SHARE)
    assert house.signal(1).visibility == "restricted"
    house.acts.close("U0MAX", house.view("U0MAX"), everything=True)
    house.acts.invite("U0PAM", PRIVATE, "U0MAX")
    pick(house, "U0MAX", said)
    house.acts.click("U0MAX", house.view("U0MAX"), signal_looks.SHARE)
    assert house.signal(1).visibility == "team"
    [card] = house.cards()
    assert "Umbrella" in words(card)


# Reactions --------------------------------------------------------------------------------------------------


def test_a_reaction_saves_the_message_and_the_bot_confirms(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    house.acts.react("U0ANN", said, "satellite_antenna")
    assert house.count() == 0  # the request only puts a job
    house.settle()
    signal = house.signal(1)
    assert (signal.verbatim, signal.source, signal.said_by) == (SAID, "reaction", "léa")
    assert signal.captured_by == f"{TEAM}:U0ANN"
    assert signal.permalink
    assert marks(house, said)["white_check_mark"] == (house.world.bot_user,)
    assert len(house.cards()) == 1
    assert told(house, "U0ANN") == []


def test_a_reply_in_a_thread_is_found(house: House) -> None:
    root = house.acts.say("U0LEA", HERE, "Acme called")
    said = house.acts.say("U0PAM", HERE, "They need SSO", thread_ts=root.ts)
    house.acts.react("U0ANN", said, "satellite_antenna")
    house.settle()
    assert house.signal(1).verbatim == "They need SSO"


def test_other_emojis_and_the_tone_of_a_skin(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    house.acts.react("U0ANN", said, "eyes")
    house.settle()
    assert house.count() == 0
    house.acts.react("U0ANN", said, "satellite_antenna::skin-tone-2")
    house.settle()
    assert house.count() == 1


def test_a_redelivered_reaction_changes_nothing(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    house.acts.react("U0ANN", said, "satellite_antenna")
    request = house.acts.last_request
    assert request
    house.settle()
    assert house.acts.resend(request).status == 200
    house.settle()
    assert house.count() == 1


def test_fifty_people_at_once_make_one_signal(house: House) -> None:
    crowd = [f"U0C{number:02}" for number in range(50)]
    for user in crowd:
        house.world.put_person(Person(id=user, team=TEAM, name=user.lower(), real_name=user))
        house.world.put_channel(
            replace(house.world.channels[HERE], members=house.world.channels[HERE].members | {user})
        )
    said = house.acts.say("U0LEA", HERE, SAID)

    def react(user: str) -> None:
        current = house.world.message(said.channel, said.ts)
        assert current
        with house.world.lock:
            house.world.notices.reaction(current, "satellite_antenna", user)
        house.acts._deliver_new_events()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(react, crowd))
    with ThreadPoolExecutor(4) as threads:  # as several processes would
        list(threads.map(lambda _: [house.bot.jobs.step() for _ in range(30)], range(4)))
    house.settle()
    assert house.count() == 1
    assert marks(house, said)["white_check_mark"] == (house.world.bot_user,)
    assert len(house.cards()) == 1


def test_a_message_deleted_before_it_was_read(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    house.acts.react("U0ANN", said, "satellite_antenna")
    house.acts.delete("U0LEA", said)
    house.settle()
    assert house.count() == 0
    [word] = told(house, "U0ANN")
    assert "deleted before I could read it" in word


def test_a_message_changed_before_it_was_read(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    house.acts.react("U0ANN", said, "satellite_antenna")
    house.clock.later(seconds=5)
    house.acts.edit("U0LEA", said, "Acme renews after all")
    house.settle()
    assert house.signal(1).verbatim == "Acme renews after all"
    assert "as they stand now" in "".join(told(house, "U0ANN"))


def test_a_private_channel_that_can_not_be_read_is_told_privately(house: House) -> None:
    house.acts.invite("U0PAM", PRIVATE, house.world.bot_user)  # without groups:history
    said = house.acts.say("U0PAM", PRIVATE, SAID)
    house.acts.react("U0PAM", said, "satellite_antenna")
    house.settle()
    assert house.count() == 0
    assert "may not read there" in "".join(told(house, "U0PAM"))


def test_a_reaction_in_a_private_channel_makes_a_restricted_signal(house: House) -> None:
    house.world.scopes.add("groups:history")
    house.acts.invite("U0PAM", PRIVATE, house.world.bot_user)
    said = house.acts.say("U0PAM", PRIVATE, "Umbrella is for sale")
    house.acts.react("U0PAM", said, "satellite_antenna")
    house.settle()
    assert house.signal(1).visibility == "restricted"
    assert house.cards() == []


def test_a_channel_shared_with_another_company(house: House) -> None:
    stranger = Person(id="U0EVE", team=OTHERS, name="eve", real_name="Eve")
    house.world.put_person(stranger)
    members = frozenset({"U0ANN", "U0LEA", "U0EVE", house.world.bot_user})
    house.world.put_channel(Channel(id="C0EXT", name="with-acme", members=members, shared=True))
    said = house.acts.say("U0EVE", "C0EXT", "We need SSO by March")
    house.acts.react("U0EVE", said, "satellite_antenna")
    house.settle()
    assert house.count() == 0  # somebody of another company saves nothing with us
    house.acts.react("U0ANN", said, "satellite_antenna")
    house.settle()
    signal = house.signal(1)
    assert (signal.visibility, signal.place_kind, signal.said_by) == ("restricted", "shared", "eve")


def test_what_apps_wrote_is_not_saved_by_a_reaction(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    [card] = house.cards()
    house.acts.react("U0ANN", card, "satellite_antenna")
    house.settle()
    assert house.count() == 1
    assert "written by an app" in "".join(told(house, "U0ANN"))


def test_an_archived_channel_is_told_in_words(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, SAID)
    house.acts.react("U0ANN", said, "satellite_antenna")
    house.acts.archive("U0ADA", HERE)
    house.settle()
    assert house.signal(1).verbatim == SAID
    assert "Saved as *S-1*" in "".join(told(house, "U0ANN"))


# Mentions and direct messages -------------------------------------------------------------------------------


def test_a_mention_is_answered_in_its_thread_and_saves_nothing(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, "@diapason Acme needs SSO !risk")
    house.settle()
    [answer] = house.world.replies(HERE, said.ts)
    assert house.count() == 0
    assert answer.bot
    outcome = house.acts.click("U0ANN", answer, looks.SAVE)
    assert outcome.ok
    house.acts.submit("U0ANN", house.view("U0ANN"))
    signal = house.signal(1)
    assert (signal.verbatim, signal.kind) == ("Acme needs SSO !risk", "churn_risk")


def test_a_mention_alone_in_a_thread_means_what_the_thread_is_about(house: House) -> None:
    root = house.acts.say("U0LEA", HERE, "Acme needs SSO")
    house.acts.say("U0PAM", HERE, "@diapason", thread_ts=root.ts)
    house.settle()
    [_, answer] = house.world.replies(HERE, root.ts)
    house.acts.click("U0PAM", answer, looks.SAVE)
    house.acts.submit("U0PAM", house.view("U0PAM"))
    assert house.signal(1).verbatim == "Acme needs SSO"


def test_help_is_private(house: House) -> None:
    said = house.acts.say("U0LEA", HERE, "@diapason ?")
    house.settle()
    [answer] = house.world.replies(HERE, said.ts)
    assert "/signal" in words(house.answer("U0LEA", answer, looks.HELP))


def test_a_first_direct_message_is_answered_once_a_day(house: House) -> None:
    direct = house.world.direct("U0LEA").id
    house.acts.say("U0LEA", direct, "Bonjour")
    house.acts.say("U0LEA", direct, "Acme veut le SSO")
    house.settle()
    [answer] = house.posted(direct)
    assert "Que souhaitez-vous" in words(answer)
    house.acts.click("U0LEA", answer, looks.SAVE)
    house.acts.submit("U0LEA", house.view("U0LEA"))
    assert house.signal(1).verbatim == "Bonjour"
    assert house.signal(1).visibility == "restricted"
    house.acts.say("U0LEA", direct, "Encore une chose")
    house.settle()
    answers = [words(one) for one in house.posted(direct) if "Que souhaitez-vous" in words(one)]
    assert ["trois choses" in one for one in answers] == [True, False]  # what there is is told once


# Steps of workflows -----------------------------------------------------------------------------------------


def test_a_step_of_a_workflow_saves_and_gives_back_the_reference(house: House) -> None:
    given = {"text": "Acme &lt;needs&gt; SSO", "kind": "Demande", "account": "Acme", "theme": "sso"}
    given |= {"said_by": "Jo at Acme", "link": "https://crm.example.com/1", "captured_by": "U0LEA"}
    execution = house.acts.run_step("capture_signal", given)
    request = house.acts.last_request
    assert request
    assert house.acts.resend(request).status == 200
    house.settle()
    signal = house.signal(1)
    assert (signal.verbatim, signal.kind, signal.account, signal.themes) == (
        "Acme <needs> SSO",
        "request",
        "Acme",
        ("sso",),
    )
    assert (signal.said_by, signal.link, signal.captured_by) == (
        "Jo at Acme",
        "https://crm.example.com/1",
        f"{TEAM}:U0LEA",
    )
    assert house.world.executions[execution.id].outputs == {"reference": "S-1"}
    assert house.count() == 1


def test_a_step_without_text_says_why(house: House) -> None:
    execution = house.acts.run_step("capture_signal", {"kind": "request"})
    house.settle()
    error = house.world.executions[execution.id].error
    assert error
    assert "got no text" in error
    assert house.count() == 0


def test_a_step_that_names_nobody_belongs_to_the_default_owner(house: House) -> None:
    house.acts.run_step("capture_signal", {"text": "Acme needs SSO"})
    house.settle()
    assert house.signal(1).captured_by == f"{TEAM}:U0ADA"
