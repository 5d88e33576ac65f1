"""Texts for audiences and reviews of a draft, as people see them: by signed requests, in both languages."""

from dataclasses import replace

from bot.playground.world import Channel, View
from rituals.messages import release_audiences as looks
from rituals.messages import release_drafts as drafts
from rituals.messages import release_forms as forms
from rituals.messages import release_reviews as reviews
from rituals.messages import releases
from storage.releases import State
from tests.e2e.house import House, words

ANN, LEA, MAX = "U0ANN", "U0LEA", "U0MAX"
SALES, MARKETING = "C0SALES", "C0MKT"
WRITTEN = {
    forms.NAME: "New search",
    forms.CHANGES: "- Faster",
    forms.VALUE: "Find it in a second",
    forms.ARGUMENTS: "Nobody else has it <!channel>",
    forms.QUESTIONS: "Is it free? Yes.",
}


def draft(house: House, person: str = ANN, **more: str) -> View:
    """A draft's page before its author. Everybody is in two more channels, the bot too."""
    here = house.world.channel("C0GEN").members | {house.world.bot_user}
    for channel, name in ((SALES, "sales"), (MARKETING, "marketing")):
        house.world.put_channel(Channel(id=channel, name=name, members=here))
    form = house.open(person, "/release")
    house.acts.submit(person, form, WRITTEN | {forms.WHEN: State.DRAFT} | more)
    return house.view(person)


def fill(house: House, page: View, filled: dict[str, object]) -> None:
    assert house.acts.click(ANN, page, looks.OPEN).ok
    assert house.acts.submit(ANN, house.view(ANN), filled).ok


def test_each_audience_gets_its_text_with_the_announcement(house: House) -> None:
    page = draft(house)
    fill(house, page, {looks.channels_name(looks.SALES): [SALES]})
    assert f"*Sales:* <#{SALES}>" in words(house.view(ANN))
    house.acts.close(ANN, house.view(ANN))
    house.settle()
    assert house.posted(SALES) == []
    house.acts.click(ANN, house.view(ANN), drafts.ANNOUNCE_NOW)
    house.settle()
    [message] = house.posted(SALES)
    assert message.text.startswith("Find it in a second\n")
    assert "Nobody else has it" in message.text
    assert "Nobody else has it" not in words(house.posted("C0REL")[-1])
    assert house.world.pings == []


def test_a_long_text_that_the_form_shortens_stays_whole(house: House) -> None:
    page = draft(
        house, **{forms.ARGUMENTS: "Nobody else has it. " * 100, forms.QUESTIONS: "Free? Yes. " * 200}
    )
    channels = {looks.channels_name(name): [SALES] for name in looks.POSTED}
    fill(house, page, dict(channels))
    house.acts.close(ANN, house.view(ANN))
    house.acts.click(ANN, house.view(ANN), drafts.ANNOUNCE_NOW)
    house.settle()
    told = "".join(str(message.blocks) for message in house.posted(SALES))
    assert told.count("Free? Yes.") == 400  # for sales and for support


def test_an_unchanged_text_follows_the_release_and_a_written_one_stays(house: House) -> None:
    page = draft(house)
    mine: dict[str, object] = {looks.words_name(looks.SUPPORT): "**Ours**: say yes."}
    channels = {looks.channels_name(name): [SALES] for name in looks.POSTED}
    fill(house, page, mine | channels)
    house.acts.close(ANN, house.view(ANN))
    house.acts.click(ANN, house.view(ANN), drafts.ANNOUNCE_NOW)
    house.settle()
    house.acts.click(ANN, house.view(ANN), releases.EDIT)
    house.acts.submit(ANN, house.view(ANN), {forms.VALUE: "Find it at once"})
    house.settle()
    sales, support = house.posted(SALES)
    assert sales.text.startswith("Find it at once")
    assert support.text == "Ours: say yes."


def test_a_channel_left_out_later_says_it_no_more(house: House) -> None:
    page = draft(house)
    fill(house, page, {looks.channels_name(looks.SALES): [SALES, MARKETING]})
    house.acts.close(ANN, house.view(ANN))
    house.acts.click(ANN, house.view(ANN), drafts.ANNOUNCE_NOW)
    house.settle()
    assert house.posted(MARKETING) != []
    shown = house.type(ANN, "/release R-1")
    assert house.acts.click(ANN, shown, looks.OPEN).ok
    house.acts.submit(ANN, house.view(ANN), {looks.channels_name(looks.SALES): [SALES]})
    house.settle()
    assert house.posted(MARKETING) == []
    assert len(house.posted(SALES)) == 1
    house.acts.close(ANN, house.view(ANN))
    house.open(ANN, "/release")
    house.acts.submit(ANN, house.view(ANN), WRITTEN | {forms.WHEN: State.DRAFT})
    house.acts.click(ANN, house.view(ANN), looks.OPEN)
    assert SALES in words(house.view(ANN))  # offered again


def test_anybody_copies_what_customers_may_read(house: House) -> None:
    page = draft(house)
    house.acts.click(ANN, page, drafts.ANNOUNCE_NOW)
    shown = house.type(LEA, "/release R-1")
    assert house.acts.click(LEA, shown, looks.COPY).ok
    copied = words(house.view(LEA))
    assert "prêt à coller" in copied
    assert "Find it in a second" in copied
    assert "Nobody else has it" not in copied


def test_marketing_says_what_it_thinks_and_the_author_hears_it(house: House) -> None:
    page = draft(house)
    house.acts.click(ANN, page, reviews.ASK)
    house.acts.submit(ANN, house.view(ANN), {reviews.CHANNEL: MARKETING, reviews.NOTE: "The first line?"})
    house.settle()
    [card] = house.posted(MARKETING)
    assert "ann asks what you think of this draft." in words(card)
    assert "The first line?" in words(card)
    assert "Still missing: for whom" in words(card)
    assert house.acts.click(MAX, card, reviews.GOOD).ok
    assert house.acts.click(MAX, card, reviews.GOOD).ok
    assert house.acts.click(LEA, card, reviews.COMMENT).ok
    house.acts.submit(LEA, house.view(LEA), {reviews.NOTE: "Plus court ?"})
    house.settle()
    card, reply = house.posted(MARKETING)
    assert "Looks good to max." in words(card)
    assert reply.thread_ts == card.ts
    assert "Plus court ?" in words(reply)
    told = [message.text for message in house.world.messages(house.world.direct(ANN).id)]
    assert [text.split("\n")[0] for text in told if "R-1" in text] == [
        "*R-1* New search looks good to max.",
        "léa commented on *R-1* New search:",
    ]


def test_the_card_follows_the_draft_until_it_is_announced(house: House) -> None:
    page = draft(house)
    house.acts.click(ANN, page, reviews.ASK)
    house.acts.submit(ANN, house.view(ANN), {reviews.CHANNEL: MARKETING})
    house.settle()
    house.acts.close(ANN, house.view(ANN))
    house.acts.click(ANN, house.view(ANN), releases.EDIT)
    house.acts.submit(ANN, house.view(ANN), {forms.AUDIENCE: "Admins"})
    house.settle()
    [card] = house.posted(MARKETING)
    assert "Admins" in words(card)
    house.acts.click(ANN, house.view(ANN), drafts.ANNOUNCE_NOW)
    house.settle()
    [card] = house.posted(MARKETING)
    assert reviews.GOOD not in words(card)


def test_a_draft_given_up_leaves_no_card(house: House) -> None:
    page = draft(house)
    house.acts.click(ANN, page, reviews.ASK)
    house.acts.submit(ANN, house.view(ANN), {reviews.CHANNEL: MARKETING})
    house.settle()
    house.acts.close(ANN, house.view(ANN))
    house.acts.click(ANN, house.view(ANN), releases.WITHDRAW)
    house.acts.submit(ANN, house.view(ANN), {})
    house.settle()
    assert house.posted(MARKETING) == []


def test_a_public_channel_is_joined_by_itself(house: House) -> None:
    page = draft(house)
    here = house.world.channel(MARKETING)
    house.world.put_channel(replace(here, members=here.members - {house.world.bot_user}))
    house.acts.click(ANN, page, reviews.ASK)
    house.acts.submit(ANN, house.view(ANN), {reviews.CHANNEL: MARKETING})
    house.settle_in_time()
    assert len(house.posted(MARKETING)) == 1
