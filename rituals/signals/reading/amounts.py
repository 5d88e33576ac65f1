"""The first amount of money in a text: a number with a currency beside it.

Separators follow one rule. A space or an apostrophe groups thousands. A single point or comma groups
thousands when one to three digits stand before it and exactly three after (`1,234 €`), else it is the decimal
sign (`1,2 k€`); before millions and more it is always the decimal sign (`1.250 M€`), and after a leading zero
too. Where both stand, the last is the decimal sign. What does not fit is not an amount.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.kit.money import Money

_SYMBOLS = {
    "EUR": "€",
    "USD": "$ US$ $US",
    "GBP": "£",
    "CAD": "C$ CA$ $CA $CAN",
    "JPY": "¥",
    "AUD": "A$ AU$",
}
_NAMES = {
    "EUR": "euro|euros",
    "USD": "dollar|dollars|US dollar|US dollars|dollar US|dollars US",
    "GBP": "pound|pounds|livre sterling|livres sterling",
    "CHF": "franc suisse|francs suisses|Swiss franc|Swiss francs",
    "CAD": "dollar canadien|dollars canadiens|Canadian dollar|Canadian dollars",
    "JPY": "yen|yens",
}
_CODES_ANY_CASE = "EUR USD GBP CHF JPY"
# In capitals only: "cad" is French for "c'est-à-dire", and others are words too.
_CODES_IN_CAPITALS = "CAD AUD AED BRL CNY CZK DKK HKD HUF INR MAD MXN NOK NZD PLN RON SEK SGD TND ZAR"
_DOLLARS = {"USD", "CAD", "AUD", "HKD", "NZD", "SGD"}

_SCALE_FORMS = {
    10**3: "k mille millier milliers thousand",
    10**6: "m mm mn mln mio million millions",
    10**9: "b bn md mds mrd milliard milliards billion billions",
}
_COUNT_FORMS = {
    1: "a one un",
    2: "two deux",
    3: "three trois",
    4: "four quatre",
    5: "five cinq",
    6: "six",
    7: "seven sept",
    8: "eight huit",
    9: "nine neuf",
    10: "ten dix",
    20: "twenty vingt",
    30: "thirty trente",
    40: "forty quarante",
    50: "fifty cinquante",
    100: "hundred cent",
}
_CURRENCY_OF = (
    {symbol.lower(): code for code, symbols in _SYMBOLS.items() for symbol in symbols.split()}
    | {name.lower(): code for code, names in _NAMES.items() for name in names.split("|")}
    | {code.lower(): code for code in f"{_CODES_ANY_CASE} {_CODES_IN_CAPITALS}".split()}
)
_SCALE_OF = {form: scale for scale, forms in _SCALE_FORMS.items() for form in forms.split()}
_COUNT_OF = {form: count for count, forms in _COUNT_FORMS.items() for form in forms.split()}


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


# (?ai: ignores the case of ASCII letters only. Else "ſ" would match "s", and the form be in no table.
_CODE = rf"(?ai:{_any_of(_CODES_ANY_CASE.split())})|{_any_of(_CODES_IN_CAPITALS.split())}"
_SYMBOL = r"(?ai:US|CA|AU|C|A)\$|[€$£¥]"
_NAME = rf"(?ai:{_any_of(name for names in _NAMES.values() for name in names.split('|'))})"
_EDGE = r"(?![^\W_])"

# A group that repeats is atomic, (?>(?:…)+), not possessive, (?:…)++: Python before 3.11.4 keeps half a repeat of those.
_NUMBER = re.compile(
    r"(?:(?<!\w)|(?<=EUR|USD|GBP|CHF|CAD|JPY|eur|usd|gbp|chf|jpy))(?<!\d[.,'/:])(?<![^\W\d]-)"
    r"(?:[0-9]{1,3}(?>(?: [0-9]{3})+)(?![0-9])(?:[.,][0-9]++)?"
    r"|[0-9]++(?>(?:[.,'][0-9]++)*)"
    rf"|(?ai:{_any_of(_COUNT_OF)})(?= (?ai:thousand|mill|bill)))"
)
_BEFORE = re.compile(rf"(?<![^\W_])(?P<scale>[kKM])?(?P<currency>{_SYMBOL}|{_CODE}) ?\Z")
_SCALE = re.compile(rf" ?(?P<scale>(?ai:{_any_of(_SCALE_OF)}))(?:{_EDGE}|(?={_CODE}|{_NAME}))")
_AFTER = re.compile(
    r"(?P<gap> ?(?:d'|de |of )?)"
    rf"(?P<currency>(?:\$ ?(?:US|CAN?){_EDGE}|{_SYMBOL})(?=[^0-9]|$|[0-9]{{2}}(?![0-9]))"
    rf"|(?:{_CODE}|{_NAME}){_EDGE})(?P<cents>[0-9]{{2}})?"
)
# "two hundred thousand", "half a million", "vingt et un millions": the count began earlier than it seems.
_COUNTED_ALREADY = re.compile(rf"(?:\d|\b(?ai:half|and|et|demi|{_any_of(_COUNT_OF.keys() - {'a'})})) \Z")

_LONGEST = 24  # characters; no amount is longer, and int() refuses very long ones
_LARGEST = 10**15  # minor units; well within a 64-bit column


def first_amount(line: str) -> Money | None:
    """The first amount in a legible line, or None. A bare number is never one."""
    for number in _NUMBER.finditer(line):
        money = _amount(line, number.start(), number.end())
        if money is not None:
            return money
    return None


def _amount(line: str, start: int, end: int) -> Money | None:
    before = _BEFORE.search(line, max(0, start - 5), start)
    scale = _SCALE.match(line, end)
    after = _AFTER.match(line, scale.end() if scale else end)
    if after and after["cents"] and (after["gap"] or scale):
        after = None  # 300 $45 seats: the sign belongs to the next number
    currency = _currency(before, after)
    if currency is None or end - start > _LONGEST:
        return None
    factor = (_SCALE_OF[scale["scale"].lower()] if scale else 1) * (
        _SCALE_OF[before["scale"].lower()] if before and before["scale"] else 1
    )
    count = _count(line, start, end, factor)
    if count is not None and after and after["cents"]:
        count += Decimal(after["cents"]).scaleb(-2)  # 12€50
    return _money(count, factor, currency)


def _currency(before: re.Match[str] | None, after: re.Match[str] | None) -> str | None:
    codes = [_CURRENCY_OF[_form(side)] for side in (before, after) if side]
    if len(codes) == 2 and before and before["currency"] == "$" and codes[1] in _DOLLARS:
        return codes[1]  # $45k CAD
    return codes[0] if codes else None


def _form(side: re.Match[str]) -> str:
    form = side["currency"].lower()
    return form.replace(" ", "") if form.startswith("$") else form  # $ CAN


def _count(line: str, start: int, end: int, factor: int) -> Decimal | None:
    word = line[start:end]
    if not word[0].isdigit():
        counted = _COUNTED_ALREADY.search(line, max(0, start - 12), start)
        return None if counted else Decimal(_COUNT_OF[word.lower()])
    parts = re.split(r"([ .,'])", word)
    groups, signs = parts[::2], parts[1::2]
    if signs and _last_is_decimal(groups, signs, factor):
        fraction = groups.pop()
        signs.pop()
    else:
        fraction = ""
    if signs and (len(set(signs)) > 1 or len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    return Decimal("".join(groups) + "." + (fraction or "0"))


def _last_is_decimal(groups: list[str], signs: list[str], factor: int) -> bool:
    if signs[-1] in " '":
        return False
    if len(signs) > 1:
        return signs[-1] not in signs[:-1]
    groups_thousands = len(groups[-1]) == 3 and len(groups[0]) <= 3 and not groups[0].startswith("0")
    return not groups_thousands or factor >= 10**6


def _money(count: Decimal | None, factor: int, currency: str) -> Money | None:
    if count is None:
        return None
    try:
        money = Money.of(count * factor, currency)
    except ValueError:  # finer than a cent: a unit price, not what a deal is worth
        return None
    return money if money.minor <= _LARGEST else None
