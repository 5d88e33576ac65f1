"""Letters before words: one spelling for what phones, keyboards and scripts write in several ways."""

import re
import unicodedata

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DOUBLE_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc"
# Unseen: soft hyphen, zero-width space, word joiner, byte order mark, direction marks. Joiners are kept:
# some scripts spell with them.
_UNSEEN = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_ONE_SPELLING: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width ASCII
    0xFFE1: "£",
    0xFFE5: "¥",
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, _UNSEEN), None),
}

# Composing sorts the marks piled on one letter, at quadratic cost; no script piles up more than 30
# (Unicode's stream-safe format, https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format).
_PILED_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31}")


def legible(text: str) -> str:
    """The text with one kind of space, quote, colon and digit, composed (NFC), without unseen characters.

    French keyboards put a no-break space before a colon by themselves: it is dropped, so that `pour :Acme`
    typed on a phone reads like `pour:Acme`.
    """
    if text.isascii():
        return text
    if not _PILED_MARKS.search(text):
        text = unicodedata.normalize("NFC", text)
    return text.replace("\u00a0:", ":").replace("\u202f:", ":").translate(_ONE_SPELLING)


def fold(word: str) -> str:
    """The word without case and accents: `Gagné` and `gagne` are one."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    )
