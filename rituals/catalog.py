"""All kinds there are: messages, jobs, rituals. A new one is named here and nowhere else."""

from rituals import digest, people, running, setup, shipped, steering
from rituals.home import page as home_page
from rituals.registry import JobKind, MessageKind, RitualKind
from rituals.releases import cards as release_cards
from rituals.signals import cards as signal_cards
from rituals.triage import news as triage_news

RITUALS: dict[str, RitualKind] = {kind.name: kind for kind in (digest.RITUAL,)}
MESSAGES: dict[str, MessageKind] = {
    kind.name: kind
    for kind in (
        signal_cards.KIND,
        *release_cards.KINDS,
        shipped.KIND,
        *triage_news.KINDS,
        home_page.KIND,
        *steering.KINDS,
        *setup.KINDS,
        *(running.message_kind(ritual) for ritual in RITUALS.values()),
    )
}
JOBS: dict[str, JobKind] = {kind.name: kind for kind in (*setup.JOBS, *people.JOBS)}
