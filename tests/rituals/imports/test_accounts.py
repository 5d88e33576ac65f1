"""Accounts out of files: added, changed, and told apart."""

import pytest

from rituals.imports.problems import CantImport
from storage import accounts, audit, merging
from tests.rituals.imports.conftest import Files
from tests.team import HOME, START

WHOLE = """Nom;Segment;CA annuel;Devise;Responsable;Site web
Kestrel SA;Grands comptes;1 200 000;EUR;Zoé;https://www.kestrel.example/fr
Acme;PME;$45k;;ann;jo@acme.example
"""


def test_every_column(files: Files) -> None:
    assert files.accounts(WHOLE).added == 2
    kestrel, acme = files.account("kestrel sa"), files.account("Acme")
    assert (kestrel.name, kestrel.segment, kestrel.owner) == ("Kestrel SA", "Grands comptes", f"{HOME}:UZoé")
    assert (kestrel.revenue_minor, kestrel.revenue_currency, kestrel.domain) == (
        120_000_000,
        "EUR",
        "kestrel.example",
    )
    assert (acme.revenue_minor, acme.revenue_currency, acme.domain) == (4_500_000, "USD", "acme.example")


def test_twice_changes_nothing_and_a_new_cell_changes_that(files: Files) -> None:
    files.accounts(WHOLE)
    again = files.accounts(WHOLE)
    assert (again.added, again.changed, again.known) == (0, 0, 2)
    outcome = files.accounts("name,segment,revenue\nACME,,50000\nKestrel SA,,\nNew,,\n")
    assert (outcome.added, outcome.changed, outcome.known) == (1, 1, 1)
    acme = files.account("Acme")
    assert (acme.segment, acme.revenue_minor, acme.revenue_currency) == ("PME", 5_000_000, "EUR")
    with files.services.read() as tx:
        [entry] = audit.history(tx, HOME, "account", acme.id)
    assert entry.before == {"revenue_minor": 4_500_000, "revenue_currency": "USD"}
    assert entry.after == {"revenue_minor": 5_000_000, "revenue_currency": "EUR"}


def test_the_same_account_twice_in_a_file(files: Files) -> None:
    outcome = files.accounts("name,segment\nAcme,SMB\nacme,Enterprise\nACME,\n")
    assert (outcome.added, outcome.changed, outcome.known) == (1, 1, 1)
    assert files.account("Acme").segment == "Enterprise"


def test_an_id_finds_the_account_under_another_name(files: Files) -> None:
    files.accounts("id,name,segment\nc-1,Acme,SMB\n")
    outcome = files.accounts("id,name,segment\nc-1,Acme Corporation,Enterprise\n")
    assert (outcome.added, outcome.changed) == (0, 1)
    acme = files.account("Acme")
    assert (acme.name, acme.segment) == ("Acme", "Enterprise")
    assert files.account("acme corporation").id == acme.id  # the other name leads to it too


def test_aliases(files: Files) -> None:
    text = "name,aliases\nAcme,ACME Corp; Acme Group\nKestrel,\n"
    assert files.accounts(text).added == 2
    assert files.accounts(text).known == 2
    assert files.account("acme group").name == "Acme"
    files.signals("text,account\nhello,ACME CORP\n")
    assert files.kept()[0].account == "Acme"
    outcome = files.accounts("name,aliases,segment\nKestrel,Acme Corp,SMB\nAcme Group,,SMB\n")
    assert (outcome.changed, outcome.refused) == (1, 1)
    assert files.refused == [(2, "“Acme Corp” is another account than “Kestrel”")]
    assert (files.account("Acme").segment, files.account("Kestrel").segment) == ("SMB", None)


def test_a_merged_account_leads_to_the_one_that_is_kept(files: Files) -> None:
    files.accounts("id,name,segment\nc-1,Old,SMB\nc-2,Kept,\n")
    old, kept = files.account("Old").id, files.account("Kept").id
    with files.services.write() as tx:
        merging.merge_accounts(tx, HOME, old, kept, f"{HOME}:UAnn", START)
    outcome = files.accounts("id,name,segment\nc-1,Old,Enterprise\n,old,Enterprise\n")
    assert (outcome.added, outcome.changed, outcome.known) == (0, 1, 1)
    assert files.account("Old").id == kept
    assert files.account("Kept").segment == "Enterprise"


def test_a_known_account_of_signals_is_described(files: Files) -> None:
    files.signals("text,account\nhello,Acme\n")
    with files.services.read() as tx:
        before = accounts.version(tx, HOME)
    assert files.accounts("name,revenue\nAcme,45k€\nOther,1 €\n").changed == 1
    with files.services.read() as tx:
        assert accounts.version(tx, HOME) == before + 1  # one name more to be read from texts
        assert sorted(accounts.names(tx, HOME)) == ["Acme", "Other"]


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("revenue", "much", "is no amount"),
        ("owner", "Nobody", "we know nobody of that name"),
        ("domain", "not a domain", "write it as acme.com"),
        ("segment", "x" * 201, "201 characters"),
    ],
)
def test_a_cell_that_cant_be_read(files: Files, header: str, cell: str, words: str) -> None:
    outcome = files.accounts(f"name,{header}\nAcme,{cell}\nFine,\n ,\n")
    assert (outcome.added, outcome.refused) == (1, 1)
    assert words in files.refused[0][1]


def test_a_file_without_names(files: Files) -> None:
    with pytest.raises(CantImport, match="no column is the name"):
        files.accounts("segment\nSMB\n")


def test_a_currency_that_is_none(files: Files) -> None:
    outcome = files.accounts("name,revenue,currency\nA,10,€\nB,10,gold\nC,10,usd\n")
    assert (outcome.added, outcome.refused) == (2, 1)
    assert files.account("C").revenue_currency == "USD"
