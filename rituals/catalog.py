"""All kinds there are: messages, jobs, rituals, calendars. A new one is named here and nowhere else."""

from rituals import bundle, digest, pausing, people, running, setup, steering
from rituals.accounts import following as account_following
from rituals.asking import emptying
from rituals.demos import feed as demo_feed
from rituals.demos import inviting as demo_inviting
from rituals.demos import kinds as meetings
from rituals.demos import rendering as demo_rendering
from rituals.exports import sending as exports_sending
from rituals.feeds import Calendars
from rituals.home import page as home_page
from rituals.launches import afterwards as launch_afterwards
from rituals.launches import cards as launch_cards
from rituals.launches import deciding as launch_deciding
from rituals.launches import feed as launch_feed
from rituals.launches import moving as launch_moving
from rituals.launches import pinning as launch_pinning
from rituals.launches import reminding as launch_reminding
from rituals.launches import retiering as launch_retiering
from rituals.launches import telling as launch_telling
from rituals.launches.templates import sending as launch_templates
from rituals.merging import telling as merging_telling
from rituals.messages.feeds import What
from rituals.polls import cards as poll_cards
from rituals.polls import exporting as poll_exporting
from rituals.polls import opening as poll_opening
from rituals.polls import recurring as poll_recurring
from rituals.proposals import making as proposals_making
from rituals.registry import JobKind, MessageKind, RitualKind
from rituals.releases import audiences as release_audiences
from rituals.releases import cards as release_cards
from rituals.releases import holding
from rituals.releases import reminding as release_reminding
from rituals.releases import reviewing as release_reviewing
from rituals.releases.importing import taking as importing
from rituals.releases.importing import watching
from rituals.roles import groups as role_groups
from rituals.shipped import saying as shipped_saying
from rituals.shipped import telling as shipped_telling
from rituals.signals import cards as signal_cards
from rituals.surveys import opening as survey_opening
from rituals.surveys import recurring as survey_recurring
from rituals.surveys import saying as survey_saying
from rituals.themes import following as themes_following
from rituals.triage import news as triage_news
from rituals.triage import reminding
from rituals.ways_in import drafts, reactions, steps
from rituals.ways_in import offers as ways_in_offers
from rituals.ways_in import telling as ways_in_telling

RITUALS: dict[str, RitualKind] = {
    kind.name: kind
    for kind in (
        digest.RITUAL,
        digest.PERSONAL,
        reminding.RITUAL,
        release_reminding.RITUAL,
        launch_reminding.RITUAL,
        poll_recurring.RITUAL,
        survey_recurring.RITUAL,
        *meetings.RITUALS.values(),
    )
}
MESSAGES: dict[str, MessageKind] = {
    kind.name: kind
    for kind in (
        signal_cards.KIND,
        *release_cards.KINDS,
        release_audiences.KIND,
        *release_reviewing.KINDS,
        *launch_cards.KINDS,
        launch_reminding.KIND,
        launch_telling.KIND,
        *launch_moving.KINDS,
        *launch_retiering.KINDS,
        *launch_deciding.KINDS,
        *launch_afterwards.KINDS,
        *launch_pinning.KINDS,
        launch_templates.KIND,
        *poll_cards.KINDS,
        poll_exporting.KIND,
        *survey_saying.KINDS,
        *demo_rendering.KINDS,
        holding.KIND,
        shipped_saying.KIND,
        importing.KIND,
        watching.KIND,
        *triage_news.KINDS,
        reminding.KIND,
        release_reminding.KIND,
        *exports_sending.KINDS,
        *merging_telling.KINDS,
        home_page.KIND,
        ways_in_telling.KIND,
        ways_in_offers.KIND,
        *steering.KINDS,
        *pausing.KINDS,
        *setup.KINDS,
        *(kind for ritual in RITUALS.values() for kind in running.message_kinds(ritual)),
    )
}
MESSAGES |= {bundle.KIND: bundle.kind_of(MESSAGES)}
JOBS: dict[str, JobKind] = {
    kind.name: kind
    for kind in (
        *setup.JOBS,
        *people.JOBS,
        *role_groups.JOBS,
        *drafts.JOBS,
        *reactions.JOBS,
        *steps.JOBS,
        *watching.JOBS,
        *shipped_telling.JOBS,
        *themes_following.JOBS,
        *account_following.JOBS,
        *proposals_making.JOBS,
        *launch_pinning.JOBS,
        *poll_opening.JOBS,
        *emptying.JOBS,
        *survey_opening.JOBS,
        *demo_inviting.JOBS,
    )
}
CALENDARS: Calendars = {What.LAUNCHES: launch_feed.calendar, What.DEMOS: demo_feed.calendar}
