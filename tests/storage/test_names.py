"""Several names lead to one account or theme, wherever it is named."""

from datetime import UTC, datetime

from storage import accounts, merging, theme_board, themes
from storage.database import Database, Transaction
from storage.merging import Kind
from storage.signals import Reader

HOME, NOW = "T1", datetime(2026, 11, 23, 9, tzinfo=UTC)
EVERYTHING = Reader("", everything=True)


def found(tx: Transaction, typed: str) -> list[tuple[str, str | None]]:
    return [
        (match.account.name, match.other) for match in accounts.starting_with(tx, HOME, typed, 20, EVERYTHING)
    ]


def test_an_alias_leads_to_its_account(database: Database) -> None:
    with database.write() as tx:
        acme = accounts.ensure(tx, HOME, "Acme", NOW)
        assert accounts.add_alias(tx, HOME, acme, " ACME  Holding ") is None
        assert accounts.ensure_named(tx, HOME, "acme holding", NOW) == (acme, "Acme")
        assert accounts.other_names(tx, HOME) == {"ACME Holding": "Acme"}
        assert found(tx, "hold") == [("Acme", "ACME Holding")]
        assert found(tx, "ac") == [("Acme", None)]
        assert accounts.named(tx, HOME, "Acme Holding") == accounts.get(tx, HOME, acme)
        assert accounts.drop_alias(tx, HOME, acme, "acme HOLDING")
        assert not accounts.drop_alias(tx, HOME, acme, "acme HOLDING")
        assert accounts.named(tx, HOME, "Acme Holding") is None


def test_a_name_leads_to_one_account_only(database: Database) -> None:
    with database.write() as tx:
        acme, globex = (accounts.ensure(tx, HOME, name, NOW) for name in ("Acme", "Globex"))
        assert accounts.add_alias(tx, HOME, acme, "Globex") == "Globex"
        assert accounts.add_alias(tx, HOME, acme, "acme") is None, "its own name"
        assert accounts.aliases(tx, HOME, acme) == []
        assert accounts.add_alias(tx, HOME, acme, "Umbrella") is None
        assert accounts.add_alias(tx, HOME, globex, "UMBRELLA") == "Acme"


def test_names_of_merged_accounts_lead_to_the_last_of_the_chain(database: Database) -> None:
    with database.write() as tx:
        one, two, three = (accounts.ensure(tx, HOME, name, NOW) for name in ("One", "Two", "Three"))
        accounts.add_alias(tx, HOME, one, "Uno")
        first = merging.merge_accounts(tx, HOME, one, two, "ann", NOW)
        second = merging.merge_accounts(tx, HOME, two, three, "ann", NOW)
        for name in ("One", "two", "Uno", "Three"):
            assert accounts.ensure_named(tx, HOME, name, NOW) == (three, "Three"), name
        assert accounts.names(tx, HOME) == ["Three"]
        assert accounts.other_names(tx, HOME) == dict.fromkeys(("One", "Two", "Uno"), "Three")
        assert found(tx, "un") == [("Three", "Uno")]
        merging.undo_accounts(tx, HOME, second.id, "ann", NOW)
        assert accounts.ensure(tx, HOME, "Uno", NOW) == two
        merging.undo_accounts(tx, HOME, first.id, "ann", NOW)
        assert accounts.ensure(tx, HOME, "Uno", NOW) == one
        assert merging.undo_accounts(tx, HOME, first.id, "ann", NOW) is None


def test_synonyms_and_merged_labels_lead_to_one_theme(database: Database) -> None:
    with database.write() as tx:
        sso, saml = (themes.ensure(tx, HOME, [label], NOW)[0].id for label in ("sso", "saml"))
        assert themes.add_synonym(tx, HOME, sso, "Single-Sign-On") is None
        assert themes.add_synonym(tx, HOME, saml, "single-sign-on") == "sso"
        assert themes.add_synonym(tx, HOME, sso, "saml") == "saml"
        merge = merging.merge_themes(tx, HOME, saml, sso, "ann", NOW)
        labels = ["SAML", "single-sign-on", "sso", "scim"]
        assert [theme.label for theme in themes.ensure(tx, HOME, labels, NOW)] == ["scim", "sso"]
        assert theme_board.labels_like(tx, HOME, "sam", EVERYTHING, 10) == ["sso"]
        assert theme_board.labels_like(tx, HOME, "s", EVERYTHING, 10) == ["scim", "sso"]
        assert merging.of(tx, HOME, Kind.THEME, saml) == merge
        assert [merge.merged_id for merge in merging.into(tx, HOME, Kind.THEME, sso)] == [saml]
        merging.undo_themes(tx, HOME, merge.id, "ann", NOW)
        assert [theme.id for theme in themes.ensure(tx, HOME, ["saml"], NOW)] == [saml]
        assert themes.drop_synonym(tx, HOME, sso, "single-sign-on")
        assert themes.named(tx, HOME, "single-sign-on") is None
