"""Polls in a digest: what came out, and what was decided or still waits to be."""

from bot.kit.blocks import Mrkdwn, bold, isolated, shorten
from bot.kit.texts import Texts
from rituals.messages.digest.records import Digest
from rituals.messages.polls import Seen, outcome

QUESTION_SHOWN = 100
DECISION_SHOWN = 200


def poll_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """*P-9* What is next? · first: Single sign-on (40 %) · decided: it starts in January"""
    return [_line(texts, seen) for seen in digest.polls]


def _line(texts: Texts, seen: Seen) -> Mrkdwn:
    poll = seen.poll
    asked = Mrkdwn.join_all(" ", [bold(poll.ref), isolated(shorten(poll.question, QUESTION_SHOWN))])
    if poll.decided_at:
        words = " ".join(shorten(poll.decision or "", DECISION_SHOWN).split())
        came = texts.mrkdwn("digest.poll_decided", words=words)
    else:
        came = texts.mrkdwn("digest.poll_waits", who=seen.names.get(poll.owner, "?"))
    return Mrkdwn.join_all(" · ", [asked, outcome(texts, seen), came])
