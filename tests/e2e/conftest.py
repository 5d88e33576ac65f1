"""Each end-to-end test gets a house of its own, on each database."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.e2e.house import House, open_house

Logs = list[MutableMapping[str, Any]]


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    """What is logged, kept from the terminal: there an error is drawn with all its variables, which takes seconds."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def bare_house(database_url: str) -> Iterator[House]:
    """A house that nobody has set up."""
    with open_house(database_url) as house:
        yield house


@pytest.fixture
def house(bare_house: House) -> House:
    """A house with its channels chosen, in English."""
    bare_house.set_up()
    return bare_house
