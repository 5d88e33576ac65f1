"""Rituals, their runs, and what failed of them."""

from storage.rituals.failing import Failure, fail, failures, forget_failure, try_again
from storage.rituals.finding import all_of, count, get, named, standing
from storage.rituals.rows import EMPTY, MISSED, PREVIEWED, SAID, SKIPPED, Ritual, Run, Standing
from storage.rituals.runs import claim, get_run, has_run, last_runs, newest_runs
from storage.rituals.writing import change, cover, ensure, pause_in, resume_in, unskip

__all__ = [
    "EMPTY",
    "MISSED",
    "PREVIEWED",
    "SAID",
    "SKIPPED",
    "Failure",
    "Ritual",
    "Run",
    "Standing",
    "all_of",
    "change",
    "claim",
    "count",
    "cover",
    "ensure",
    "fail",
    "failures",
    "forget_failure",
    "get",
    "get_run",
    "has_run",
    "last_runs",
    "named",
    "newest_runs",
    "pause_in",
    "resume_in",
    "standing",
    "try_again",
    "unskip",
]
