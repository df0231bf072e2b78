"""What a scan looks for is found in a Redis, whatever kind of key holds it, and what is not there is not."""

import pytest
from django.conf import LazySettings
from django.utils import timezone
from redis import Redis

from hotsite.personal_data import stores
from privacy.declarations import Registry, days, declare_store
from privacy.erasure import scan
from privacy.erasure.executing import Erased
from privacy.erasure.findings import findings
from privacy.erasure.values import Value, Weight

WORD = "canary-adam@example.invalid"


@pytest.fixture
def redis(scaled: dict[str, str], settings: LazySettings) -> Redis:
    settings.REDIS_URL = scaled["REDIS_URL"]
    return Redis.from_url(settings.REDIS_URL)


def found_in() -> set[str]:
    """The keys in which the word is found."""
    of = Registry()
    declare_store(
        "redis",
        title="Redis",
        purpose="A test",
        locate=lambda: None,
        purge=lambda _before: 0,
        keep_for=days(1),
        contents=stores.redis_contents,
        into=of,
    )
    values = (Value(WORD, Weight.TELLING),)
    begun = scan.start(Erased("", {}, values, {}), about=1, then="", now=timezone.now(), of=of)
    while scan.run_slice(begun.pk, timezone.now(), of=of):
        pass
    begun.refresh_from_db()
    return {one.column for one in findings(begun) if one.place == "redis"}


@pytest.mark.django_db
def test_a_word_is_found_in_every_kind_of_key_until_it_is_gone(redis: Redis) -> None:
    redis.set("text", f"to {WORD}.")
    redis.rpush("list", "first", WORD.upper())
    redis.hset("hash", mapping={"to": WORD})
    redis.hset("hash-field", mapping={WORD: "1"})
    redis.sadd("set", WORD)
    redis.zadd("ordered", {WORD: 1})
    redis.xadd("stream", {"to": WORD})
    redis.set(f"key-{WORD}", "1")
    redis.set("other", "nobody@example.invalid")
    assert found_in() == {"text", "list", "hash", "hash-field", "set", "ordered", "stream", f"key-{WORD}"}
    redis.flushall()
    assert found_in() == set()


@pytest.mark.django_db
def test_ten_thousand_calls_are_looked_through(redis: Redis) -> None:
    with redis.pipeline() as pipe:
        for number in range(10_000):
            pipe.rpush("calls", f'{{"args": [{number}]}}')
            pipe.set(f"result-{number}", number)
        pipe.execute()
    redis.rpush("calls", WORD)
    assert found_in() == {"calls"}
