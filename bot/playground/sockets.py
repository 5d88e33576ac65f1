"""Socket Mode: the app opens a WebSocket to the playground and is handed requests through it.

https://docs.slack.dev/apis/events-api/using-socket-mode; frames: RFC 6455, here only those that fit in memory.
"""

import base64
import hashlib
import json
import secrets
import socket
import struct
import uuid
from dataclasses import dataclass, field
from threading import Condition, Lock
from typing import Any

Json = dict[str, Any]

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


def accept_key(key: str) -> str:
    """The proof of having read the client's key (RFC 6455, 4.2.2)."""
    return base64.b64encode(hashlib.sha1(f"{key}{_GUID}".encode()).digest()).decode()  # noqa: S324 (as the RFC says)


class Connection:
    """One WebSocket with the app, from the server's side."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._writing = Lock()

    def accept(self, key: str) -> None:
        """Answer the client's handshake."""
        lines = (
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Accept: {accept_key(key)}",
        )
        with self._writing:
            self._socket.sendall("\r\n".join((*lines, "", "")).encode())

    def send(self, message: Json) -> None:
        self._write(_TEXT, json.dumps(message).encode())

    def receive(self) -> Json | None:
        """The next message; None when the client has gone. Pings are answered on the way."""
        text = b""
        while True:
            try:
                opcode, final, data = self._read_frame()
            except (EOFError, OSError):
                return None
            if opcode == _CLOSE:
                return None
            if opcode == _PING:
                self._write(_PONG, data)
            elif opcode != _PONG:
                text += data
                if final:
                    message: Json = json.loads(text)
                    return message

    def close(self) -> None:
        """Hang up."""
        try:
            self._write(_CLOSE, b"")
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already

    def _write(self, opcode: int, data: bytes) -> None:
        length = len(data)
        if length < 126:
            head = struct.pack("!BB", 0x80 | opcode, length)
        elif length < 1 << 16:
            head = struct.pack("!BBH", 0x80 | opcode, 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 127, length)
        with self._writing:
            self._socket.sendall(head + data)

    def _read_frame(self) -> tuple[int, bool, bytes]:
        first, second = self._read(2)
        length = second & 0x7F
        if length == 126:
            length = struct.unpack("!H", self._read(2))[0]
        elif length == 127:
            length = struct.unpack("!Q", self._read(8))[0]
        mask = self._read(4) if second & 0x80 else bytes(4)
        data = bytes(byte ^ mask[index % 4] for index, byte in enumerate(self._read(length)))
        return first & 0x0F, bool(first & 0x80), data

    def _read(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            chunk = self._socket.recv(length - len(data))
            if not chunk:
                raise EOFError
            data += chunk
        return data


@dataclass
class _Waiting:
    """A request that was sent and not acknowledged yet; `answer` is set when it is."""

    answered: bool = False
    answer: Any = field(default=None)


class Sockets:
    """The app's open sockets. Each request goes to one of them, in turn."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._tickets: set[str] = set()
        self._open: list[Connection] = []
        self._waiting: dict[str, _Waiting] = {}

    def new_address(self, url: str) -> str:
        """Where the app may open one socket, once (apps.connections.open)."""
        ticket = secrets.token_urlsafe(12)
        with self._condition:
            self._tickets.add(ticket)
        return f"{url.replace('http://', 'ws://', 1)}/link/?ticket={ticket}"

    @property
    def count(self) -> int:
        with self._condition:
            return len(self._open)

    def wait_for_connection(self, timeout: float) -> bool:
        """Whether a socket is open, at the latest after `timeout` seconds."""
        with self._condition:
            return self._condition.wait_for(lambda: bool(self._open), timeout)

    def serve(self, connection: Connection, ticket: str, key: str, app_id: str) -> bool:
        """Greet the app and read its acknowledgements until it hangs up; False for an unknown ticket."""
        with self._condition:
            if ticket not in self._tickets:
                return False
            self._tickets.remove(ticket)
        connection.accept(key)
        with self._condition:
            self._open.append(connection)
            self._condition.notify_all()
        try:
            connection.send(
                {
                    "type": "hello",
                    "num_connections": self.count,
                    "debug_info": {"host": "playground"},
                    "connection_info": {"app_id": app_id},
                }
            )
            while (message := connection.receive()) is not None:
                self._acknowledge(message)
        finally:
            with self._condition:
                self._open.remove(connection)
                self._condition.notify_all()
        return True

    def request(self, kind: str, payload: Json, timeout: float, **more: Any) -> Any:
        """Send a request to the app; what it acknowledged it with, {} for nothing.

        `kind` is slash_commands, interactive or events_api. Raises ConnectionError when no socket is open,
        TimeoutError without an acknowledgement in `timeout` seconds.
        """
        envelope = str(uuid.uuid4())
        waiting = _Waiting()
        with self._condition:
            if not self._open:
                raise ConnectionError("no socket is open")
            connection = self._open.pop(0)
            self._open.append(connection)  # the next request goes to the next socket
            self._waiting[envelope] = waiting
        try:
            connection.send(
                {
                    "envelope_id": envelope,
                    "type": kind,
                    "payload": payload,
                    "accepts_response_payload": kind != "events_api",
                    **more,
                }
            )
            with self._condition:
                if not self._condition.wait_for(lambda: waiting.answered, timeout):
                    raise TimeoutError
        finally:
            with self._condition:
                del self._waiting[envelope]
        return waiting.answer or {}

    def disconnect(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        with self._condition:
            connections = tuple(self._open)
        for connection in connections:
            connection.send({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    def close(self) -> None:
        """Hang up on every socket."""
        with self._condition:
            connections = tuple(self._open)
        for connection in connections:
            connection.close()

    def _acknowledge(self, message: Json) -> None:
        with self._condition:
            waiting = self._waiting.get(str(message.get("envelope_id")))
            if waiting is not None:
                waiting.answered, waiting.answer = True, message.get("payload")
                self._condition.notify_all()
