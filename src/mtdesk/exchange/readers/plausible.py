"""How well a word reads: letters and marks that people write against those that nobody would.

The same bytes are `José` in one encoding and `JosŽ` in another. A word is its letters and whatever
stands among them that is not ASCII; what is told of it is a number, above 0 where it reads well.
"""

from __future__ import annotations

LOWER = "éèêëàáâäåçíïñóôöøúüßæãõîûìòùšžýœðþÿ"
UPPER = "ÉÈÊËÀÁÂÄÅÇÍÏÑÓÔÖØÚÜÆÃÕÎÛÌÒÙŠŽÝŒÐÞŸ"
_SELDOM = frozenset("ìòùšžýœðþ")
# What stands together in one word stands together in one of these languages.
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "àâçéèêëîïôùûüÿœæ",  # French
            "äöüßé",  # German
            "áéíóúñü",  # Spanish, Irish
            "áâãàçéêíóôõúü",  # Portuguese
            "àèéìíîòóùú",  # Italian
            "àçéèíïóòúü",  # Catalan
            "åäöéüà",  # Swedish, Finnish
            "æøåéèòôóäö",  # Danish, Norwegian
            "áéíóúýþðæö",  # Icelandic
            "ëïéèêüóáöä",  # Dutch
            "šžäöõü",  # Estonian, Slovene, Croatian
            "áéíóúýšž",  # Czech, Slovak, as far as they go
            "çöüâîû",  # Turkish, as far as it goes
            "àèìòùéáóäëïöü",  # Scottish, Welsh
            "âêîôûŵŷ",
        ),
    )
)
_STRANGE = -6  # letters of no one language in one word
_VOWELS = frozenset("aeiouyéèêëàáâäåíïóôöøúüæãõîûìòùýœÿ")
_AFTER_A_VOWEL = frozenset("ëïüéèíúöáóý")  # Noël, Anaïs, Saúl
_BEGINS = frozenset("éâêöüåäøáíóúœæšžþà")
_ENDS = frozenset("éèëàáäåóúùìòøöüßšžçñýïãõí")
_BEGINS_A_NAME = frozenset("ÉÀÁÇÖÜÄÅØŠŽÓÍÊÂÔŒÆÚÞÐÑ")
_ALONE = frozenset("àéèôåöøÀÉÅØÖÓ")
_POSSESSED = frozenset({"it", "he", "she", "who", "let"})
_SHORTENED = frozenset({"s", "t", "d", "m", "re", "ve", "ll", "n"})  # it’s, don’t, rock ’n’ roll
_AROUND = " ,.0"  # how a blank, another mark, the end of a sentence and a digit are given
NONSENSE = -4
IMPOSSIBLE = -20
_OUTSIDE = 3  # what neither cp1252 nor mac-roman has, and a whole sequence of bytes made
_OF_ONE_BYTE = frozenset(
    bytes(range(128, 256)).decode("mac-roman") + bytes(range(160, 256)).decode("latin-1")
    + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
)  # fmt: skip


def worth(text: str, before: str, after: str) -> int:
    """How well a word reads; `before` and `after` are what stands beside it.

    `before` is `A` where a capitalised word and a blank stand there: another name.
    """
    is_name = before == "A"
    if is_name:
        before = " "
    total = _in_one_language(text)
    for place, mark in enumerate(text):
        if mark < "\x80":
            continue
        left, right = _letters(text[:place][::-1])[::-1], _letters(text[place + 1 :])
        b = text[place - 1] if place else before
        a = text[place + 1] if place + 1 < len(text) else after
        if "\udc00" <= mark <= "\udcff":
            total += IMPOSSIBLE
        elif mark in LOWER:
            total += _small(mark, left, right, b, a, is_name=is_name)
        elif mark in UPPER:
            total += _capital(mark, left, right, b, a)
        elif mark in _MARKS:
            total += _MARKS[mark](left, right, b, a)
        else:
            total += NONSENSE if mark in _OF_ONE_BYTE else _OUTSIDE
    return total


def _in_one_language(text: str) -> int:
    own = {mark.lower() for mark in text if mark in LOWER or mark in UPPER}
    if len(own) < 2 or any(own <= alphabet for alphabet in _ALPHABETS):
        return 0
    return _STRANGE


def _letters(text: str) -> str:
    """The letters that a text begins with."""
    for place, mark in enumerate(text):
        if not _is_letter(mark):
            return text[:place]
    return text


def _is_letter(mark: str) -> bool:
    return mark.isalpha() and (mark.isascii() or mark in LOWER or mark in UPPER)


def _small(mark: str, left: str, right: str, b: str, a: str, *, is_name: bool) -> int:
    if not left and not right:
        return 1 if mark in _ALONE and b in " ,." and a in " ,." else -3
    if right[:1].isupper() or (len(left) > 1 and left.isupper()):
        return -5
    if "0" in {a, b}:
        return -3
    value = 2 if mark in _SELDOM else 3
    if mark == "ÿ":
        value = 0
    if left and right and not left[-1].isascii() and not right[0].isascii():
        value -= 6  # three in a row
    if not left:
        is_island = mark == "î" and right[:2] in {"le", "lo"}
        value -= (1 if mark in _BEGINS or is_island else 4) + 5 * is_name
        if mark in _VOWELS and right[:1].lower() in _VOWELS and mark not in "œæ":
            value -= 3
    if not right:
        value -= 0 if mark in _ENDS else 3
    return value + _sound(mark, left[-1:].lower(), right[:1].lower())


def _capital(mark: str, left: str, right: str, b: str, a: str) -> int:
    if left and not left.isupper():
        return -5
    if not left and not right:
        return 0 if mark in _ALONE and b in " ,." and a in " ,." else -3
    if "0" in {a, b}:
        return -3
    if mark in "ÃÂ" and right and not right[0].isascii():
        return -5  # `CafÃ©`, which was UTF-8
    value = 3 if mark in _BEGINS_A_NAME else 1
    if (left + right).isupper() and len(left + right) > 1:
        return value
    if left or right[:1].isupper():
        return -3  # `LÉa`, `ÁHola`
    if mark in "ŠŽ":
        return value  # Škoda, Žďár
    if mark == "Î":
        return value + (2 if right[:1] == "l" else -3)
    return value + max(_sound(mark.lower(), "", right[:1].lower()), -2)


def _sound(mark: str, b: str, a: str) -> int:
    """What speaks against a letter between two others: vowels in a heap, consonants in a heap."""
    if mark == "œ":
        return 2 if a == "u" else 0 if a in "dsbt" else -3  # sœur, œdème, Phœbe
    if mark in _VOWELS:
        beside = (b in _VOWELS) + (a in _VOWELS)
        if beside == 2 or a + mark in {"uú", "uù", "ií", "oó"}:
            return -5
        return -1 if beside and mark not in _AFTER_A_VOWEL else 0
    if mark == "ñ":
        return -3 * ((b != "" and b not in _VOWELS) + (a != "" and a not in _VOWELS))
    if mark == "ß":
        return 0 if b in _VOWELS else -3
    if mark == "ç":
        return 0 if a in {"", *"aoueiãõáóúé"} else -2
    if mark in "šž":
        return 0 if b in _VOWELS or a in _VOWELS else -4
    return 0


def _apostrophe(left: str, right: str, b: str, a: str) -> int:
    if left and right:
        if right in _SHORTENED:
            is_common = left.islower() and (len(left) > 3 or left in _POSSESSED)
            return 7 if is_common or (right == "t" and left[-1:] == "n") else 4
        if len(left) <= 2 or left.lower() in {"aujourd", "presqu", "lorsqu", "puisqu"}:
            return 4  # l’été, d’Arc, O’Brien, qu’il
        return 1 if right[:1].isupper() else -2
    if left:
        if len(left) == 1:
            return -2
        return 2 if left[-1:].lower() == "s" else 0  # the clients’ own
    return 1 if a == "0" or (b in _AROUND and right) else -2


def _opening(left: str, right: str, b: str, a: str) -> int:
    return 3 if not left and b != "0" and (right or a not in _AROUND or a == "0") else -3


def _closing(left: str, right: str, b: str, a: str) -> int:
    if right or a == "0" or b == " ":
        return -3
    return 3 if left or b == "." else 1


def _spanish(left: str, right: str, b: str, a: str) -> int:
    return _opening(left, right, b, a) - (4 if a.islower() else 0)


def _opening_seldom(left: str, right: str, b: str, a: str) -> int:
    return min(_opening(left, right, b, a), 0) - (1 if a.islower() else 0)


def _closing_seldom(left: str, right: str, b: str, a: str) -> int:
    return min(_closing(left, right, b, a), 0) - (1 if b.islower() else 0)


def _dash(left: str, right: str, b: str, a: str) -> int:
    if b in " 0," and a in " 0,":
        return 3
    if left and right:
        if right[:1].isupper():
            return 2  # Smith–Jones
        return 0 if len(left) > 2 and len(right) > 1 and not left[:1].isupper() else -3
    return 0


def _dots(left: str, right: str, _b: str, _a: str) -> int:
    if right:
        return -2
    return (-1 if left.isupper() else 3) if left else 1


def _beside_a_number(left: str, right: str, b: str, a: str) -> int:
    return 3 if "0" in {a, b} and not left else -3 if left or right else 1


def _after_a_number(left: str, right: str, b: str, _a: str) -> int:
    return 2 if b == "0" or left.lower() == "n" else 1 if not left and not right else -3


def _apart(_left: str, right: str, _b: str, _a: str) -> int:
    return -3 if right else 1


def _space(left: str, right: str, b: str, a: str) -> int:
    return -1 if left and right else 2 if "0" in {a, b} else 1


def _catalan(left: str, right: str, _b: str, _a: str) -> int:
    return 3 if left[-1:] == "l" == right[:1] else -3 if left or right else 1


def _accent_for_apostrophe(left: str, right: str, _b: str, _a: str) -> int:
    return 1 if right in _SHORTENED and left else NONSENSE


_MARKS = {
    "’": _apostrophe, "‘": _opening, "“": _opening, "”": _closing, "„": _opening, "‚": _opening_seldom,
    "«": _opening_seldom, "»": _closing_seldom, "‹": _opening_seldom, "›": _closing_seldom, "¿": _spanish, "¡": _spanish,
    "–": _dash, "—": _dash, "…": _dots, "•": _apart, "€": _beside_a_number,
    "£": _beside_a_number, "¥": _beside_a_number, "°": _after_a_number, "º": _after_a_number,
    "ª": _after_a_number, "½": _after_a_number, "¼": _after_a_number, "¾": _after_a_number,
    "±": _beside_a_number, "×": _beside_a_number, "²": _after_a_number, "³": _after_a_number,
    "™": _apart, "®": _apart, "©": _apart, "§": _beside_a_number, "·": _catalan,
    "\u00a0": _space, "´": _accent_for_apostrophe,
}  # fmt: skip
