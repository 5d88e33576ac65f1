"""Buttons, links, overflow menus and the questions asked before an act."""

from markupsafe import Markup

from bot.playground.mrkdwn import is_address, render_mrkdwn, render_plain
from bot.playground.render.controls import Act
from bot.playground.render.element import Element, acting, attributes, text_of
from bot.playground.render.viewer import Block
from bot.playground.words import words

BUTTON_KINDS = frozenset(("button", "overflow"))


def render_button(element: Element) -> Markup:
    """A submit button of the surface's form; with a question, one that opens a dialog in the form."""
    if element.kind == "overflow":
        return _overflow(element)
    block = element.block
    label = render_plain(text_of(block.get("text")) or block.get("action_id", ""))
    style = block.get("style", "")
    look = attributes(
        class_=f"button {style}".strip(), id=element.id, aria_label=str(block.get("accessibility_label", ""))
    )
    if is_address(str(block.get("url", ""))):
        # Slack opens the address and tells the app as well.
        return Markup(
            '<span{}><a href="{}" target="_blank" rel="noopener noreferrer"{}>{}</a></span>'
        ).format(acting(element, "click"), block["url"], look, label)
    if question := block.get("confirm"):
        return _confirmed(element, question, look, label)
    return _submit(Act(element.address), look, label)


def _submit(act: Act, look: Markup, label: Markup) -> Markup:
    return Markup('<button name="act" formnovalidate{}{}>{}</button>').format(
        attributes(value=act.write()), look, label
    )


def _confirmed(element: Element, question: Block, look: Markup, label: Markup) -> Markup:
    dialog = f"{element.id}-confirm"
    text = question.get("text") or {}
    said = (
        render_mrkdwn(text_of(text), element.viewer, element.lookup)
        if text.get("type") == "mrkdwn"
        else render_plain(text_of(text))
    )
    style = question.get("style", "primary")
    return Markup(
        '<button type="button" data-opens="{dialog}"{look}>{label}</button>'
        '<dialog class="confirm" id="{dialog}" aria-labelledby="{dialog}-title">'
        '<h2 id="{dialog}-title">{title}</h2>'
        '<p class="text">{text}</p><div class="buttons">'
        '<button type="button" class="button" data-closes="{dialog}">{deny}</button>{yes}</div></dialog>'
    ).format(
        dialog=dialog,
        look=look,
        label=label,
        title=render_plain(text_of(question.get("title"))),
        text=said,
        deny=render_plain(text_of(question.get("deny"))),
        yes=_submit(
            Act(element.address),
            attributes(class_=f"button {style}"),
            render_plain(text_of(question.get("confirm"))),
        ),
    )


def _overflow(element: Element) -> Markup:
    items = [_overflow_item(element, option) for option in element.block.get("options", [])]
    name = element.block.get("accessibility_label") or words(element.viewer.language)["more_actions"]
    return Markup(
        '<details class="overflow"><summary class="button" aria-label="{}" id="{}">⋯</summary>'
        '<div class="menu">{}</div></details>'
    ).format(name, element.id, Markup("").join(items))


def _overflow_item(element: Element, option: Block) -> Markup:
    label = render_plain(text_of(option.get("text")))
    if is_address(str(option.get("url", ""))):
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
            option["url"], label
        )
    return _submit(Act(element.address, option), attributes(class_="menu-item"), label)
