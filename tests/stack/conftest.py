"""The same paths on both stacks: the embedded default, and PostgreSQL with Redis."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from workshop.services import ADVICE, Services, find


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.stack)


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    if find() is None:
        pytest.skip(f"no PostgreSQL and Redis: {ADVICE}")
    with Services() as running:
        yield running


@pytest.fixture
def scaled(services: Services) -> dict[str, str]:
    """PostgreSQL with a database of the test's own, and a Redis that holds nothing: no test meets what another left."""
    with Redis.from_url(services.redis_url) as redis:
        redis.flushall()
    return {"DATABASE_URL": services.new_database(), "REDIS_URL": services.redis_url}


@pytest.fixture(params=["embedded", "scaled"])
def stack(request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment that makes a site run on this stack."""
    if request.param == "embedded":
        return {}
    found: dict[str, str] = request.getfixturevalue("scaled")
    return found
