"""What somebody chose to see in their Home: a tab, a part of the inbox. Kept with its card, names as ids."""

from collections.abc import Callable
from dataclasses import asdict, replace

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


def open_tab(services: Services, by: Person, tab: Tab, page: int = 0) -> None:
    """Show a tab of somebody's Home, or another page of it. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        kept = chosen(tx, home.id, by.id)
        show_home(tx, home.id, by.id, services.now(), {**kept, "tab": tab, "page": page})


def tab_of(facts: Facts) -> tuple[Tab, int]:
    """The tab that the facts of a Home name, and the page of it."""
    return Tab(facts.get("tab", Tab.DAY)), facts.get("page", 0)


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
