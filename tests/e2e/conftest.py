"""Each end-to-end test gets a house of its own, on each database.

What its house begins with is done once, by the front door, and copied. A file whose tests all begin in the same way says
so in a fixture `beginning` of its own.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.databases import Databases
from tests.e2e.beginnings import Beginning, Beginnings
from tests.e2e.house import House

Logs = list[MutableMapping[str, Any]]


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    """What is logged, kept from the terminal: there an error is drawn with all its variables, which takes seconds."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture(scope="session")
def beginnings(databases: Databases) -> Iterator[Beginnings]:
    """What houses begin with, done once."""
    beginnings = Beginnings(databases)
    yield beginnings
    beginnings.close()


@pytest.fixture
def beginning() -> Beginning:
    """What was done in the house before the test: its channels were chosen, in English."""
    return (House.set_up,)


@pytest.fixture
def house(backend: str, beginning: Beginning, beginnings: Beginnings) -> Iterator[House]:
    """A house with its beginning."""
    with beginnings.open(backend, beginning) as house:
        yield house


@pytest.fixture
def bare_house(backend: str, beginnings: Beginnings) -> Iterator[House]:
    """A house that nobody has set up."""
    with beginnings.open(backend, ()) as house:
        yield house
