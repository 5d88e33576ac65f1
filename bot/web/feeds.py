"""`GET /calendar/<secret>.ics`, `GET /calendar/session/<address>.ics`: calendars that people's own programs read."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from flask import Blueprint, Response, abort, request

from rituals.refusals import NotFound
from storage.database import Unreachable

MOST_A_MINUTE = 30  # readings of one calendar; programs ask every hour or so
MOST_COUNTED = 10_000  # addresses in a minute
RETRY_SECONDS = 60


class Pace:
    """How often each address was asked for in this minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._asked: Counter[str] = Counter()

    def allows(self, address: str) -> bool:
        """Count one more. False where it is one too many."""
        minute = int(self._clock() // 60)
        with self._lock:
            if minute != self._minute or len(self._asked) >= MOST_COUNTED:
                self._minute, self._asked = minute, Counter()
            self._asked[address] += 1
            return self._asked[address] <= MOST_A_MINUTE


def make_feeds(
    read: Callable[[str], bytes], read_session: Callable[[str], bytes], pace: Pace | None = None
) -> Blueprint:
    """Calendars of a person, by its secret, and of one session, by its address; each is given, or raises NotFound.

    An unknown one looks as any page that is not there.
    """
    feeds = Blueprint("feeds", __name__)
    pace = pace or Pace()

    def told(read_it: Callable[[str], bytes], address: str) -> Response:
        if not pace.allows(sha256(address.encode()).hexdigest()):
            return _later(429)
        try:
            written = read_it(address)
        except NotFound:
            abort(404)
        except Unreachable:
            return _later(503)
        answer = Response(written, mimetype="text/calendar")
        answer.headers["Content-Disposition"] = 'inline; filename="diapason.ics"'
        answer.headers["Cache-Control"] = (
            "private, no-cache"  # an address that was taken back is gone at once
        )
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["X-Robots-Tag"] = "noindex"
        answer.set_etag(sha256(written).hexdigest())
        answer.make_conditional(request)
        return answer

    @feeds.get("/calendar/<secret>.ics")
    def calendar(secret: str) -> Response:
        return told(read, secret)

    @feeds.get("/calendar/session/<address>.ics")
    def session(address: str) -> Response:
        return told(read_session, address)

    return feeds


def _later(status: int) -> Response:
    return Response(status=status, headers={"Retry-After": str(RETRY_SECONDS)})
