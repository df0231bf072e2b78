"""Every vector, and every pair of a vector and the place where it is tried."""

from tests.lock.loads import CONNECTIONS, ELEMENTS, INTERFACES, PROGRAMS, STYLES
from tests.lock.moves import CARRIED, LURES, MOVES
from tests.lock.vector import Pair, Vector

VECTORS: tuple[Vector, ...] = (
    *CONNECTIONS, *PROGRAMS, *ELEMENTS, *STYLES, *INTERFACES, *MOVES, *LURES, *CARRIED,
)  # fmt: skip
PAIRS: tuple[Pair, ...] = tuple(Pair(vector, place) for vector in VECTORS for place in vector.places)
