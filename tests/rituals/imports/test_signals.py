"""Signals out of files: what is kept, what is refused, and that twice is once."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from rituals import digest
from rituals.imports.problems import CantImport
from rituals.imports.running import BATCH
from rituals.messages import digest as looks
from rituals.messages.triage.inbox import Filters
from rituals.registry import Window
from rituals.search.asking import ask
from rituals.triage.decide import Wish, decide
from rituals.triage.inbox import inbox
from rituals.triage.states import Answer
from storage import outbox, triage, workspaces
from storage.leases import State
from tests.rituals.imports.conftest import Files, at
from tests.team import HOME, START, add_person

DATA = Path(__file__).parents[4] / "shared" / "data"
WHOLE = """Texte;Auteur;Date;Saisi par;Compte;Thèmes;Type;Importance;Concurrent;Montant;Lien;Visibilité
"Sans SSO, on part.
Vraiment.";Mme Petit;23/11/2026 09:30;Zoé;Kestrel;sso, sécurité;Risque de départ;bloquant;Okta;45 k€;https://crm.example/1;restreint
"""


def test_every_column(files: Files) -> None:
    assert files.signals(WHOLE).added == 1
    [kept] = files.kept()
    assert kept.verbatim == "Sans SSO, on part.\nVraiment."
    assert (kept.said_by, kept.said_at) == ("Mme Petit", at(2026, 11, 23, 8, 30))
    assert (kept.captured_by, kept.captured_at) == (f"{HOME}:UZoé", kept.said_at)
    assert (kept.account, kept.account_certain, kept.themes) == ("Kestrel", True, ("sso", "sécurité"))
    assert (kept.kind, kept.importance, kept.competitor) == ("churn_risk", "dealbreaker", "Okta")
    assert (kept.amount_minor, kept.amount_currency) == (4_500_000, "EUR")
    assert (kept.link, kept.visibility, kept.source) == ("https://crm.example/1", "restricted", "import")


def test_a_text_is_enough(files: Files) -> None:
    files.signals("text\nfor:Acme #sso 45k€ !risk\n")
    [kept] = files.kept()
    assert (kept.verbatim, kept.kind, kept.themes, kept.account) == (
        "for:Acme #sso 45k€ !risk",
        "feedback",
        (),
        None,
    )
    assert (kept.said_at, kept.captured_by, kept.visibility) == (START, f"{HOME}:UAnn", "team")


def test_texts_come_to_the_letter(files: Files) -> None:
    files.signals(
        'text,id\n"  two  spaces, ""quotes""\nand a line ",1\n\'=1+1,2\nnul \x00 here,3\n<!channel> & co,4\n'
    )
    assert files.texts() == [
        '  two  spaces, "quotes"\nand a line ',
        "=1+1",
        "nul \ufffd here",
        "<!channel> & co",
    ]


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("said_at", "31/02/2026", "the said_at “31/02/2026” is no date"),
        ("said_at", "2027-01-01", "is in the future"),
        ("captured_by", "Nobody", "we know nobody of that name"),
        ("kind", "song", "there is no kind “song”: it is one of feedback"),
        ("importance", "song", "there is no importance “song”"),
        ("amount", "a lot", "the amount “a lot” is no amount"),
        ("link", "javascript:alert(1)", "is no web address"),
        ("visibility", "secret", "neither team nor restricted"),
        ("themes", "x" * 81, "more than 80 characters"),
        ("themes", ",".join("abcdefghijk"), "11 themes, more than 10"),
        ("account", "x" * 201, "201 characters"),
        ("id", "x" * 181, "181 characters"),
    ],
)
def test_a_cell_that_cant_be_read_refuses_its_row_alone(
    files: Files, header: str, cell: str, words: str
) -> None:
    outcome = files.signals(f'text,{header}\nfine,\nnot fine,"{cell}"\nfine too,\n')
    assert (outcome.added, outcome.refused) == (2, 1)
    [(line, why)] = files.refused
    assert line == 3
    assert words in why
    assert files.texts() == ["fine", "fine too"]


def test_ragged_rows(files: Files) -> None:
    outcome = files.signals("text,author\nshort\nlong,Ann,more\n,Ann\n,,\n")
    assert (outcome.added, outcome.refused) == (1, 2)
    assert files.refused == [
        (3, "it has 3 cells and the header 2: a cell that holds a separator stands between quotes"),
        (4, "it has no text"),
    ]


def test_a_header_only(files: Files) -> None:
    assert files.signals("text,author\n").added == 0
    assert files.kept() == []


def test_two_people_of_one_name(files: Files) -> None:
    add_person(files.services, "ANN")
    with pytest.raises(CantImport, match="two people here have that name"):
        files.signals("text\nx\n")
    assert files.signals("text,captured_by\nx,<@UANN|ann>\ny,T1:UAnn\n", captured_by="zoe").added == 2
    assert [kept.captured_by for kept in files.kept()] == ["T1:UANN", "T1:UAnn"]


def test_who_captured_what_names_nobody(files: Files) -> None:
    with pytest.raises(CantImport, match="say --captured-by"):
        files.signals("text\nx\n", captured_by=None)
    with files.services.write() as tx:
        workspaces.choose_default_owner(tx, HOME, f"{HOME}:UZoé")
    files.signals("text\nx\n", captured_by=None)
    assert files.kept()[0].captured_by == f"{HOME}:UZoé"


class TestDates:
    def test_other_dates_tell_the_order(self, files: Files) -> None:
        files.signals("text,date\na,03/04/2026\nb,04/25/2026\n")
        assert [kept.said_at.strftime("%m-%d") for kept in files.kept()] == ["03-04", "04-25"]

    def test_the_day_comes_first_where_nothing_tells(self, files: Files) -> None:
        files.signals("text,date\na,03/04/2026\n")
        assert files.kept()[0].said_at == at(2026, 4, 3, 10)

    def test_two_orders_keep_nothing(self, files: Files) -> None:
        text = "text,date\na,25/04/2026\nb,04/25/2026\n"
        with pytest.raises(CantImport, match=r"25/04/2026 \(line 2\).*--dates dmy or mdy"):
            files.signals(text)
        assert files.kept() == []


class TestTwice:
    def test_rows_are_known_by_all_their_cells(self, files: Files) -> None:
        text = "text,author\nsame,Ann\nsame,Bob\nsame,Ann\n"
        first, again = files.signals(text), files.signals(text)
        assert (first.added, first.known) == (2, 1)
        assert (again.added, again.known) == (0, 3)
        assert len(files.kept()) == 2

    def test_rows_are_known_by_their_id(self, files: Files) -> None:
        files.signals("id,text,author\n7,hello,Ann\n")
        assert files.signals("id,text,author\n7,hello,Ann Smith\n8,hello,Ann\n").added == 1
        assert files.signals("text;Identifiant\nhello;7\n").known == 1

    def test_an_id_of_another_tool_is_told(self, files: Files) -> None:
        files.signals("id,text\n7,hello\n7,hello\n")
        outcome = files.signals("id,text\n7,something else\n8,new\n8,newer\n")
        assert (outcome.added, outcome.refused) == (1, 2)
        assert "the id 7 is known with another text" in files.refused[0][1]
        assert files.signals("id,text\n7,something else\n", origin="zendesk").added == 1
        assert files.signals("id,text\n7,something else\n", origin="zendesk").known == 1

    def test_many_batches(self, files: Files) -> None:
        rows = 2 * BATCH + 3
        text = "text,account,theme\n" + "".join(
            f"row {n},Account {n % 7},theme {n % 3}\n" for n in range(rows)
        )
        dry = files.signals(text, dry_run=True)
        assert (dry.added, files.kept(), files.count("accounts"), files.count("audit")) == (rows, [], 0, 0)
        assert files.signals(text).added == rows
        assert files.signals(text).known == rows
        assert [kept.number for kept in files.kept()] == list(range(1, rows + 1))
        assert (files.count("accounts"), files.count("themes"), files.count("signal_themes")) == (7, 3, rows)

    def test_a_dry_run_counts_a_row_of_two_batches_once(self, files: Files) -> None:
        text = "text\n" + "".join(f"row {n % BATCH}\n" for n in range(2 * BATCH))
        outcome = files.signals(text, dry_run=True)
        assert (outcome.added, outcome.known) == (BATCH, BATCH)


class TestNoNews:
    """Nothing is announced of what came from a file, and it can be found."""

    def bring(self, files: Files) -> None:
        with files.services.write() as tx:
            workspaces.choose_default_owner(tx, HOME, f"{HOME}:UAnn")
        files.signals("text,importance,theme\nWithout an export we leave,dealbreaker,export\n")

    def test_no_card_until_somebody_acts(self, files: Files) -> None:
        self.bring(files)
        assert files.count("outbox") == 0
        with files.services.write() as tx:
            workspaces.choose_channel(tx, HOME, "signals", "C1", "signals", "joined")
        ann = add_person(files.services, "Ann")
        decide(files.services, ann, files.kept()[0].id, Wish(Answer.PLANNED, seen=0))
        with files.services.read() as tx:
            assert outbox.waiting_and_failed(tx, HOME).counts[State.WAITING] >= 1

    def test_no_promise_and_no_inbox(self, files: Files) -> None:
        self.bring(files)
        ann = add_person(files.services, "Ann")
        with files.services.read() as tx:
            assert triage.unanswered(tx, HOME, ("dealbreaker",), START - timedelta(days=9)) == []
        found = inbox(files.services, ann, Filters())
        assert (found.signals, dict(found.counts)) == ([], {"new": 0, "waiting": 0, "late": 0})
        decide(files.services, ann, files.kept()[0].id, Wish(Answer.ACKNOWLEDGED, seen=0))
        assert inbox(files.services, ann, Filters()).counts["waiting"] == 1

    def test_search_finds_it(self, files: Files) -> None:
        self.bring(files)
        ann = add_person(files.services, "Ann")
        assert [hit.ref for hit in ask(files.services, ann, "exports theme:export").found] == ["S-1"]

    def test_the_digest_names_it_in_one_line(self, files: Files) -> None:
        self.bring(files)
        window = Window(START - timedelta(days=1), START + timedelta(days=1))
        facts = digest.gather(files.services, HOME, window, {})
        assert facts
        assert (facts["imported"], facts["signals"], facts["themes"], facts["urgent"]) == (1, 0, [], 0)
        assert (facts["quotes"], facts["at_risk"]) == ([], [])
        for language, words in (("en", "1 signal was imported"), ("fr", "1 signal a été importé")):
            with files.services.read() as tx:
                texts = files.services.catalogs.texts(language)
                shown = looks.digest(texts, digest.shown(tx, HOME, facts, ""))
            assert words in shown.text
            assert words in str(shown.blocks)

    def test_it_is_no_news_a_week_later(self, files: Files) -> None:
        self.bring(files)
        window = Window(START + timedelta(days=1), START + timedelta(days=8))
        assert digest.gather(files.services, HOME, window, {}) is None


@pytest.mark.skipif(not DATA.exists(), reason="the real texts are not here")
class TestRealTexts:
    def test_arguments_of_a_consultation(self, files: Files) -> None:
        path = DATA / "feedback-fr-republique-numerique" / "arguments.csv"
        with path.open(encoding="utf-8", newline="") as file:
            bodies = [row["body"] for row in csv.DictReader(file) if row["body"].strip()]
        outcome = files.signals(path, maps=(("stance", "themes"),))
        assert (outcome.added + outcome.refused, outcome.known) == (3988, 0)
        assert files.texts() == bodies
        assert files.kept()[0].said_at == at(2015, 10, 18, 20, 24, 20)
        assert files.signals(path).known == outcome.added

    def test_questions_to_a_bank(self, files: Files) -> None:
        path = DATA / "feedback-en-banking77" / "test.csv"
        assert files.signals(path, maps=(("category", "kind"),), dry_run=True).refused == 3080
        assert files.signals(path).added == 3080
        assert files.count("themes") == 77
