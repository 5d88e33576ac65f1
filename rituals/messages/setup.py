"""How set-up looks: the form, the channels' states, the hello, and the word to those who come before it."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    channel_select,
    context,
    divider,
    external_select,
    input_block,
    section,
    select,
)
from bot.kit.message import Message, View
from bot.kit.texts import LANGUAGES, Texts
from bot.kit.times import NO_COUNTRY, country_name, country_of_zone, search_countries
from rituals.messages.setup_steps import CHANGE, Step, steps_of
from storage.workspaces import PURPOSES, Channel, Workspace

SETUP = "setup.form"
SHOWN = "setup.shown"
LOOK_AGAIN = "setup.look_again"

# Names of the inputs: block and action carry the same, and errors come back by it.
LANGUAGE = "setup.language"
ZONE = "setup.zone"
COUNTRY = "setup.country"
CHANNELS = {purpose: f"setup.{purpose}" for purpose in PURPOSES}

_SIGN = {"joining": "⏳", "ready": "✅", "invite": "✋", "archived": "⚠️", "missing": "⚠️"}


def setup_form(texts: Texts, home: Workspace, *, zone: str) -> View:
    """The choices of the workspace; `zone` is the admin's own, offered until one was chosen."""
    chosen_zone = home.zone if home.set_up_at else zone
    chosen_country = (home.country if home.set_up_at else None) or country_of_zone(chosen_zone)
    chosen_language = home.language if home.set_up_at else texts.language
    languages = [Option(texts.plain(f"setup.in_{language}"), language) for language in LANGUAGES]
    return View(
        SETUP,
        texts.plain("setup.form_title"),
        (
            section(texts.mrkdwn("setup.form_intro")),
            input_block(
                LANGUAGE,
                texts.plain("setup.form_language"),
                select(LANGUAGE, languages, placeholder=texts.plain("forms.choose"), chosen=chosen_language),
                hint=texts.plain("setup.form_language_hint"),
                optional=False,
            ),
            input_block(
                ZONE,
                texts.plain("setup.form_zone"),
                external_select(
                    ZONE,
                    placeholder=texts.plain("setup.form_zone_example"),
                    chosen=Option(chosen_zone, chosen_zone),
                    min_query_length=1,
                ),
                hint=texts.plain("setup.form_zone_hint"),
                optional=False,
            ),
            input_block(
                COUNTRY,
                texts.plain("setup.form_country"),
                external_select(
                    COUNTRY,
                    placeholder=texts.plain("setup.form_country_example"),
                    chosen=_country(texts, chosen_country),
                    min_query_length=0,
                ),
                hint=texts.plain("setup.form_country_hint"),
                optional=False,
            ),
            *(_channel_input(texts, home, purpose) for purpose in PURPOSES),
            context(texts.mrkdwn("setup.form_private")),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
    )


def country_options(texts: Texts, typed: str, limit: int) -> list[Option]:
    """Countries whose name fits what was typed; while it is nothing, no public holidays at all comes first."""
    none = [] if typed.strip() else [NO_COUNTRY]
    found = search_countries(typed, texts.language, limit - len(none))
    return [_country(texts, country) for country in (*none, *found)]


def progress_view(
    texts: Texts,
    home: Workspace,
    first_digest: datetime | None,
    steps: Sequence[Step],
    holidays: str,
    *,
    notice: Mrkdwn | None = None,
) -> View:
    """What set-up has reached: each channel's state with what to do, when the next digest is due, and what helps further.

    `holidays`: the country or region whose public holidays the team has. `notice`: what was just done.
    """
    channels = [home.channels[purpose] for purpose in PURPOSES if purpose in home.channels]
    all_ready = all(channel.state == "ready" for channel in channels)
    blocks: list[Block] = [section(notice)] if notice else []
    blocks.append(section(texts.mrkdwn("setup.done" if all_ready else "setup.kept")))
    blocks += [section(channel_state(texts, channel)) for channel in channels]
    if first_digest:
        blocks.append(section(texts.mrkdwn("setup.first_digest", when=texts.slack_moment(first_digest))))
    again = [] if all_ready else [button(texts.plain("setup.look_again"), LOOK_AGAIN)]
    blocks.append(actions(*again, button(texts.plain("setup.change"), CHANGE)))
    whose = _country(texts, holidays).label
    blocks += [divider(), *steps_of(texts, steps, holidays=whose), context(texts.mrkdwn("setup.come_back"))]
    return View(SHOWN, texts.plain("setup.form_title"), tuple(blocks), texts.plain("forms.close"))


def channel_state(texts: Texts, channel: Channel) -> Mrkdwn:
    """One chosen channel: what it is for, whether the bot can speak there, and what to do if it can't."""
    return texts.mrkdwn(
        f"setup.state_{channel.state}",
        sign=_SIGN[channel.state],
        purpose=texts.plain(f"setup.purpose_{channel.purpose}"),
        channel=Mrkdwn(f"<#{channel.channel_id}>"),
    )


def hello(texts: Texts, purposes: Sequence[str], *, prefix: str) -> Message:
    """The first words in a channel: what will appear there, and how to add to it."""
    lines = [texts.mrkdwn("setup.hello")]
    for purpose in purposes:
        lines.append(texts.mrkdwn(f"setup.hello_{purpose}"))
        lines.append(texts.mrkdwn(f"setup.hello_{purpose}_add", prefix=prefix))
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words),))


def not_set_up(texts: Texts, home: Workspace, is_admin: bool, *, prefix: str = "") -> Mrkdwn | None:
    """What people are told kindly until somebody has set up the channels; None when that is done."""
    if home.set_up_at is not None:
        return None
    return texts.mrkdwn("setup.not_yet_admin" if is_admin else "setup.not_yet", prefix=prefix)


def _channel_input(texts: Texts, home: Workspace, purpose: str) -> Block:
    field = CHANNELS[purpose]
    return input_block(
        field,
        texts.plain(f"setup.form_{purpose}"),
        channel_select(field, placeholder=texts.plain("setup.form_channel"), chosen=home.channel(purpose)),
        hint=texts.plain(f"setup.form_{purpose}_hint"),
        optional=False,
    )


def _country(texts: Texts, country: str) -> Option:
    if country == NO_COUNTRY:
        return Option(texts.plain("setup.no_country"), NO_COUNTRY)
    return Option(country_name(country, texts.language), country)
