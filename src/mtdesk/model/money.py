"""Money: whole minor units of the practice's one currency, never floats."""

from __future__ import annotations

from unicodedata import category

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.text import pattern

# Alphabetic codes of ISO 4217, by the number of digits after the decimal sign.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_TWO_DIGITS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN "
    "QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST YER ZAR ZMW ZWG"
)
# Currencies of which a dollar buys dozens, or thousands: a slip of a digit starts later.
_SMALL = (
    "JPY ISK INR PKR LKR NPR BDT PHP THB TWD TRY RUB UAH RSD MKD ALL AMD KZT KES ETB NGN JMD DOP "
    "UYU ARS CRC HUF CZK MXN EGP DZD XPF VUV DJF KMF"
)
_SMALLEST = (
    "VND IDR IRR LBP LAK KHR MMK UZS MNT PYG COP CLP KRW UGX TZS RWF BIF GNF XAF XOF MGA MWK IQD "
    "SYP SLE YER CDF AOA"
)
_SYMBOLS = {
    "USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "GBP": "£", "EUR": "€", "JPY": "¥",
    "INR": "₹", "KRW": "₩", "ILS": "₪", "PHP": "₱", "BRL": "R$", "ZAR": "R", "CHF": "CHF ",
    "SEK": "kr ", "NOK": "kr ", "DKK": "kr ", "PLN": "zł ", "MXN": "$", "SGD": "$", "HKD": "$",
}  # fmt: skip
_GROUPS = pattern(r"[1-9]\d{0,2}(,\d{3})+|\d+")


@frozen
class Currency:
    """An ISO 4217 code, and how many digits follow the decimal sign."""

    code: str
    digits: int

    @property
    def symbol(self) -> str:
        return _SYMBOLS.get(self.code, f"{self.code} ")

    @property
    def unit(self) -> int:
        """Minor units in one major unit: 100 for the dollar, 1 for the yen."""
        return (1, 10, 100, 1000)[self.digits]

    @property
    def reach(self) -> int:
        """The minor units that are worth a dollar, to the nearest hundred of them."""
        if self.code in _SMALL.split():
            return self.unit * 100
        return self.unit * (10_000 if self.code in _SMALLEST.split() else 1)

    def format(self, minor: int) -> str:
        """`-$1,240.50`: sign, symbol, grouped digits."""
        return f"{'-' if minor < 0 else ''}{self.symbol}{self.plain(abs(minor), grouped=True)}"

    def short(self, minor: int) -> str:
        """`$90`, `$90.50`: without minor units where there are none."""
        text = self.format(minor)
        return text.removesuffix(f".{'0' * self.digits}") if self.digits else text

    def plain(self, minor: int, *, grouped: bool = False) -> str:
        """`1240.50`: what a CSV cell or an entry line holds."""
        major, rest = divmod(abs(minor), self.unit)
        text = f"{major:,}" if grouped else str(major)
        if self.digits:
            text = f"{text}.{rest:0{self.digits}d}"
        return f"-{text}" if minor < 0 else text

    def typed(self, minor: int) -> str:
        """As it is typed in a line: `90`, `90.50`."""
        return self.plain(minor).removesuffix(f".{'0' * self.digits}")

    def whole(self, minor: int) -> str:
        """Rounded to whole money, half up: `$74,310`."""
        sign, size = ("-" if minor < 0 else ""), abs(minor)
        return f"{sign}{self.symbol}{(2 * size + self.unit) // (2 * self.unit):,}"

    def bare(self, minor: int) -> str:
        """The same without the symbol, under a heading that has it: `74,310`."""
        return self.whole(minor).replace(self.symbol, "", 1)

    def parse(self, text: str, field: str = "amount") -> int:
        """Minor units of a typed amount: `90`, `90.50`, `$1,240.00`.

        Raises:
            InvalidError: not an amount, or more digits than the currency has.
        """
        bare = text.strip()
        symbol = self.symbol.strip()
        for prefix in (symbol, self.code):
            if bare.upper().startswith(prefix.upper()):
                bare = bare[len(prefix) :].strip()
                break
        major, point, minor = bare.partition(".")
        if has_foreign_sign(text, self):
            raise InvalidError(
                field, f"“{text}” has another currency's sign; amounts here are in {self.code}"
            )
        if not (bare.isascii() and _GROUPS.fullmatch(major)) or (point and not minor.isdigit()):
            raise InvalidError(field, f"“{text}” is not an amount; write it like 90 or 90.50")
        if len(minor) > self.digits:
            raise InvalidError(
                field,
                f"“{text}” has more digits than {self.code} has ({self.digits} after the point)",
            )
        if len(major) > 15:
            raise InvalidError(field, f"“{text[:20]}…” is beyond any practice's money")
        return int(major.replace(",", "")) * self.unit + int(minor.ljust(self.digits, "0") or 0)

    def within_reach(self, minor: int, field: str, most_major: int) -> int:
        """`minor` again, when one person's work could bring or cost it.

        Raises:
            InvalidError: above the limit; a typing slip is far likelier.
        """
        if minor <= most_major:
            return minor  # which is within it in every currency
        most = most_major * self.reach
        if minor > most:
            raise InvalidError(
                field,
                f"{self.format(minor)} is above {self.format(most)}; is there a digit too many?",
            )
        return minor


def has_foreign_sign(text: str, own: Currency) -> bool:
    """Whether a sign such as € stands at either end that is not the currency's own."""
    bare = text.strip()
    return any(category(mark) == "Sc" and mark not in own.symbol for mark in bare[:1] + bare[-1:])


def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code.

    Raises:
        InvalidError: no such code.
    """
    wanted = code.strip().upper()
    for codes, digits in ((_TWO_DIGITS, 2), (_NO_DIGITS, 0), (_THREE_DIGITS, 3)):
        if wanted in codes.split():
            return Currency(code=wanted, digits=digits)
    raise InvalidError("currency", f"“{code}” is not an ISO 4217 code such as USD, CAD, EUR or GBP")


def of_digits(digits: int) -> list[str]:
    """The codes of all currencies with so many digits after the point."""
    return {0: _NO_DIGITS, 2: _TWO_DIGITS, 3: _THREE_DIGITS}[digits].split()


def reaches() -> dict[int, list[str]]:
    """The codes of all currencies by their `reach`."""
    found: dict[int, list[str]] = {}
    for codes in (_TWO_DIGITS, _NO_DIGITS, _THREE_DIGITS):
        for code in codes.split():
            found.setdefault(currency(code).reach, []).append(code)
    return found


def allocate(total: int, weights: list[int]) -> list[int]:
    """Split minor units by weight so that the parts sum to the whole (largest remainder first).

    Weights are not negative; with no weight at all everything falls to the first part.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total, *([0] * (len(weights) - 1))]
    sign, size = (-1 if total < 0 else 1), abs(total)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
