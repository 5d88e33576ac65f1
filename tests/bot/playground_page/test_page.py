"""The page over real HTTP: what each person sees, and what becomes of what they do."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
import requests

from bot.playground.page.routes import CONTENT_SECURITY_POLICY
from bot.playground.render.controls import Act, Address, write_option
from bot.playground.world import View
from tests.bot.playground_page.company import ACCOUNTS, Company, running
from tests.bot.playground_page.readers import Tags

HTMX = {"HX-Request": "true"}


@pytest.fixture
def company() -> Iterator[Company]:
    with running() as company:
        yield company


def see(company: Company, path: str) -> str:
    answer = requests.get(company.url + path, timeout=10)
    assert answer.status_code == 200
    return answer.text


def do(company: Company, path: str, **form: str) -> requests.Response:
    return requests.post(company.url + path, data=form, headers=HTMX, timeout=10)


def seen(html: str) -> str:
    """The words of a page, spaces folded."""
    return " ".join(Tags(re.sub(r"<!doctype[^>]*>", "", html)).text.split())


def open_view(company: Company, person: str = "U1") -> View:
    assert do(company, f"/as/{person}/C1/say", text="/note").status_code == 200
    view = company.world.views.top(person)
    assert view is not None
    return view


def control(block: str) -> str:
    return Address(block, f"{block}.value").name


# Looking --------------------------------------------------------------------------------------------------------


def test_the_front_door_leads_to_somebody(company: Company) -> None:
    answer = requests.get(company.url + "/", timeout=10)
    assert answer.url.endswith("/as/U1/C1")


def test_every_person_sees_every_place_without_anything_inline(company: Company) -> None:
    for person in [key for key in company.world.people if key != company.world.bot_user]:
        places = [
            channel.id
            for channel in company.world.channels.values()
            if channel.kind == "public" or person in channel.members
        ]
        for place in places:
            answer = requests.get(f"{company.url}/as/{person}/{place}", timeout=10)
            assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            page = re.sub(r"<!doctype[^>]*>", "", answer.text)
            for tag, attributes in Tags(page).found:
                assert tag != "style"
                assert tag != "script" or attributes["src"]
                assert not [key for key in attributes if key == "style" or key.startswith(("on", "hx-on"))]


def test_ids_are_unique_on_a_page_with_everything(company: Company) -> None:
    open_view(company)
    [first, *_] = [m for m in company.world.messages("C1") if company.world.replies("C1", m.ts)]
    page = see(company, f"/as/U1/C1?thread={first.ts}")
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids)) > 50


def test_each_reads_in_their_language_and_on_their_clock(company: Company) -> None:
    french, english, japan = (seen(see(company, f"/as/{person}/C1")) for person in ("U1", "U2", "U6"))
    assert "Vendredi 20 novembre 2026, 14:05" in french
    assert "2 réponses" in french
    assert "Friday, November 20, 2026, 8:05\u202fAM".replace("\u202f", " ") in english
    assert "2 replies" in english
    assert "10:05 PM" in japan


def test_private_places_are_for_their_members(company: Company) -> None:
    assert "pricing" in see(company, "/as/U1/C1")
    assert "pricing" not in see(company, "/as/U2/C1")
    for path in ("/as/U2/C5", "/as/U2/D1", "/as/U9/C1", "/as/U1/C9", "/as/U0BOT/C1"):
        assert requests.get(company.url + path, timeout=10).status_code == 404


def test_what_is_new_is_marked_until_it_is_seen(company: Company) -> None:
    assert re.search(r'id="go-C2"[^>]*class="unread', see(company, "/as/U1/C1"))
    see(company, "/as/U1/C2")
    assert not re.search(r'id="go-C2"[^>]*class="unread', see(company, "/as/U1/C1"))
    direct = company.world.direct("U1").id
    company.world.post(direct, company.world.bot_user, "Votre demande est sortie.")
    assert re.search(rf'id="go-{direct}".*?class="count">1<', see(company, "/as/U1/C1"), re.DOTALL)


def test_an_address_that_leads_nowhere_says_so_kindly(company: Company) -> None:
    answer = requests.get(f"{company.url}/as/U1/C9", headers={"Accept-Language": "fr"}, timeout=10)
    assert "n’existe pas" in answer.text


# Live -----------------------------------------------------------------------------------------------------------


def live_path(page: str) -> str:
    found = re.search(r'id="live" hx-get="([^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_nothing_is_sent_until_something_changes(company: Company) -> None:
    path = live_path(see(company, "/as/U1/C1"))
    unchanged = requests.get(company.url + path, timeout=10)
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    company.world.post("C1", "U2", "Belmont signed!")
    changed = requests.get(company.url + path, timeout=10)
    assert "Belmont signed!" in changed.text
    assert requests.get(company.url + live_path(changed.text), timeout=10).status_code == 204


def test_what_did_not_change_keeps_its_revision(company: Company) -> None:
    before = see(company, "/as/U1/C1")
    company.world.post("C1", "U2", "Belmont signed!")
    after = see(company, "/as/U1/C1")
    messages = r'<article[^>]* id="([^"]*)" data-rev="([^"]*)"'
    assert set(re.findall(messages, before)) < set(re.findall(messages, after))


def test_the_clock_moves_for_everybody(company: Company) -> None:
    path = live_path(see(company, "/as/U2/C1"))
    assert "samedi 21 novembre 2026, 14:05" in do(company, "/as/U1/C1/clock", step="day").text
    assert "Saturday, November 21, 2026" in requests.get(company.url + path, timeout=10).text
    do(company, "/as/U1/C1/clock", step="ritual")
    assert "Aucun rituel prévu" in see(company, "/as/U1/C1")
    assert do(company, "/as/U1/C1/clock", step="year").status_code == 409


# Writing --------------------------------------------------------------------------------------------------------


def test_a_command_is_answered_for_its_author_only(company: Company) -> None:
    answer = do(company, "/as/U1/C1/say", text="/note <b>SSO</b> & <!channel>")
    assert "Visible par vous uniquement" in answer.text
    assert "<b>SSO" not in answer.text
    assert "Visible" not in see(company, "/as/U3/C1")


def test_without_javascript_a_form_leads_back_to_the_page(company: Company) -> None:
    answer = requests.post(
        f"{company.url}/as/U1/C1/say", data={"text": "Bonjour"}, allow_redirects=False, timeout=10
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/as/U1/C1")
    assert "Bonjour" in see(company, "/as/U1/C1")


def test_a_failed_command_leaves_what_was_typed(company: Company) -> None:
    answer = do(company, "/as/U2/C1/say", text="/note fail")
    assert answer.headers["X-Keep-Typed"] == "1"
    assert "dispatch_failed" in answer.text


def test_a_command_in_a_thread_is_not_sent_and_not_lost(company: Company) -> None:
    [first, *_] = [m for m in company.world.messages("C1") if company.world.replies("C1", m.ts)]
    path = f"/as/U2/C1/say?{urlencode({'thread': first.ts})}"
    assert (
        "Commands can’t be used in threads. This was not sent: /note x"
        in do(company, path, text="/note x", thread_ts=first.ts).text
    )
    assert "Replied" in do(company, path, text="Replied", thread_ts=first.ts).text
    assert [reply.text for reply in company.world.replies("C1", first.ts)][-1] == "Replied"


def test_where_nobody_can_write_there_is_no_composer(company: Company) -> None:
    assert "This channel is archived." in see(company, "/as/U2/C6")
    page = see(company, "/as/U2/C4")
    assert "Nora Lindqvist is not in this channel." in page
    assert 'id="compose"' not in page
    requests.post(f"{company.url}/as/U2/C4/join", timeout=10)
    assert 'id="compose"' in see(company, "/as/U2/C4")


def test_reactions_are_added_counted_and_taken_off_again(company: Company) -> None:
    ts = company.world.messages("C1")[-1].ts
    assert 'aria-label="tada 1"' in do(company, f"/as/U1/C1/react/{ts}", name="tada").text
    assert 'aria-label="tada 2"' in do(company, f"/as/U2/C1/react/{ts}", name="tada").text
    assert 'aria-label="tada 1"' in do(company, f"/as/U1/C1/react/{ts}", name="tada").text


# Elements and modals --------------------------------------------------------------------------------------------


def test_what_is_pinned_is_marked_as_such(company: Company) -> None:
    assert "Épinglé" not in seen(see(company, "/as/U1/C1"))
    company.world.pin(company.world.messages("C1")[-1])
    assert "📌 Épinglé" in seen(see(company, "/as/U1/C1"))
    assert "📌 Pinned" in seen(see(company, "/as/U2/C1"))


def test_a_button_and_a_menu_of_a_message_reach_the_app(company: Company) -> None:
    card = company.world.messages("C1")[-2]
    path = f"/as/U1/C1/message/{card.ts}"
    chosen = write_option(card.blocks[3]["elements"][2]["options"][1])
    kind = Address("acts", "signal.kind")
    answer = do(company, path, act=Act(kind).write(), **{kind.name: chosen})
    assert "Type : Objection" in answer.text
    assert "annulé" in do(company, path, act=Act(Address("acts", "signal.undo")).write()).text
    again = do(company, path, act=Act(Address("acts", "signal.undo")).write())
    assert (again.status_code, again.text[:22]) == (409, "Ce n’est plus possible")


def test_a_form_shows_errors_at_its_fields_and_keeps_what_was_typed(company: Company) -> None:
    view = open_view(company)
    path = f"/as/U1/C1/view/{view.id}"
    empty = do(company, path, submit="1")
    assert "Ce champ est obligatoire." in empty.text
    importance = write_option(view.blocks[4]["element"]["options"][0])
    form = {control("text"): "an error", control("amount"): "450", control("importance"): importance}
    refused = do(company, path, submit="1", **form)
    assert "Ce texte contient « error »." in refused.text
    assert 'value="450"' in refused.text
    assert re.search(r'aria-describedby="([^" ]*-hint) ([^"]*-error)"[^>]*aria-invalid="true"', refused.text)
    form[control("text")] = "Enfin"
    assert "C’est noté" in do(company, path, submit="1", **form).text
    assert "<dialog" not in seen(do(company, path, close="1").text)
    assert company.world.views.top("U1") is None


def test_suggestions_come_from_the_app(company: Company) -> None:
    view = open_view(company)
    query = urlencode({"block_id": "account", "action_id": "account.value", "typed": "bel"})
    path = f"/as/U1/C1/suggest/view/{view.id}?{query}"
    assert [radio["value"] for radio in Tags(see(company, path)).all("input")] == [write_option(ACCOUNTS[1])]
    nothing = see(company, path.replace("typed=bel", "typed=zzz"))
    assert "Aucun résultat" in nothing


def test_views_stack_and_come_back(company: Company) -> None:
    view = open_view(company)
    owner = Address("owner", "owner.value")
    typed = {control("text"): "Half a note", owner.name: "U4"}
    pushed = do(company, f"/as/U1/C1/view/{view.id}", act=Act(owner).write(), **typed)
    assert "Elle sera prévenue." in pushed.text
    top = company.world.views.top("U1")
    assert top is not None
    back = do(company, f"/as/U1/C1/view/{top.id}", close="1")
    assert "Half a note" in back.text


def test_shortcuts_open_forms(company: Company) -> None:
    assert "Nouvelle note" in do(company, "/as/U1/C1/shortcut", shortcut="note.new").text
    ts = company.world.messages("C1")[-1].ts
    assert "Nouvelle note" in do(company, f"/as/U1/C1/shortcut/{ts}", shortcut="note.keep").text


def test_a_view_is_for_the_person_who_opened_it(company: Company) -> None:
    view = open_view(company)
    assert "<dialog" not in seen(see(company, "/as/U3/C1"))
    assert do(company, f"/as/U3/C1/view/{view.id}", submit="1").status_code == 409


def test_the_home_is_drawn_when_it_is_opened(company: Company) -> None:
    direct = company.world.direct("U1").id
    assert "Accueil" in seen(see(company, f"/as/U1/{direct}"))
    home = see(company, f"/as/U1/{direct}?tab=home")
    assert "S-12" in home
    view = company.world.views.home("U1")
    assert view is not None
    assert f"/as/U1/{direct}/view/{quote(view.id)}?tab=home" in home


def test_an_app_that_does_not_answer_is_told_in_words(company: Company) -> None:
    card = company.world.messages("C1")[-2]
    act = Act(Address("acts", "signal.edit")).write()  # nobody listens to it
    answer = do(company, f"/as/U2/C1/message/{card.ts}", act=act)
    assert (answer.status_code, "The app did not answer (dispatch_failed)" in answer.text) == (502, True)


def test_no_other_site_can_act_here(company: Company) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = requests.post(f"{company.url}/as/U1/C1/say", data={"text": "hi"}, headers=headers, timeout=10)
    assert answer.status_code == 403


@pytest.mark.parametrize("act", ["{}", "[]", "null", "nonsense", '{"block_id": "x", "action_id": "y"}'])
def test_an_act_that_nobody_could_do_is_refused(company: Company, act: str) -> None:
    card = company.world.messages("C1")[-2]
    assert do(company, f"/as/U1/C1/message/{card.ts}", act=act).status_code == 409


# Files ----------------------------------------------------------------------------------------------------------


def test_a_file_is_fetched_by_who_sees_its_message(company: Company) -> None:
    world = company.world
    file, ticket = world.files.begin("f.csv", 5)
    world.files.receive(ticket, b"a,b\r\n")
    world.files.complete(file.id, "Five bytes")
    direct = world.direct("U1").id
    world.post(direct, world.bot_user, "Here it is", files=(file.id,))
    page = see(company, f"/as/U1/{direct}")
    assert "Five bytes" in seen(page)
    assert "f.csv · 1 KB" in seen(page) or "f.csv · 1 Ko" in seen(page).replace("\u202f", " ")
    found = re.search(r'class="file" href="([^"]+)"', page)
    assert found
    answer = requests.get(company.url + found[1], timeout=10)
    assert (answer.content, answer.headers["Content-Type"]) == (b"a,b\r\n", "text/csv; charset=utf-8")
    assert answer.headers["Content-Disposition"] == "attachment; filename=f.csv"
    assert requests.get(f"{company.url}/as/U2/{direct}/file/{file.id}", timeout=10).status_code == 404
    assert requests.get(f"{company.url}/as/U1/C1/file/{file.id}", timeout=10).status_code == 404
