"""Facts about the machine itself, by name: the ticker's last beat, the demo's clock."""

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import machine
from storage.upsert import put as upsert

BEAT = "beat"  # when the ticker last looked (real time, ISO)


def put(tx: Transaction, name: str, value: str) -> None:
    upsert(tx, machine, {"name": name}, {"value": value})


def get(tx: Transaction, name: str) -> str | None:
    return tx.scalar(select(machine.c.value).where(machine.c.name == name))
