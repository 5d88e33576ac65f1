"""What a signal can be, and how much it weighs. The values are stored and exported: they never change."""

from enum import StrEnum


class Kind(StrEnum):
    """What was heard."""

    FEEDBACK = "feedback"
    REQUEST = "request"
    OBJECTION = "objection"
    COMPETITOR = "competitor"
    FRICTION = "friction"
    CHURN_RISK = "churn_risk"
    WIN = "win"
    LOSS = "loss"
    PRAISE = "praise"
    PARTNER = "partner"
    REPUTATION = "reputation"


class Importance(StrEnum):
    """How much it matters to who said it, lightest first."""

    NICE = "nice"
    IMPORTANT = "important"
    DEALBREAKER = "dealbreaker"
