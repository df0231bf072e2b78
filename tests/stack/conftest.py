"""The same paths on both stacks: the embedded default, and PostgreSQL with Redis."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(params=["embedded", "scaled"])
def stack(request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment that makes a site run on this stack."""
    if request.param == "embedded":
        return {}
    services: Services = request.getfixturevalue("services")
    return {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
