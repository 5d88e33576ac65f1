"""What is understood from a captured text, in French and English."""

import pytest

from bot.kit.money import Money
from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading import AccountGuess, Certainty, KnownAccounts, Reading, read

NOBODY = KnownAccounts.of([])
KNOWN = KnownAccounts.of(
    [
        "Acme",
        "Acme Corp",
        "Globex",
        "Orange",
        "Orange Business",
        "Box",
        "Total",
        "Carrefour",
        "Saint-Gobain",
        "L'Oréal",
        "AT&T",
        "Booking.com",
        "la poste",
        "doctolib",
        "X",
        "42",
        "Élan",
        "IT",
    ]
)


def account(text: str, known: KnownAccounts = KNOWN) -> tuple[str, Certainty] | None:
    guess = read(text, known).account
    return (guess.name, guess.certainty) if guess else None


def test_everything_at_once_in_english() -> None:
    text = "Initech won't renew without SSO for:Initech 45k€ #sso vs:Okta !risk !high says <@U12|ann>"
    assert read(text, NOBODY) == Reading(
        account=AccountGuess("Initech", Certainty.CERTAIN),
        amount=Money(45_000_00, "EUR"),
        themes=("sso",),
        competitor="Okta",
        kind=Kind.CHURN_RISK,
        importance=Importance.IMPORTANT,
        mentions=("U12",),
    )


def test_everything_at_once_in_french_from_a_phone() -> None:
    text = (
        "!PERDU pour\u00a0:«\u202fÉts Dupont\u202f» contre\u202f:“Ping Identity” "
        "1,2\u202fM€, #Accès_API !bloquant"
    )
    assert read(text, NOBODY) == Reading(
        account=AccountGuess("Éts Dupont", Certainty.CERTAIN),
        amount=Money(1_200_000_00, "EUR"),
        themes=("Accès_API",),
        competitor="Ping Identity",
        kind=Kind.LOSS,
        importance=Importance.DEALBREAKER,
        mentions=(),
    )


def test_nothing_to_read() -> None:
    for text in (
        "",
        " ",
        "they like it",
        "ils aiment bien",
        "for: nobody",
        "pour :",
        "vs. Okta",
        "!",
        "#",
        "<@>",
    ):
        assert read(text, NOBODY) == Reading(None, None, (), None, None, None, ()), text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("for:Initech", "Initech"),
        ("FOR:Initech", "Initech"),
        ('for:"Initech Corp" wants', "Initech Corp"),
        ("for:“Initech Corp” wants", "Initech Corp"),
        ("for:‘Initech Corp’ wants", "Initech Corp"),
        ("for:'L'Atelier' wants", "L'Atelier"),
        ("for：Initech", "Initech"),
        ("pour:Initech", "Initech"),
        ("pour:« Initech »", "Initech"),
        ("pour:«\u00a0Initech  SA\u00a0»", "Initech SA"),
        ("pour\u00a0:Initech", "Initech"),
        ("compte:Initech", "Initech"),
        ("account:Initech", "Initech"),
        ("yes (for:Initech).", "Initech"),
        ("for:Initech, and more", "Initech"),
        ("for:Initech! Now", "Initech"),
        ("for:Initech… later", "Initech"),
        ("*for:Initech*", "Initech"),
        ("_for:Initech_", "Initech"),
        ('for:"Yahoo!"', "Yahoo!"),
        ('for:"Initech Corp', "Initech"),  # never closed
        ("for:3M", "3M"),
        ("for:S.N.C.F.", "S.N.C.F"),
        ("for:<http://Initech.com|Initech.com> asks", "Initech.com"),  # Slack made it a link
        ("for:東京電力 wants", "東京電力"),
        ('for:"<http://Initech.com|Initech.com>" asks', "Initech.com"),
        ('for:"the <http://Initech.com|Initech.com> shop" asks', "the Initech.com shop"),
        ("for:أكمي wants", "أكمي"),
        ("\u200ffor:\u200eInitech\u200f", "Initech"),
        ("for:Initech for:Hooli", "Initech"),
        # Known ones get their known spelling, whatever the capitals.
        ("for:acme", "Acme"),
        ("for:acme corp wants", "Acme Corp"),
        ("for:acme corporate", "Acme"),
        ("for:“acme corp”", "Acme Corp"),
        ("for:l’oreal", "L'Oréal"),
        ("for:saint-gobain", "Saint-Gobain"),
        ("for:orange", "Orange"),
        ("for:42", "42"),
    ],
)
def test_an_account_written_as_such_is_certain(text: str, name: str) -> None:
    assert account(text) == (name, Certainty.CERTAIN)


@pytest.mark.parametrize(
    "text",
    [
        "for: Initech",
        "for:",
        'for:""',
        "for:  ",
        "for:…",
        "looking-for:Initech",
        "therefor:Initech",
        "thanks for:tada:",
        "for:https://initech.example/",
        "for:<@U12|ann>",
        "for:#sso",
        "account:12345",
        "pour:12 contre:3",
        "for:" + "a" * 200,
    ],
)
def test_what_names_no_account_stays_text(text: str) -> None:
    assert account(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme wants SSO", "Acme"),
        ("call with Acme Corp.", "Acme Corp"),  # the longest
        ("call with Acme\u00a0Corp today", "Acme Corp"),
        ("Acme's team", "Acme"),
        ("l'équipe d’Acme", "Acme"),
        ("(Acme)", "Acme"),
        ("*Acme*, _Globex_", "Acme"),
        ("_Globex_", "Globex"),
        ("Globex then Acme", "Globex"),  # the earliest
        ("chez Orange Business", "Orange Business"),
        ("Orange ou Acme", "Acme"),  # taken before offered
        ("Saint-Gobain hésite", "Saint-Gobain"),
        ("L’Oréal hésite", "L'Oréal"),
        ("L'Ore\u0301al hésite", "L'Oréal"),  # decomposed, as some machines send it
        ("AT&T called", "AT&T"),
        ("Booking.com called", "Booking.com"),
        ("doctolib demande", "doctolib"),
        ("Acme/Globex", "Acme"),
        ("<https://initech.example|Acme> wants", "Acme"),
    ],
)
def test_a_known_name_in_its_own_capitals_is_taken(text: str, name: str) -> None:
    assert account(text) == (name, Certainty.TAKEN)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orange veut du SSO", "Orange"),
        ("they use Box", "Box"),
        ("Total hésite", "Total"),
        ("un magasin Carrefour", "Carrefour"),
        ("passer à la poste", "la poste"),
        ("X said so", "X"),
        ("room 42", "42"),
        ("Élan", "Élan"),
        ("their IT team", "IT"),
        ("Box then Orange", "Box"),
    ],
)
def test_a_name_that_is_an_ordinary_word_is_only_offered(text: str, name: str) -> None:
    assert account(text) == (name, Certainty.OFFERED)


@pytest.mark.parametrize(
    "text",
    [
        "acme wants SSO",
        "ACME wants SSO",
        "an orange box",
        "the total is wrong",
        "Acmeville",
        "preAcme",
        "Acme2",
        "Acme-like",
        "anti-Acme",
        "Acme_api",
        "www.Acme.example",
        "https://x.example/Acme",
        "github.example/Acme/repo",
        "Acme.example",
        "ann@Acme.example",
        "<mailto:ann@Acme.example|ann@Acme.example>",
        "<https://Acme.example>",
        "<@U12|Acme>",
        "#Acme",
        "<#C12|Acme>",
        "vs:Acme",
        'vs:"Acme Corp"',
    ],
)
def test_a_name_inside_something_else_is_not_taken(text: str) -> None:
    assert account(text) is None


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("#sso", ("sso",)),
        ("#mobile-app, #prix.", ("mobile-app", "prix")),
        ("#Accès_API", ("Accès_API",)),
        ("#Acce\u0300s_API", ("Accès_API",)),
        ("#SSO #sso #Sso", ("SSO",)),
        ("#b #a #b", ("b", "a")),
        ("(#sso)", ("sso",)),
        ("_#sso_", ("sso",)),
        ("#2fa", ("2fa",)),
        ("＃sso", ("sso",)),
        ("#sso🔥", ("sso",)),
        ("#कीमत", ("कीमत",)),
        ("#السعر", ("السعر",)),
        ("#価格", ("価格",)),
        ("<#C123|sso>", ("sso",)),
        ("#prix <#C123|sso> #api", ("prix", "sso", "api")),
        ("<#C123>", ()),
        ("<#C123|>", ()),
        ("#123", ()),
        ("# heading", ()),
        ("## heading", ()),
        ("C#", ()),
        ("C#sharp", ()),
        ("##sso", ()),
        ("https://x.example/#a", ()),
        ("<https://x.example/#a>", ()),
        ("x.example/page#a", ()),
        ("page#a", ()),
        ("&#39; &#x27;", ()),
        ("#ff00aa is #1a2b3c", ()),
        ("#" + "a" * 81, ()),
        ("#-_-", ()),
    ],
)
def test_themes(text: str, themes: tuple[str, ...]) -> None:
    assert read(text, NOBODY).themes == themes


@pytest.mark.parametrize(
    ("text", "competitor"),
    [
        ("vs:Okta", "Okta"),
        ("VS:Okta.", "Okta"),
        ('vs:"Ping Identity"', "Ping Identity"),
        ("contre:Okta", "Okta"),
        ("contre:« Ping Identity »", "Ping Identity"),
        ("vs:Okta vs:Auth0", "Okta"),
        ("vs:orange", "Orange"),
        ("vs Okta", None),
        ("vs. Okta", None),
        ("vs: Okta", None),
    ],
)
def test_competitors(text: str, competitor: str | None) -> None:
    reading = read(text, KNOWN)
    assert reading.competitor == competitor
    assert reading.kind == (Kind.COMPETITOR if competitor else None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("!feedback !retour", Kind.FEEDBACK),
        ("!request !demande", Kind.REQUEST),
        ("!objection !Objection", Kind.OBJECTION),
        ("!competitor !concurrent", Kind.COMPETITOR),
        ("!friction !irritant", Kind.FRICTION),
        ("!risk !churn !churn-risk !churn_risk !risque", Kind.CHURN_RISK),
        ("!won !win !gagné !gagne !GAGNÉ !gagne\u0301", Kind.WIN),
        ("!lost !loss !perdu !Perdu", Kind.LOSS),
        ("!praise !bravo", Kind.PRAISE),
        ("!partner !partenaire", Kind.PARTNER),
        ("!reputation !réputation", Kind.REPUTATION),
    ],
)
def test_kinds(words: str, kind: Kind) -> None:
    for word in words.split():
        assert read(f"they said so {word}", NOBODY).kind is kind, word
        assert read(f"{word}, vs:Okta", NOBODY).kind is kind, word


@pytest.mark.parametrize(
    ("words", "importance"),
    [
        ("!nice !low !minor !mineur !faible", Importance.NICE),
        ("!high !urgent !important", Importance.IMPORTANT),
        ("!blocker !dealbreaker !deal-breaker !bloquant", Importance.DEALBREAKER),
    ],
)
def test_importance(words: str, importance: Importance) -> None:
    for word in words.split():
        reading = read(f"({word}) they said so", NOBODY)
        assert (reading.importance, reading.kind) == (importance, None), word


def test_of_several_kinds_the_first_counts() -> None:
    reading = read("!won !lost !low !high", NOBODY)
    assert (reading.kind, reading.importance) == (Kind.WIN, Importance.NICE)


@pytest.mark.parametrize(
    "text", ["!wow", "great!risk", "!!risk", "risk!", "! risk", "!risky", "!risk2", "<!risk>", "a/!risk"]
)
def test_what_is_no_mark_stays_text(text: str) -> None:
    reading = read(text, NOBODY)
    assert (reading.kind, reading.importance) == (None, None)


def test_mentions() -> None:
    text = "<@U12|ann> and <@W34> and <@U12> but not <@nobody>, <!channel>, <!subteam^S1|team> or @ann"
    assert read(text, NOBODY).mentions == ("U12", "W34")


def test_a_certain_account_goes_before_a_taken_one() -> None:
    assert account("Acme and Globex, for:Initech") == ("Initech", Certainty.CERTAIN)


def test_the_index_takes_any_name() -> None:
    names = ["", " ", "!!!", "@Home", "A" * 300, "Straße", "東京電力", "a\x00b", "\ud800"]
    known = KnownAccounts.of(names)
    assert account("chez @Home", known) == ("@Home", Certainty.OFFERED)
    assert account("bei Straße", known) == ("Straße", Certainty.TAKEN)
    assert account("for:strasse", known) == ("Straße", Certainty.CERTAIN)
