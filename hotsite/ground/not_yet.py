"""The date of what has not happened. A date that a time to keep counts from is never null."""

from datetime import UTC, datetime

#: Far enough that no purge comes near it, and within what every database can hold.
NOT_YET = datetime(9000, 1, 1, tzinfo=UTC)
