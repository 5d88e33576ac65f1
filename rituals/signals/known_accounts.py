"""The accounts that reading knows by name, kept ready between captures."""

from threading import Lock
from weakref import WeakKeyDictionary

from rituals.signals.reading import KnownAccounts
from storage import accounts
from storage.database import Transaction
