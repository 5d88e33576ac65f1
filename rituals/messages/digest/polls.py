"""Polls and surveys in a digest: what came out, and what was decided or still waits to be."""

from bot.kit.blocks import Mrkdwn, bold, isolated, shorten
from bot.kit.texts import Texts
from rituals.messages import surveys
from rituals.messages.digest.records import Digest
from rituals.messages.polls import Seen, outcome
from rituals.messages.surveys import Seen as SeenSurvey

QUESTION_SHOWN = 100
DECISION_SHOWN = 200


def asked_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """A line for each poll, then for each survey."""
    polls = [_poll(texts, seen) for seen in digest.polls]
    return [*polls, *(_survey(texts, seen) for seen in digest.surveys)]


def _survey(texts: Texts, seen: SeenSurvey) -> Mrkdwn:
    """*N-3 · Single sign-on* · *NPS +35* · 95% interval: +10 to +60 · 34 of 40 answered (85 %) · +12 points since N-2"""
    told = [surveys.head(seen.survey)]
    if seen.counted:
        told += surveys.outcome(texts, seen, seen.counted)
    elif closes_at := seen.survey.closes_at:
        told.append(texts.mrkdwn("digest.survey_open", when=texts.slack_moment(closes_at)))
    return Mrkdwn.join_all(" · ", told)


def _poll(texts: Texts, seen: Seen) -> Mrkdwn:
    """*P-9* What is next? · first: Single sign-on (40 %) · decided: it starts in January"""
    poll = seen.poll
    asked = Mrkdwn.join_all(" ", [bold(poll.ref), isolated(shorten(poll.question, QUESTION_SHOWN))])
    if poll.decided_at:
        words = " ".join(shorten(poll.decision or "", DECISION_SHOWN).split())
        came = texts.mrkdwn("digest.poll_decided", words=words)
    else:
        came = texts.mrkdwn("digest.poll_waits", who=seen.names.get(poll.owner, "?"))
    return Mrkdwn.join_all(" · ", [asked, outcome(texts, seen), came])
