"""Inputs of forms whose words are texts of their own name."""

from bot.kit.blocks import Block, input_block
from bot.kit.texts import Texts


def labelled(texts: Texts, name: str, element: Block, *, needed: bool = False, hint: bool = False) -> Block:
    """An input whose label is the text `name`, and whose hint, if it has one, is the text `<name>_hint`."""
    words = texts.plain(f"{name}_hint") if hint else None
    return input_block(name, texts.plain(name), element, hint=words, optional=not needed)
