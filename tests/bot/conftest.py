"""What tests of the machine share."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.bot.stage import Stage, open_stage


@pytest.fixture
def stage(database: Database) -> Iterator[Stage]:
    with open_stage(database) as stage:
        yield stage
