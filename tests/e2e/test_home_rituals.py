"""The tab of rituals in Home: all of them for all to read; those who steer them open, change and add; always fresh."""

from bot.playground.world.elements import elements
from rituals.messages import home as looks
from rituals.messages import ritual_forms as forms
from rituals.messages import ritual_pages as pages
from rituals.messages import rituals as ritual_looks
from storage import preferences, rituals
from tests.e2e.house import TEAM, House, words
from tests.e2e.test_home import home, open_home
from tests.e2e.test_rituals import press, ritual

PAGE = 12


def open_tab(house: House, person: str) -> str:
    house.acts.click(person, open_home(house, person), looks.TABS[looks.Tab.RITUALS])
    return words(home(house, person))


def actions(house: House, person: str) -> list[str]:
    return [one["action_id"] for _, one in elements(home(house, person).blocks)]


def test_all_read_every_ritual_and_who_steers_them_changes_them_there(house: House) -> None:
    house.settle()
    with house.bot.services.write() as tx:
        preferences.choose_language(tx, TEAM, "C0DIG", "fr")
        rituals.change(tx, TEAM, ritual(house).id, {"owner": f"{TEAM}:U0ADA", "zone": "America/Montreal"})
    read = open_tab(house, "U0LEA")
    assert "Les admins modifient" in read
    assert "<#C0DIG>" in read
    assert "en français · suivi par ada" in read
    assert "(America/Montreal)" in read.split("*Prochain :*")[1].split("\\n")[0]  # beside the reader's own
    assert not {ritual_looks.OPEN, ritual_looks.ADD} & set(actions(house, "U0LEA"))

    shown = open_tab(house, "U0ADA")
    assert "speaks French · looked after by ada" in shown
    view = home(house, "U0ADA")
    house.acts.click("U0ADA", view, ritual_looks.OPEN, value=ritual(house).id)
    press(house, ritual_looks.PAUSE)
    assert "Paused" in words(home(house, "U0ADA"))
    press(house, ritual_looks.RESUME)
    assert "Paused" not in words(home(house, "U0ADA"))
    press(house, ritual_looks.SKIP)
    assert "Left out: " in words(home(house, "U0ADA"))
    house.type("U0ANN", "/signal Acme needs SSO")
    house.clock.later(minutes=1)
    press(house, pages.RUN)
    assert "Last: " in words(home(house, "U0ADA"))
    press(house, pages.EDIT)
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.AT: "11:15"})
    assert "11:15" in words(home(house, "U0ADA"))
    press(house, pages.END)
    assert "11:15" not in words(home(house, "U0ADA"))
    house.acts.close("U0ADA", house.view("U0ADA"))

    house.acts.click("U0ADA", home(house, "U0ADA"), ritual_looks.ADD)
    added = {forms.KIND: "weekly_digest", forms.CHANNEL: "C0GEN"}
    house.acts.submit("U0ADA", house.view("U0ADA"), added)
    assert "<#C0GEN>" in words(home(house, "U0ADA"))
    house.acts.click("U0ADA", home(house, "U0ADA"), looks.TABS[looks.Tab.DAY])
    assert "My signals" in words(home(house, "U0ADA"))
    assert house.refused() == []


def test_many_rituals_have_pages(house: House) -> None:
    with house.bot.services.write() as tx:
        for number in range(30):
            rituals.ensure(
                tx,
                TEAM,
                name=f"weekly_digest:{number:02}",
                kind="weekly_digest",
                channel_id=f"C0DIG{number:02}",
                rule="FREQ=WEEKLY;BYDAY=MO",
                at="09:00",
                now=house.clock(),
            )
        there = len(rituals.all_of(tx, TEAM))
    open_tab(house, "U0ADA")
    seen = []
    for _ in range(-(-there // PAGE)):
        view = home(house, "U0ADA")
        assert len(view.blocks) <= 100
        seen += [one["value"] for _, one in elements(view.blocks) if one["action_id"] == ritual_looks.OPEN]
        if looks.LATER in actions(house, "U0ADA"):
            house.acts.click("U0ADA", view, looks.LATER)
    assert len(set(seen)) == len(seen) == there
    assert looks.LATER not in actions(house, "U0ADA")
    house.acts.click("U0ADA", home(house, "U0ADA"), looks.EARLIER)
    assert looks.LATER in actions(house, "U0ADA")
    assert house.refused() == []
