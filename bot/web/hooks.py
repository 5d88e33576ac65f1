"""`POST /hooks/releases`: what tools outside tell us, signed."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify, request

from rituals.releases.importing.receiving import HookRefused, Received, verify
from storage.database import Unreachable

LARGEST = 200_000  # bytes


def make_hooks(secret: str, receive: Callable[[str, object], Received]) -> Blueprint:
    """`receive` takes the signature and the JSON of a request that was verified."""
    hooks = Blueprint("hooks", __name__)

    @hooks.post("/hooks/releases")
    def releases() -> tuple[Response, int]:
        body = request.get_data(cache=True)
        if len(body) > LARGEST:
            return jsonify(ok=False, error=f"up to {LARGEST} bytes are wanted"), 413
        signed = request.headers.get("X-Diapason-Signature", "")
        try:
            verify(secret, request.headers.get("X-Diapason-Timestamp", ""), signed, body, datetime.now(UTC))
            received = receive(signed, request.get_json(silent=True, force=True))
        except HookRefused as refused:
            return jsonify(ok=False, error=str(refused)), refused.status
        except Unreachable:
            return jsonify(ok=False, error="nothing was kept: the database is away, send it again later"), 503
        return jsonify(ok=True, reference=received.reference, new=received.new), 201 if received.new else 200

    return hooks
