"""Where an export goes: a folder or a ZIP file. It is there whole or not at all, and for its owner's eyes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol, TextIO
from zipfile import ZIP_DEFLATED, ZipFile


class CantExport(Exception):
    """Nothing was written there; the words say why."""


class Place(Protocol):
    """Files by name, one after another."""

    def open(self, name: str) -> AbstractContextManager[TextIO]: ...


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, name: str) -> TextIO:
        return (self._path / name).open("x", encoding="utf-8", newline="")


class _Zip:
    def __init__(self, file: ZipFile) -> None:
        self._file = file

    @contextmanager
    def open(self, name: str) -> Iterator[TextIO]:
        with self._file.open(name, "w", force_zip64=True) as raw:
            text = TextIOWrapper(raw, encoding="utf-8", newline="")
            yield text
            text.flush()
            text.detach()


@contextmanager
def place(target: Path) -> Iterator[Place]:
    """The place to write to; at the end it becomes the target, which must not be there yet. Raises CantExport, OSError."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise CantExport(f"{target} is there already: give another name with --to")
    if not target.parent.is_dir():
        raise CantExport(f"{target.parent} is no folder: make it first")
    # Made by tempfile, so that nobody else may read them.
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.stem}-", dir=target.parent))
    try:
        if target.suffix.casefold() == ".zip":
            written = unfinished / target.name
            written.touch(mode=0o600)
            with ZipFile(written, "w", ZIP_DEFLATED) as file:
                yield _Zip(file)
            written.replace(target)
        else:
            yield _Folder(unfinished)
            unfinished.replace(target)
    finally:
        with suppress(FileNotFoundError):
            shutil.rmtree(unfinished)
