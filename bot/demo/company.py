"""The company of the demo: Estacade, invented, with eight people in five zones, its channels and its customers.

Estacade sells software that plans loading docks: carriers book a slot, guards check trucks in, warehouses see the
day on one board. Every name here was made up for the demo.
"""

from dataclasses import dataclass

from bot.kit.money import Money
from bot.playground.world import Channel, Group, Person

NAME = "Estacade"
TEAM = "T0ESTACADE"
ZONE = "Europe/Paris"


def _person(
    user: str, name: str, title: str, *, role: str, locale: str, tz: str, color: str, is_admin: bool = False
) -> Person:
    return Person(
        id=user,
        team=TEAM,
        name=name,  # the display name, which others see
        real_name=name,
        title=title,
        role=role,
        locale=locale,
        tz=tz,
        color=color,
        is_admin=is_admin,
        is_owner=is_admin,
    )


THOMAS = _person(
    "U0THOMAS",
    "Thomas Guérin",
    "Ingénieur d’affaires, grands comptes",
    role="sales",
    locale="fr-FR",
    tz="Europe/Paris",
    color="#b5532f",
)
EMILY = _person(
    "U0EMILY",
    "Emily Ashworth",
    "Account executive, UK & Ireland",
    role="sales",
    locale="en-GB",
    tz="Europe/London",
    color="#2f6f9f",
)
MARIE_EVE = _person(
    "U0MARIEEVE",
    "Marie-Ève Tremblay",
    "Directrice de comptes, Canada",
    role="sales",
    locale="fr-FR",
    tz="America/Montreal",
    color="#8a3f6b",
)
SAMUEL = _person(
    "U0SAMUEL",
    "Samuel Okoro",
    "Product manager, yards and gatehouses",
    role="pm",
    locale="en-GB",
    tz="Europe/London",
    color="#3b7a57",
)
CLAIRE = _person(
    "U0CLAIRE",
    "Claire Fontanel",
    "Cheffe de produit, accès et intégrations",
    role="pm",
    locale="fr-FR",
    tz="Indian/Reunion",
    color="#a0651c",
)
PRIYA = _person(
    "U0PRIYA",
    "Priya Raman",
    "Product marketing manager, Asia-Pacific",
    role="marketing",
    locale="en-US",
    tz="Asia/Singapore",
    color="#6a4fb3",
)
HUGO = _person(
    "U0HUGO",
    "Hugo Delmas",
    "Responsable du contenu et des événements",
    role="marketing",
    locale="fr-FR",
    tz="Europe/Paris",
    color="#4d6b8a",
)
NADIA = _person(
    "U0NADIA",
    "Nadia Belkacem",
    "Directrice commerciale et marketing",
    role="lead",
    locale="fr-FR",
    tz="Europe/Paris",
    color="#1f5c5a",
    is_admin=True,
)

PEOPLE = (THOMAS, EMILY, MARIE_EVE, SAMUEL, CLAIRE, PRIYA, HUGO, NADIA)
_EVERYBODY = frozenset(person.id for person in PEOPLE)

GENERAL = Channel(
    id="C0GENERAL",
    name="general",
    members=_EVERYBODY,
    topic="Everybody, both languages · Tout le monde, les deux langues",
)
SIGNALS = Channel(
    id="C0SIGNALS",
    name="field-signals",
    members=_EVERYBODY,
    topic="What customers say, in their own words · Ce que disent les clients, mot pour mot",
)
RELEASES = Channel(
    id="C0RELEASES", name="releases", members=_EVERYBODY, topic="What shipped · Ce qui est sorti"
)
DIGEST = Channel(
    id="C0DIGEST",
    name="monday-digest",
    members=_EVERYBODY,
    topic="Mondays at nine, Paris time · Le lundi à neuf heures",
)
RENEWALS = Channel(
    id="C0RENEWALS",
    name="renewals-private",
    kind="private",
    members=frozenset(person.id for person in (NADIA, THOMAS, EMILY, MARIE_EVE)),
    topic="What stays between us · Ce qui reste entre nous",
)
CHANNELS = (GENERAL, SIGNALS, RELEASES, DIGEST, RENEWALS)


def _group(key: str, name: str, handle: str, role: str) -> Group:
    members = tuple(person.id for person in PEOPLE if person.role == role)
    return Group(id=key, name=name, handle=handle, members=members)


PRODUCT = _group("S0PRODUCT", "Product managers", "product", "pm")
FIELD = _group("S0FIELD", "Sales & success", "field", "sales")
MARKETING = _group("S0MARKETING", "Marketing", "marketing", "marketing")
GROUPS = (PRODUCT, FIELD, MARKETING)
"""The user groups to which Nadia gives roles on the first day."""


@dataclass(frozen=True)
class Customer:
    """A customer, or a prospect where there is no revenue (a year's) yet."""

    name: str
    segment: str
    owner: Person
    revenue: Money | None = None


CUSTOMERS = (
    Customer("Maison Verneuil", "Food retail", THOMAS, Money.of(420_000, "EUR")),
    Customer("Groupe Lathuile", "Pharmacy wholesale", THOMAS, Money.of(310_000, "EUR")),
    Customer("Vitrolane", "Glass", THOMAS, Money.of(150_000, "EUR")),
    Customer("Transports Kerhoal", "Carrier", THOMAS, Money.of(96_000, "EUR")),
    Customer("Cartonnages Mirabel", "Packaging", THOMAS, Money.of(88_000, "EUR")),
    Customer("Froid Austral", "Cold storage", THOMAS, Money.of(42_000, "EUR")),
    Customer("Laboratoires Orsenne", "Pharmacy", THOMAS),
    Customer("Harrowmere Foods", "Food", EMILY, Money.of(210_000, "GBP")),
    Customer("Pennick & Sons", "Building supplies", EMILY, Money.of(74_000, "GBP")),
    Customer("Aldersea Marine", "Ship supplies", EMILY),
    Customer("Brightholme Dairy", "Food", EMILY),
    Customer("Saint-Aubert Distribution", "Food wholesale", MARIE_EVE, Money.of(180_000, "CAD")),
    Customer("Coop Nordet", "Farm cooperative", MARIE_EVE, Money.of(65_000, "CAD")),
    Customer("Kestrel Bay Logistics", "Logistics", PRIYA, Money.of(120_000, "SGD")),
)
