"""Money: whole minor units and an ISO 4217 currency. Never a float, never converted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

_ISO_CODE = re.compile("[A-Z]{3}")

# ISO 4217 gives most currencies two minor digits; these are the others.
_OTHER_MINOR_DIGITS = {
    0: "CLP ISK JPY KRW PYG UGX VND XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
_MINOR_DIGITS = {code: digits for digits, codes in _OTHER_MINOR_DIGITS.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` whole minor units (cents for EUR, yen for JPY) of an ISO 4217 `currency`.

    Raises ValueError when the currency is not three capital letters.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not _ISO_CODE.fullmatch(self.currency):
            raise ValueError(f"not an ISO 4217 currency code: {self.currency!r}")

    @classmethod
    def of(cls, amount: Decimal | int, currency: str) -> "Money":
        """Make it from an amount in major units (euros, not cents).

        Raises ValueError when the amount is not finite or is finer than the currency's minor unit.
        """
        minor = Decimal(amount).scaleb(_MINOR_DIGITS.get(currency, 2))
        if not minor.is_finite() or minor != minor.to_integral_value():
            raise ValueError(f"{amount} {currency} is not a whole number of minor units")
        return cls(int(minor), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact: 45.50 for 4550 EUR."""
        return Decimal(self.minor).scaleb(-_MINOR_DIGITS.get(self.currency, 2))


def amounts(sums: Mapping[str, int], currency: str) -> list[Money]:
    """Sums of minor units by currency, the one in our own `currency` first."""
    return [
        Money(minor, code)
        for code, minor in sorted(sums.items(), key=lambda one: (one[0] != currency, one[0]))
    ]
