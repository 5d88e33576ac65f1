"""Who follows a signal."""

from storage import following, signals
from storage.database import Database
from storage.signals import Signal
from tests.team import HOME, START, Clock, add_workspace, services_of


def test_following_is_once_a_person_and_taken_back(database: Database) -> None:
    services = services_of(database, Clock())
    add_workspace(services)
    with services.write() as tx:
        signals.add(tx, HOME, signal("S"))
        signals.add(tx, HOME, signal("other", number=2))
        assert following.follow(tx, HOME, "S", "T1:U2", START)
        assert not following.follow(tx, HOME, "S", "T1:U2", START)
        assert following.follow(tx, HOME, "S", "T1:U1", START)
        assert following.followers(tx, HOME, "S") == ["T1:U1", "T1:U2"]
        assert following.followers(tx, HOME, "other") == []
        assert following.followed_among(tx, HOME, "T1:U2", ["S", "other"]) == {"S"}
        assert following.unfollow(tx, HOME, "S", "T1:U2")
        assert not following.unfollow(tx, HOME, "S", "T1:U2")
        assert following.followers(tx, HOME, "S") == ["T1:U1"]


def signal(signal_id: str, number: int = 1) -> Signal:
    return Signal(
        id=signal_id,
        number=number,
        verbatim="Acme needs SSO",
        said_by=None,
        said_at=START,
        captured_by="T1:U1",
        captured_at=START,
        source="command",
        permalink=None,
        kind="request",
        importance=None,
        account_id=None,
        account_certain=False,
        amount_minor=None,
        amount_currency=None,
        competitor=None,
        link=None,
        visibility="team",
        undone_at=None,
        revision=1,
    )
