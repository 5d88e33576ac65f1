"""Files that the app uploads: an address for the bytes, then, complete, in a conversation.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import RLock

from bot.playground.world.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class File:
    """A file; `content` is None until its bytes have come, `shared` says whether it is complete."""

    id: str
    name: str
    title: str
    size: int
    content: bytes | None = None
    shared: bool = False

    @property
    def kind(self) -> str:
        return "text/csv" if self.name.casefold().endswith(".csv") else "application/octet-stream"


class Files:
    """The files of a workspace by id, and the addresses where bytes are awaited."""

    def __init__(self, lock: RLock, new_id: Callable[[str], str]) -> None:
        self._lock = lock
        self._new_id = new_id
        self._files: dict[str, File] = {}
        self._awaited: dict[str, str] = {}

    def begin(self, name: str, size: int) -> tuple[File, str]:
        """A file to come, and the ticket under which its bytes are awaited."""
        with self._lock:
            file = File(id=self._new_id("F"), name=name, title=name, size=size)
            ticket = secrets.token_urlsafe(16)
            self._files[file.id] = file
            self._awaited[ticket] = file.id
            return file, ticket

    def receive(self, ticket: str, content: bytes) -> File:
        """The bytes of a file, once. Refusal for an unknown ticket, or for more or fewer bytes than were told."""
        with self._lock:
            file = self._files.get(self._awaited.get(ticket, ""))
            if file is None:
                raise Refusal("not_found")
            if len(content) != file.size:
                raise Refusal("size_mismatch")
            del self._awaited[ticket]
            return self._put(replace(file, content=content))

    def complete(self, file_id: str, title: str) -> File:
        """The file, to be shared now; Refusal `file_not_found` where its bytes never came, or it was shared before."""
        with self._lock:
            file = self._files.get(file_id)
            if file is None or file.content is None or file.shared:
                raise Refusal("file_not_found")
            return self._put(replace(file, title=title or file.title, shared=True))

    def get(self, file_id: str) -> File | None:
        with self._lock:
            return self._files.get(file_id)

    def _put(self, file: File) -> File:
        self._files[file.id] = file
        return file
