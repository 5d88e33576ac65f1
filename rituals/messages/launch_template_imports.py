"""The form of templates in which a file is pasted."""

from bot.kit.blocks import input_block, section, text_input
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.launch_templates import Name

IMPORT_FORM = "templates.import_form"
PASTED = "templates.form_pasted"
PASTED_INPUTS = 8


def pasted_input(number: int) -> str:
    """The name of the first (0), second, ... input for a pasted file."""
    return PASTED if number == 0 else f"{PASTED}_{number + 1}"


def import_form(texts: Texts, name: Name) -> View:
    """A file, pasted: YAML as exported, or a Markdown checklist."""
    inputs = [
        input_block(
            pasted_input(number),
            texts.plain(PASTED if number == 0 else "templates.form_pasted_more"),
            text_input(pasted_input(number), multiline=True),
            hint=texts.plain("templates.form_pasted_hint") if number == 0 else None,
            optional=number > 0,
        )
        for number in range(PASTED_INPUTS)
    ]
    return View(
        IMPORT_FORM,
        texts.plain("templates.import"),
        (section(texts.mrkdwn("templates.import_intro")), *inputs),
        texts.plain("forms.cancel"),
        submit=texts.plain("templates.import"),
        memory=name.written(),
    )
