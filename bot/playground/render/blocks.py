"""Every block of Block Kit that the bot may use, as HTML: https://docs.slack.dev/reference/block-kit/blocks"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.playground.mrkdwn import render_mrkdwn, render_plain
from bot.playground.render.buttons import BUTTON_KINDS, render_button
from bot.playground.render.charts import render_chart
from bot.playground.render.element import Element, attributes, text_of
from bot.playground.render.fields import FIELD_KINDS, render_field
from bot.playground.render.markdown import render_markdown
from bot.playground.render.rich_text import render_rich_text
from bot.playground.render.selects import GROUP_KINDS, SELECT_KINDS, render_select
from bot.playground.render.tables import render_table
from bot.playground.render.viewer import Block, Lookup, Surface, Viewer
from bot.playground.words import words

_NOWHERE = Surface("message", "", "", "none")
_FIELD = Markup(
    '<div class="block field{refused}"><label class="label" for="{id}">{label}</label>{inside}</div>'
)
_GROUP = Markup(
    '<fieldset class="block field{refused}"><legend class="label" id="{id}-label">{label}</legend>{inside}</fieldset>'
)
_TASK_MARKS = {"pending": "○", "in_progress": "◐", "complete": "●", "error": "✕"}


def render_blocks(
    blocks: Sequence[Block], viewer: Viewer, lookup: Lookup, surface: Surface = _NOWHERE
) -> Markup:
    """The blocks one under the other, for this reader.

    The elements in them are controls: the caller puts a `<form>` for `surface` around them. A block of an
    unknown type is shown as a note with its type, so that it is seen rather than lost.
    """
    return Markup("").join(_Painter(viewer, lookup, surface).block(block) for block in blocks)


def render_text(text: object, viewer: Viewer, lookup: Lookup) -> Markup:
    """A text object: mrkdwn or plain."""
    if isinstance(text, dict) and text.get("type") == "mrkdwn":
        return render_mrkdwn(text_of(text), viewer, lookup)
    return render_plain(text_of(text))


class _Painter:
    """Draws blocks on one surface for one reader."""

    def __init__(self, viewer: Viewer, lookup: Lookup, surface: Surface) -> None:
        self.viewer = viewer
        self.lookup = lookup
        self.surface = surface
        self._painters: dict[str, Callable[[Block], Markup]] = {
            "section": self._section,
            "header": self._header,
            "divider": lambda _: Markup('<hr class="divider">'),
            "context": self._context,
            "actions": self._actions,
            "context_actions": self._actions,
            "image": self._image,
            "input": self._input,
            "rich_text": lambda block: render_rich_text(block, viewer, lookup),
            "markdown": lambda block: render_markdown(str(block.get("text", ""))),
            "table": lambda block: render_table(block, viewer, lookup),
            "data_table": lambda block: render_table(block, viewer, lookup),
            "data_visualization": lambda block: render_chart(block, viewer),
            "alert": self._alert,
            "card": self._card,
            "carousel": self._carousel,
            "container": self._container,
            "plan": self._plan,
            "task_card": self._task,
        }

    def block(self, block: Block) -> Markup:
        kind = str(block.get("type"))
        painter = self._painters.get(kind)
        if painter is None:
            return Markup('<p class="unknown">{}</p>').format(kind)
        return painter(block)

    def _text(self, text: object) -> Markup:
        return render_text(text, self.viewer, self.lookup)

    def _element(self, block: Block, block_id: str) -> Markup:
        label = str(block.get("accessibility_label") or text_of(block.get("placeholder")))
        return self._draw(Element(block, block_id, self.surface, self.viewer, self.lookup, label=label))

    def _draw(self, element: Element) -> Markup:
        if element.kind in BUTTON_KINDS:
            return render_button(element)
        if element.kind in SELECT_KINDS:
            return render_select(element)
        if element.kind in FIELD_KINDS:
            return render_field(element)
        if element.kind == "image":
            return _picture(element.block, "thumbnail")
        return Markup('<p class="unknown">{}</p>').format(element.kind)

    # Layout -------------------------------------------------------------------------------------------------

    def _section(self, block: Block) -> Markup:
        main = Markup("")
        if block.get("text"):
            main += Markup('<div class="text">{}</div>').format(self._text(block["text"]))
        if block.get("fields"):
            fields = [
                Markup('<div class="text">{}</div>').format(self._text(text)) for text in block["fields"]
            ]
            main += Markup('<div class="fields">{}</div>').format(Markup("").join(fields))
        accessory = block.get("accessory")
        if not accessory:
            return Markup('<div class="block section">{}</div>').format(main)
        return Markup(
            '<div class="block section with-accessory"><div>{}</div><div class="accessory">{}</div></div>'
        ).format(main, self._element(accessory, str(block.get("block_id", ""))))

    def _header(self, block: Block) -> Markup:
        level = min(max(int(block.get("level", 3)), 1), 6)
        # The page's title is a first heading, a modal's a second one: what is in them comes next.
        rank = 3 if self.surface.kind == "modal" else 2
        return Markup('<h{rank} class="block header size-{level}">{text}</h{rank}>').format(
            rank=rank, level=level, text=self._text(block.get("text"))
        )

    def _context(self, block: Block) -> Markup:
        pieces = [
            _picture(element, "tiny")
            if element.get("type") == "image"
            else Markup('<span class="text">{}</span>').format(self._text(element))
            for element in block.get("elements", [])
        ]
        return Markup('<div class="block context">{}</div>').format(Markup("").join(pieces))

    def _actions(self, block: Block) -> Markup:
        block_id = str(block.get("block_id", ""))
        pieces = [self._element(element, block_id) for element in block.get("elements", [])]
        return Markup('<div class="block actions">{}</div>').format(Markup("").join(pieces))

    def _image(self, block: Block) -> Markup:
        caption = self._text(block.get("title"))
        return Markup('<figure class="block image">{}{}</figure>').format(
            Markup("<figcaption>{}</figcaption>").format(caption) if caption else "", _picture(block, "full")
        )

    def _input(self, block: Block) -> Markup:
        """A labelled field with its hint and its error, tied to it for screen readers."""
        block_id = str(block.get("block_id", ""))
        inner = block.get("element", {})
        optional = bool(block.get("optional"))
        error = self.surface.errors.get(block_id)
        base = Element(
            inner,
            block_id,
            self.surface,
            self.viewer,
            self.lookup,
            acts=bool(block.get("dispatch_action")),
            required=not optional,
            invalid=error is not None,
        )
        notes = {f"{base.id}-hint": text_of(block.get("hint")), f"{base.id}-error": error or ""}
        notes = {key: note for key, note in notes.items() if note}
        element = replace(base, described_by=" ".join(notes))
        label = self._text(block.get("label"))
        if optional:
            label += Markup(" <small>({})</small>").format(words(self.viewer.language)["optional"])
        inside = Markup("{}{}").format(
            self._draw(element),
            Markup("").join(
                Markup('<p class="{}" id="{}">{}</p>').format(key.rpartition("-")[2], key, render_plain(note))
                for key, note in notes.items()
            ),
        )
        shape = _GROUP if element.kind in GROUP_KINDS else _FIELD
        return shape.format(refused=" refused" if error else "", id=element.id, label=label, inside=inside)

    # Blocks of 2026, drawn simply ---------------------------------------------------------------------------

    def _alert(self, block: Block) -> Markup:
        level = str(block.get("level", "default"))
        role = "alert" if level == "error" else "note"
        return Markup('<div class="block alert {}" role="{}"><div class="text">{}</div></div>').format(
            level, role, self._text(block.get("text"))
        )

    def _card(self, block: Block) -> Markup:
        hero, icon = block.get("hero_image"), block.get("icon")
        actions = [
            self._element(action, str(block.get("block_id", ""))) for action in block.get("actions", [])
        ]
        pieces = [
            _picture(hero, "hero") if hero else "",
            _picture(icon, "tiny") if icon else "",
            *(
                Markup('<div class="card-{} text">{}</div>').format(part, self._text(block[part]))
                for part in ("title", "subtitle", "body")
                if block.get(part)
            ),
            Markup('<div class="actions">{}</div>').format(Markup("").join(actions)) if actions else "",
        ]
        return Markup('<div class="block card">{}</div>').format(Markup("").join(pieces))

    def _carousel(self, block: Block) -> Markup:
        cards = Markup("").join(self._card(card) for card in block.get("elements", []))
        name = words(self.viewer.language)["carousel"]
        return Markup(
            '<div class="block carousel" role="region" tabindex="0" aria-label="{}">{}</div>'
        ).format(name, cards)

    def _container(self, block: Block) -> Markup:
        inside = Markup("").join(self.block(child) for child in block.get("child_blocks", []))
        title = self._text(block.get("title"))
        if block.get("rich_text_title"):
            title = render_rich_text(block["rich_text_title"], self.viewer, self.lookup)
        if block.get("subtitle"):
            title += Markup('<small class="hint">{}</small>').format(self._text(block["subtitle"]))
        if not block.get("is_collapsible"):
            head = Markup('<div class="container-title">{}</div>').format(title) if title else ""
            return Markup('<div class="block container">{}{}</div>').format(head, inside)
        return Markup('<details class="block container"{}><summary>{}</summary>{}</details>').format(
            attributes(open=not block.get("default_collapsed")), title, inside
        )

    def _plan(self, block: Block) -> Markup:
        tasks = Markup("").join(self._task(task) for task in block.get("tasks", []))
        title = render_plain(text_of(block.get("title")))
        return Markup('<div class="block plan"><div class="container-title">{}</div>{}</div>').format(
            title, tasks
        )

    def _task(self, block: Block) -> Markup:
        status = str(block.get("status", "pending"))
        details = [
            render_rich_text(block[part], self.viewer, self.lookup)
            for part in ("details", "output")
            if isinstance(block.get(part), dict)
        ]
        return Markup(
            '<div class="block task {}"><span class="task-mark" role="img" aria-label="{}">{}</span>'
            "<div><strong>{}</strong>{}</div></div>"
        ).format(
            status,
            words(self.viewer.language).get(f"task_{status}", status),
            _TASK_MARKS.get(status, "○"),
            render_plain(text_of(block.get("title"))),
            Markup("").join(details),
        )


def _picture(block: Block, size: str) -> Markup:
    """An image of the page itself; one from outside is described in words: nothing is loaded from there."""
    address, described = str(block.get("image_url", "")), str(block.get("alt_text", ""))
    if address.startswith(("/static/", "data:image/")):
        return Markup('<img class="{}" src="{}" alt="{}" loading="lazy">').format(size, address, described)
    return Markup('<span class="picture {}" role="img" aria-label="{}">{}</span>').format(
        size, described, described if size in ("full", "hero") else described[:1]
    )
