"""What came of a launch is told where people look: on its release's page, and once in the digest."""

from datetime import timedelta

from rituals.messages import digest as digest_looks
from rituals.messages import launch_afterwards as looks
from rituals.messages import launches as plan_looks
from rituals.messages import releases as release_looks
from rituals.messages.digest import forms
from storage import launch_answers
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.launching import card, started, with_release

ANN, PAM, LEA = "U0ANN", "U0PAM", "U0LEA"
WEEK = timedelta(days=7)


def say(house: House, person: str, **said: str) -> None:
    """Into the retro of the launch."""
    house.acts.click(person, card(house), plan_looks.ALL)
    house.acts.click(person, house.view(person), plan_looks.OUTCOME)
    house.acts.click(person, house.view(person), looks.ANSWER)
    house.acts.submit(person, house.view(person), {looks.field(name): text for name, text in said.items()})
    house.acts.close(person, house.view(person))


def digests(house: House, person: str) -> list[str]:
    found = house.posted(house.world.direct(person).id)
    return [words(one) for one in found if digest_looks.USEFUL in words(one)]


def test_the_page_of_the_release_tells_and_opens_all_of_it(house: House) -> None:
    with_release(house)
    started(house)
    assert plan_looks.OUTCOME not in words(house.type(ANN, "/release R-1"))
    say(house, PAM, what="Fewer <b>passwords</b>", keep="The dry run")
    shown = house.type(ANN, "/release R-1")
    assert "*What came of it* · L-1" in words(shown)
    assert "Retro: Fewer &lt;b&gt;passwords&lt;/b&gt; · *Keep:* The dry run" in words(shown)
    assert "Ce que ça a donné" in words(house.type(LEA, "/release R-1"))
    house.acts.click(ANN, shown, plan_looks.OUTCOME)
    assert "*Keep:* The dry run" in words(house.view(ANN))
    house.acts.close(ANN, house.view(ANN))
    house.acts.click(ANN, house.type(ANN, "/release list"), release_looks.SHOW)
    assert "*Keep:* The dry run" in words(house.view(ANN))


def test_the_next_digest_tells_it_once(house: House) -> None:
    for person in (ANN, LEA):
        form = house.open(person, "/digest subscribe")
        house.acts.suggest(person, form, forms.ZONE, "Europe/Paris")
        house.acts.submit(person, form, {forms.AT: "08:00", forms.ZONE: "Europe/Paris"})
        house.acts.close(person, house.view(person))
    with_release(house)
    started(house)
    house.clock.now = MONDAY + timedelta(days=1)
    say(house, PAM, what="It went well", change="An earlier FAQ")
    house.clock.now = MONDAY + WEEK
    house.settle()
    assert "*What came of launches*" in digests(house, ANN)[-1]
    assert "Retro: It went well · *Change:* An earlier FAQ" in digests(house, ANN)[-1]
    assert "*Ce que les lancements ont donné*" in digests(house, LEA)[-1]
    house.type(ANN, "/signal Kestrel needs SSO")
    house.clock.now = MONDAY + 2 * WEEK
    house.settle()
    assert "Kestrel needs SSO" in digests(house, ANN)[-1]
    assert "What came of launches" not in digests(house, ANN)[-1]


def test_no_words_are_no_news(house: House) -> None:
    """Who does not want to answer makes no digest."""
    with_release(house)
    launch = started(house)
    with house.bot.services.write() as tx:
        launch_answers.answer(tx, TEAM, launch.id, 7, "T0:U0PAM", {}, house.clock.now)
        found = launch_answers.said_between(tx, TEAM, MONDAY - WEEK, MONDAY + WEEK, 10)
    assert found == []
