"""Words as search compares them: without case, accents and endings, in French and English alike.

A word goes through the English and then the French stemmer (Snowball, https://snowballstem.org/algorithms/): nobody has to
say, or guess, which language a text of ten words is in, and what is written and what is asked meet at the same stem.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

LONGEST_WORD = 40  # letters: what is longer is no word of a language, and stemming it would take long
MOST_WORDS = 1000  # distinct ones of one text

_WORD = re.compile(r"[^\W_]+")
# Scripts that put no spaces between words: Han, Kana, Thai, Lao, Khmer, Burmese. Pairs of neighbours stand for words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})

_ENGLISH = """a about after all also am an and any are as at be because been before being but by can could did do does doing
    don down each few for from had has have having he her here him his how if in into is it its just let me more most my
    no nor not now of off on once only or other our out over own please same she should so some such than that the their
    them then there these they this those through to too under until up us very was we were what when where which while
    who why will with without would yet you your still isn aren doesn didn won wouldn couldn shouldn ll ve re im"""
_FRENCH = """ai aie ainsi alors as au aucun aucune aussi autre autres aux avaient avait avec avez avoir avons c ca car ce cela
    ces cet cette ceux chez ci comme d dans de deja des donc dont du elle elles en encore entre est et etaient etait etant
    ete etre eu eux font fait faut ici il ils j je jusque l la le les leur leurs lui m ma mais me meme mes moi mon n ne
    ni non nos notre nous on ont ou par parce pas peu peut peuvent plus pour pourquoi qu quand que quel quelle quels
    quelles qui s sa sans se sera ses si soit son sont sous suis sur t ta te tes toi ton tous toujours tout toute toutes tres
    trop tu un une va vers voici voila vont vos votre vous y"""
_STOP = frozenset(f"{_ENGLISH} {_FRENCH}".split())


def fold(text: str) -> str:
    """The text without case and accents, ligatures spelled out: `Gagné` and `gagne`, `cœur` and `coeur` are one."""
    text = text.casefold()
    if text.isascii():
        return text
    # Once more: taken apart, a letter in a fancy shape may become a plain capital.
    letters = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def stems(text: str) -> tuple[str, ...]:
    """The distinct words of a text, as search compares them, in the order in which they come.

    Words that every text has are left out. Each stem is made of the letters a-z and digits, so that every database
    reads it alike; a word of another script is spelled by the numbers of its letters.
    """
    found = (word for piece in _WORD.findall(fold(text)) for word in _words(piece))
    told = (
        word
        for word in found
        if word not in _STOP and (len(word) > 1 or not word.isascii() or word.isdigit())
    )
    return tuple(islice(dict.fromkeys(map(_stem, told)), MOST_WORDS))


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text as somebody wrote them, each with its stem."""
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        for stem in stems(word):
            yield stem, word


def _words(piece: str) -> list[str]:
    if piece.isascii() or not _UNSPACED.search(piece):
        return [piece]
    words = [word for word in _UNSPACED.split(piece) if word]
    for run in _UNSPACED.findall(piece):
        words += [run[start : start + 2] for start in range(max(1, len(run) - 1))]
    return words


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    word = word[:LONGEST_WORD]
    if word.isascii():
        # Here, since the package imports all of its languages: a start does not wait for them.
        from snowballstemmer.english_stemmer import EnglishStemmer
        from snowballstemmer.french_stemmer import FrenchStemmer

        # A stemmer keeps the word it works on: one for each call, since threads share this function.
        return str(FrenchStemmer().stemWord(EnglishStemmer().stemWord(word)))
    return "u" + word.encode("utf-8", "replace").hex()
