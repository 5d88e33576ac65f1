"""Everything the bot says, in the reader's language: gettext catalogs by key, dates, numbers and money.

A text is asked for by key (`texts.mrkdwn("signals.saved", ref="S-12")`) and formatted for where it goes: `mrkdwn` escapes every
value that is not already safe, `plain` leaves them to the letter. Catalogs are the .po files in `bot/locales/<language>/`, one
for each stem; the key's first word is the file's name.
"""

import gettext
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

from bot.kit.blocks import Mrkdwn, escape
from bot.kit.money import Money

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("fr", "en")


class MissingText(LookupError):
    """A key that the catalog has not; a test finds these before anybody else does."""


class _NoFallback(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        raise MissingText(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise MissingText(msgid1)


@dataclass(frozen=True)
class Texts:
    """The texts of one language, with dates told in one zone."""

    language: str
    zone: str
    _catalog: gettext.GNUTranslations

    def in_zone(self, zone: str) -> "Texts":
        """The same language, with dates told in another zone."""
        return replace(self, zone=zone)

    def mrkdwn(self, key: str, /, **values: object) -> Mrkdwn:
        """A text for a place where Slack reads mrkdwn. Values are escaped unless they are `Mrkdwn`."""
        template = self._template(key, values)
        return Mrkdwn(template.format(**{name: self._safe(value) for name, value in values.items()}))

    def plain(self, key: str, /, **values: object) -> str:
        """A text for a plain place: labels, titles, rich text, pages.

        Raises TypeError for a `Mrkdwn` value: its escapes would show.
        """
        for name, value in values.items():
            if isinstance(value, Mrkdwn):
                raise TypeError(f"{key}: {name} is mrkdwn, and this place shows plain text")
        return self._template(key, values).format(
            **{name: self._word(value) for name, value in values.items()}
        )

    def _template(self, key: str, values: Mapping[str, object]) -> str:
        count = values.get("count")
        if isinstance(count, int):
            return self._catalog.ngettext(key, key, count)
        return self._catalog.gettext(key)

    def _safe(self, value: object) -> str:
        return value if isinstance(value, Mrkdwn) else escape(self._word(value))

    def _word(self, value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, int | Money):
            return str(value)
        return self.money(value) if isinstance(value, Money) else self.number(value)

    def number(self, value: int) -> str:
        return _decimal(value, self.language)

    def decimal(self, value: float) -> str:
        """A number with one digit behind the point, or none where it is whole."""
        return str(format_decimal(round(value, 1), locale=self.language))

    def percent(self, value: float) -> str:
        return format_percent(value, locale=self.language)

    def money(self, money: Money) -> str:
        """An amount as people write it: no cents where there are none."""
        return _amount(money, self.language)

    def local_day(self, instant: datetime) -> date:
        """The day it is for this reader at that instant."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def day(self, day: date) -> str:
        """A day in full: Monday, November 23, 2026."""
        return format_date(day, format="full", locale=self.language)

    def short_day(self, day: date) -> str:
        """A day where the year is known: Nov 23."""
        return format_date(day, format="d MMM" if self.language == "fr" else "MMM d", locale=self.language)

    def moment(self, instant: datetime) -> str:
        """An instant in this reader's zone, the zone named: for plain places."""
        local = instant.astimezone(ZoneInfo(self.zone))
        pattern = "EEEE d MMMM yyyy 'à' HH:mm" if self.language == "fr" else "EEEE, MMMM d, yyyy 'at' HH:mm"
        return f"{format_datetime(local, pattern, locale=self.language)} ({self.zone})"

    def slack_moment(self, instant: datetime) -> Mrkdwn:
        """An instant that Slack shows in each reader's own zone.

        https://docs.slack.dev/messaging/formatting-message-text#date-formatting
        """
        fallback = self.moment(instant).replace("|", " ").replace(">", " ")
        return Mrkdwn(f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} {{time}}|{escape(fallback)}>")

    def listing(self, words: Iterable[str]) -> str:
        """ "a, b and c"."""
        return format_list(list(words), locale=self.language)


class Catalogs:
    """The texts of all languages, read from the .po files once in a process."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._catalogs = {language: _read(folder / language) for language in LANGUAGES}

    def texts(self, language: str, zone: str = "UTC") -> Texts:
        return Texts(language, zone, self._catalogs[language])


def language_of(locale: str | None) -> str | None:
    """The language we speak to somebody with that Slack locale: French for French ones, English for all others."""
    if not locale:
        return None
    return "fr" if locale.lower().startswith("fr") else "en"


# Babel takes a tenth of a millisecond for each number, and what people read has many, mostly the same round ones.
@lru_cache(maxsize=4096)
def _decimal(value: int, language: str) -> str:
    return format_decimal(value, locale=language)


@lru_cache(maxsize=4096)
def _amount(money: Money, language: str) -> str:
    whole = money.amount == money.amount.to_integral_value()
    return format_currency(
        money.amount,
        money.currency,
        locale=language,
        currency_digits=not whole,
        format="#,##0\N{NO-BREAK SPACE}¤" if whole and language == "fr" else "¤#,##0" if whole else None,
    )


@cache  # nothing writes to a catalog, and reading one takes longer than the rest of building the bot
def _read(folder: Path) -> gettext.GNUTranslations:
    """Merge a language's .po files and hand them to the standard library's gettext."""
    merged = None
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=folder.name)
        if merged is None:
            merged = catalog
            continue
        for message in catalog:
            if message.id:
                merged[message.id] = message
    if merged is None:
        raise MissingText(f"no .po file in {folder.name}")
    buffer = io.BytesIO()
    write_mo(buffer, merged)
    buffer.seek(0)
    translations = gettext.GNUTranslations(buffer)
    translations.add_fallback(_NoFallback())
    return translations
