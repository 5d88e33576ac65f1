"""What people mark on purpose: `for:Acme`, `vs:Okta`, `#sso`, `!risk`, and Slack's references.

Each step reads its marks and blanks them, so that no later step reads them again: an account's name
inside an address or behind `vs:` is not the account a text is about.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading.accounts import KnownAccounts
from rituals.signals.reading.letters import fold

BLANK = "\ufffc"  # object replacement character: neither word nor space

# Folded (no case, no accents, no hyphens), English then French.
_KIND_WORDS = {
    Kind.FEEDBACK: "feedback retour",
    Kind.REQUEST: "request demande",
    Kind.OBJECTION: "objection",
    Kind.COMPETITOR: "competitor concurrent concurrence",
    Kind.FRICTION: "friction irritant",
    Kind.CHURN_RISK: "churn risk churnrisk risque",
    Kind.WIN: "won win gagne gagnee",
    Kind.LOSS: "lost loss perdu perdue perte",
    Kind.PRAISE: "praise bravo",
    Kind.PARTNER: "partner partenaire",
    Kind.REPUTATION: "reputation",
}
_IMPORTANCE_WORDS = {
    Importance.NICE: "nice low minor faible mineur mineure",
    Importance.IMPORTANT: "important high urgent importante urgente",
    Importance.DEALBREAKER: "dealbreaker blocker blocking bloquant bloquante",
}
KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
IMPORTANCE_OF = {word: weight for weight, words in _IMPORTANCE_WORDS.items() for word in words.split()}
BANG_WORDS = frozenset(KIND_OF) | frozenset(IMPORTANCE_OF)

_REFERENCE = re.compile(
    r"<(?:@(?P<user>[UW][A-Z0-9]++)(?:\|[^<>]*+)?"
    r"|#[CG][A-Z0-9]++(?:\|(?P<channel>[^<>]*+))?"
    r"|![^<>]*+"
    r"|(?:[a-z]++://|mailto:|tel:)[^<>|]*+(?:\|(?P<shown>[^<>]*+))?)>"
)
_WEB_ADDRESS = re.compile(
    rf"(?<![^\W_])(?:[A-Za-z]++://|www\.)[^\s{BLANK}]++"
    rf"|(?<![\w.-])(?>(?:[\w-]++\.)+)[A-Za-z]{{2,24}}/[^\s{BLANK}]*+"
)
_MAIL_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?>(?:\.[\w-]++)+)")

_LABELLED = re.compile(
    rf"(?<![^\W_])(?<!-)(?P<label>(?ai:for|pour|account|compte|vs|contre)):{BLANK}*+(?:"
    r'"(?P<double>[^"\n]{1,200})"'
    r"|'(?P<single>[^\"\n]{1,200}?)'(?![^\W_])"
    rf"|[\"']?+(?P<bare>(?![#!])[^\s\"(){{}}\[\]<>,;|{BLANK}]++))"
)
_COMPETITOR_LABELS = {"vs", "contre"}
_LETTER = re.compile(r"[^\W\d_]")
_EDGES = ".:!?…*_~`'@/\\-"
_LONGEST_NAME = 120  # characters

# Signs that some scripts write on their letters and that \w leaves out.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u200c\u200d"
_TAG = re.compile(rf"(?<![^\W_])(?<![&/#])#(?P<tag>[\w{_SIGNS}-]++)")
_COLOUR = re.compile(r"(?=[a-fA-F]*+[0-9])[0-9a-fA-F]{6}")
_LONGEST_TAG = 80  # characters, as a Slack channel's name

_BANG = re.compile(r"(?<![^\W_])(?<![!/])!(?P<word>[^\W\d]++(?>(?:-[^\W\d]++)*))(?!\w)")


@dataclass(slots=True)
class Marks:
    """What was marked, collected step by step; of several accounts, competitors, kinds the first counts."""

    account: str | None = None
    competitor: str | None = None
    kind: Kind | None = None
    importance: Importance | None = None
    themes: dict[str, str] = field(default_factory=dict)  # casefolded -> as first typed
    mentions: dict[str, None] = field(default_factory=dict)  # keys only, in order


def read_marks(line: str, known: KnownAccounts) -> tuple[Marks, str]:
    """Read a legible line; return its marks and the line with them and all addresses blanked."""
    marks = Marks()
    if "<" in line:
        line = _REFERENCE.sub(_reference(marks), line)
    if "/" in line or "www." in line:
        line = _WEB_ADDRESS.sub(BLANK, line)
    if "@" in line:
        line = _MAIL_ADDRESS.sub(BLANK, line)
    if ":" in line:
        line = _LABELLED.sub(_labelled(marks, known), line)
    if "#" in line:
        line = _TAG.sub(_tag(marks), line)
    if "!" in line:
        line = _BANG.sub(_bang(marks), line)
    return marks, line


_Step = Callable[[re.Match[str]], str]


def _reference(marks: Marks) -> _Step:
    def read(found: re.Match[str]) -> str:
        if found["user"]:
            marks.mentions[found["user"]] = None
        if found["channel"]:
            return f"{BLANK}#{found['channel']}{BLANK}"  # a tag that Slack knew as a channel
        return f"{BLANK}{found['shown']}{BLANK}" if found["shown"] else BLANK

    return read


def _labelled(marks: Marks, known: KnownAccounts) -> _Step:
    def read(found: re.Match[str]) -> str:
        name = _name(found, known)
        if name is None:
            return found[0]
        if found["label"].lower() in _COMPETITOR_LABELS:
            marks.competitor = marks.competitor or name
        else:
            marks.account = marks.account or name
        return BLANK

    return read


def _name(found: re.Match[str], known: KnownAccounts) -> str | None:
    bare = found["bare"]
    if bare is None:
        # Slack makes links of names like Booking.com, of which the label is left here between blanks.
        quoted = " ".join((found["double"] or found["single"]).replace(BLANK, "").split())
        if len(quoted) > _LONGEST_NAME or not quoted:
            return None
        return known.spelled(quoted) or (quoted if _LETTER.search(quoted) else None)
    typed = bare.strip(_EDGES)
    # for:tada: is a Slack emoji; account:12345 is some number of somebody's.
    if bare.endswith(":") or len(typed) > _LONGEST_NAME or not typed:
        return None
    start = found.start("bare") + bare.index(typed)
    name = known.beginning(found.string, start, start + len(typed))  # for:Acme Corp, when that is known
    return name or known.spelled(typed) or (typed if _LETTER.search(typed) else None)


def _tag(marks: Marks) -> _Step:
    def read(found: re.Match[str]) -> str:
        label = found["tag"].strip("-_")
        if len(label) > _LONGEST_TAG or not _LETTER.search(label) or _COLOUR.fullmatch(label):
            return found[0]
        marks.themes.setdefault(label.casefold(), label)
        return BLANK

    return read


def _bang(marks: Marks) -> _Step:
    def read(found: re.Match[str]) -> str:
        word = fold(found["word"]).replace("-", "").replace("_", "")
        kind, importance = KIND_OF.get(word), IMPORTANCE_OF.get(word)
        marks.kind = marks.kind or kind
        marks.importance = marks.importance or importance
        return BLANK if kind or importance else found[0]

    return read
