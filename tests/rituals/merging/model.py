"""What merging means, written down without a database: people put things somewhere, and a merge only changes where these count.

The model never moves anything. It keeps what people did (which signal they put into which theme, behind which item, who
follows what, which account they named), who leads to whom, and derives from the two what should stand where.
"""

from dataclasses import dataclass, field


@dataclass
class Chain:
    """Who leads to whom, for one kind of thing."""

    parents: dict[str, str] = field(default_factory=dict)

    def head(self, thing: str) -> str:
        while thing in self.parents:
            thing = self.parents[thing]
        return thing

    def is_head(self, thing: str) -> bool:
        return thing not in self.parents


@dataclass
class Model:
    signals: Chain = field(default_factory=Chain)
    themes: Chain = field(default_factory=Chain)
    accounts: Chain = field(default_factory=Chain)
    authors: dict[str, str] = field(default_factory=dict)  # by signal
    states: dict[str, str] = field(default_factory=dict)  # of signals, whatever leads where
    named: dict[str, str | None] = field(default_factory=dict)  # by signal, the account that people named
    themed: set[tuple[str, str]] = field(default_factory=set)  # (signal, theme) as people put it
    linked: dict[tuple[str, str], str] = field(default_factory=dict)  # (item, signal) -> who linked it
    followed: set[tuple[str, str]] = field(default_factory=set)  # (signal, person)
    owners: dict[str, str | None] = field(default_factory=dict)  # by account
    shipped: dict[str, set[str]] = field(default_factory=dict)  # by item, who was told

    # What should stand where -------------------------------------------------------------------------------------

    def stand_in_themes(self) -> set[tuple[str, str]]:
        return {(self.signals.head(signal), self.themes.head(theme)) for signal, theme in self.themed}

    def stand_behind(self) -> set[tuple[str, str]]:
        return {(item, self.signals.head(signal)) for item, signal in self.linked}

    def follow(self) -> set[tuple[str, str]]:
        return {(self.signals.head(signal), person) for signal, person in self.followed}

    def account_of(self, signal: str) -> str | None:
        named = self.named[signal]
        return self.accounts.head(named) if named else None

    def voices(self, head: str) -> set[str]:
        """All signals that say what this one says."""
        return {signal for signal in self.authors if self.signals.head(signal) == head}

    def behind(self, item: str) -> set[str]:
        """All signals that count for an item."""
        return {
            voice for linked, head in self.stand_behind() if linked == item for voice in self.voices(head)
        }

    # What people do, always with what stands for itself -----------------------------------------------------------

    def set_themes(self, signal: str, wanted: set[str]) -> None:
        had = {theme for one, theme in self.stand_in_themes() if one == signal}
        for theme in had - wanted:
            self.themed = {
                (one, put)
                for one, put in self.themed
                if (self.signals.head(one), self.themes.head(put)) != (signal, theme)
            }
        self.themed |= {(signal, theme) for theme in wanted - had}

    def link(self, item: str, signal: str, by: str) -> None:
        if (item, signal) not in self.stand_behind():
            self.linked[item, signal] = by

    def unlink(self, item: str, signal: str) -> None:
        self.linked = {
            (one, put): by
            for (one, put), by in self.linked.items()
            if (one, self.signals.head(put)) != (item, signal)
        }

    def turn(self, signal: str, person: str, *, follows: bool) -> None:
        """Follow a signal, or no longer; whoever captured it hears of it anyway."""
        if not follows:
            self.followed = {
                (one, who) for one, who in self.followed if (self.signals.head(one), who) != (signal, person)
            }
        elif self.authors[signal] != person and (signal, person) not in self.follow():
            self.followed.add((signal, person))

    def name(self, signal: str, account: str | None) -> None:
        if self.account_of(signal) != account:
            self.named[signal] = account
