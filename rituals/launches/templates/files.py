"""The templates that come with Diapason."""

from functools import cache
from importlib import resources
from itertools import takewhile

from rituals.launches.templates.model import CUSTOMERS, Template
from rituals.launches.templates.reading import read


@cache
def shipped_text(audience: str, language: str) -> str:
    """The file for launches to this audience, in a language."""
    folder = resources.files("rituals.launches.templates")
    return folder.joinpath(f"{audience}.{language}.yaml").read_text(encoding="utf-8")


@cache
def shipped(audience: str, language: str) -> Template:
    """What the file says."""
    return read(shipped_text(audience, language))


@cache
def header(language: str) -> str:
    """What each key means, in comments, for who opens a file that Diapason wrote."""
    lines = shipped_text(CUSTOMERS, language).splitlines(keepends=True)[1:]
    return "".join(takewhile(lambda line: line.startswith("#"), lines)).removeprefix("#\n")
