"""What stands in the text to forward, and what the score is made of."""

import pytest

from rituals.messages.shipped import unmarked
from rituals.roadmap.score import Weights, score
from storage.roadmap import Evidence


@pytest.mark.parametrize(
    ("said", "forwarded"),
    [
        ("We need SSO #sso !risk", "We need SSO"),
        ('Acme waits for:Acme vs:Okta for:"Acme Corp" !dealbreaker.', "Acme waits ."),
        ("Wow! It is #1, see https://x.example/#top", "Wow! It is #1, see https://x.example/#top"),
        ("#sso", ""),
        ("Rien sans SSO pour:Acme contre:Okta !bloquant", "Rien sans SSO"),
    ],
)
def test_an_account_never_reads_our_marks(said: str, forwarded: str) -> None:
    assert unmarked(said) == forwarded


def test_the_score_weighs_whole_steps_of_the_workspace_s_currency() -> None:
    evidence = Evidence(signals=5, accounts=3, dealbreakers=1, revenue={"EUR": 31_999_900, "USD": 99_000_000})
    found = score(evidence, "EUR", Weights())
    assert (found.signals, found.accounts, found.dealbreakers, found.revenue) == (5, 9, 5, 31)
    assert found.total == 50
    assert score(Evidence(), "JPY", Weights()).total == 0
    heavy = score(evidence, "EUR", Weights(signal=0, account=1, dealbreaker=100, revenue_step=0))
    assert (heavy.signals, heavy.accounts, heavy.dealbreakers, heavy.revenue) == (0, 3, 100, 0)
