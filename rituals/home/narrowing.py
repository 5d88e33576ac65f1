"""What somebody chose to see in their Home: a tab, a part of the inbox. Kept with its card, names as ids."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from rituals.home.fresh import chosen, show_home
from rituals.messages.home import Tab
from rituals.messages.triage.inbox import Filters
from rituals.permissions import Act, enter
from rituals.services import Facts, Person, Services
from storage import accounts, theme_board, themes
from storage.database import Transaction


def turn(services: Services, by: Person, change: Callable[[Filters], Filters]) -> None:
    """Show other signals, or another page of them, in somebody's Home. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        kept = chosen(tx, home.id, by.id)
        wanted = change(filters_of(tx, home.id, kept))
        show_home(tx, home.id, by.id, services.now(), {**kept, **_facts(tx, home.id, wanted)})


@dataclass(frozen=True)
class Page:
    """The tab that somebody has open, and by list the page of it."""

    tab: Tab
    pages: Mapping[str, int]

    def of(self, name: str) -> int:
        return self.pages.get(name, 0)


def page_of(facts: Facts) -> Page:
    """What the facts of a Home say."""
    return Page(Tab(facts.get("tab", Tab.DAY)), facts.get("pages", {}))


def open_tab(services: Services, by: Person, tab: Tab) -> None:
    """Show a tab of somebody's Home, its lists from their beginning. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        kept = chosen(tx, home.id, by.id)
        show_home(tx, home.id, by.id, services.now(), {**kept, "tab": tab, "pages": {}})


def turn_page(services: Services, by: Person, name: str, page: int) -> None:
    """Show another page of a list in somebody's Home, their own signals among them: no more than they may see anyhow."""
    with services.write() as tx:
        kept = chosen(tx, by.workspace, by.id)
        pages = {**page_of(kept).pages, name: max(0, page)}
        show_home(tx, by.workspace, by.id, services.now(), {**kept, "pages": pages})


def filters_of(tx: Transaction, workspace: str, facts: Facts) -> Filters:
    """What the facts of a Home say; a theme or an account that is gone narrows nothing."""
    kept = Filters(**facts.get("filters", {}))
    theme = theme_board.labels(tx, workspace, [kept.theme]).get(kept.theme, "") if kept.theme else ""
    account = accounts.get(tx, workspace, kept.account) if kept.account else None
    return replace(kept, theme=theme, account=account.name if account else "")


def _facts(tx: Transaction, workspace: str, filters: Filters) -> Facts:
    theme = themes.named(tx, workspace, filters.theme) if filters.theme else None
    account = accounts.named(tx, workspace, filters.account) if filters.account else None
    ids = {"theme": theme.id if theme else "", "account": account.id if account else ""}
    return {"filters": asdict(filters) | ids}
