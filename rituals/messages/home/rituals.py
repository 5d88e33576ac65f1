"""How the tab of rituals looks: every ritual, for all to read; those who steer them open each, and add some."""

from bot.kit.blocks import Block, button, context, divider, header, section
from bot.kit.texts import Texts
from rituals.messages import rituals as looks
from rituals.messages.home.paging import turns
from rituals.messages.home.records import Rituals


def rituals(texts: Texts, found: Rituals) -> list[Block]:
    """A page of them. What can be done with one stands on the page that its button opens."""
    blocks: list[Block] = [header(texts.plain("rituals.title"))]
    if not found.rituals:
        return [*blocks, section(texts.mrkdwn("home.no_rituals"))]
    for number, steered in enumerate(found.rituals):
        ritual = steered.ritual
        open_it = button(
            texts.plain("rituals.open"), looks.OPEN, ritual.id, describe=looks.name_of(texts, ritual)
        )
        told = looks.told_of(texts, steered)
        blocks += [divider()] if number else []
        blocks.append(section(told, accessory=open_it if found.steers else None))
    if found.steers:
        blocks += [divider(), looks.more(texts)]
    else:
        blocks.append(context(texts.mrkdwn("home.rituals_steered")))
    return [*blocks, *turns(texts, "rituals", found.page, is_more=found.is_more)]
