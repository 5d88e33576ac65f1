"""PostgreSQL is stopped and started again while all work: they go on, nothing is lost, nothing is said twice."""

from pathlib import Path

import pytest

from tests.concurrency.company import PROCESSES, Company, open_company
from tests.databases import PostgresServer, own_postgres

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another


def test_postgresql_stops_and_starts_again(tmp_path: Path) -> None:
    with own_postgres() as server:
        databases = PostgresServer(server.get_uri())
        with databases.fresh() as url, open_company(url, tmp_path) as company:
            for _ in range(PROCESSES):
                company.start()
            for _ in range(2):
                wait_for_talk(company)
                server.stop()
                wait_for_silence(company)
                server.start()
            wait_for_talk(company)
            assert all(process.is_alive() for process in company.processes)
            company.end()
            assert {process.exitcode for process in company.processes} == {0}
            company.deliver_the_rest()
            company.check()
        databases.close()


def wait_for_talk(company: Company) -> None:
    """Until messages were said, and the ritual's next run too."""
    version, runs = company.world.version + 15, company.said_runs() + 1
    company.until(lambda: company.world.version >= version and company.said_runs() >= runs, company.feed)


def wait_for_silence(company: Company) -> None:
    """Until nobody says anything any more, as they can't know what."""
    version = company.world.version
    while (newer := company.world.wait_for_change(version, 1.0)) != version:
        version = newer
