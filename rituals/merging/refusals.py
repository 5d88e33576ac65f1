"""Why two things can't be merged, or not be parted."""

from rituals.refusals import Refusal


class MergedAlready(Refusal):
    """It leads to another signal: what is to be done is done there."""

    key = "merging.merged_already"


class SameThing(Refusal):
    """They are one already, or would lead to each other in a circle."""

    key = "merging.same_thing"


class KeptIsRestricted(Refusal):
    """What the team reads would be led to what it may not read."""

    key = "merging.kept_is_restricted"


class SpeaksForOthers(Refusal):
    """Others lead to it: it can't be taken back, or hidden from those who read these."""

    key = "merging.speaks_for_others"


class MergedOn(Refusal):
    """What was kept has been merged itself: that merge is undone first."""

    key = "merging.merged_on"


class SameAccount(Refusal):
    """They are one account already."""

    key = "merging.same_account"


class TakenOver(Refusal):
    """The account that stayed has been merged itself: that merge is undone first."""

    key = "merging.taken_over"
