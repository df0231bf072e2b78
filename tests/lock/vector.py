"""A way out: what the attacker's program does, from where, to whom, and what the visitor does next.

The attacker is the site's own program, gone bad: the scripts below are added to the site's own files (`armed.py`), so
they run under the page's own policy. Each is the body of an async function of

    g       the realm it works in: the page's window, a fresh frame's, another tab's, or a worker's global
    d       that realm's document
    to      the address it tries to reach; the mark to carry out is in it
    mark    the mark alone: letters and digits, also good for a host name
    x       scheme (of our page), port (of the foreign server), host (a foreign name with the mark), origin (ours),
            worker (a script of ours that runs as a worker), and the small tools of `attack.js`

A vector is tried to a foreign address, to a listed address of ours with a query, and to one that is not listed.
"""

from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """Where the script runs."""

    PAGE = "page"
    FRAME = "fresh frame"
    WORKER = "worker"
    SHARED_WORKER = "shared worker"
    SERVICE_WORKER = "service worker"
    #: A contact page in another tab, which our page tells what to do.
    PLAIN_TAB = "plain tab"
    #: The contact page that opened our page, reached through `opener`.
    OPENER = "opener"


class Target(Enum):
    """Whom the script tries to tell."""

    FOREIGN = "foreign server"
    LISTED = "our own server, listed address with a query"
    UNLISTED = "our own server, address that is not listed"


class Then(Enum):
    """What the visitor does next."""

    NOTHING = ""
    RELOAD = "then the visitor reloads"
    BACK_AND_FORWARD = "then the visitor goes back and forward"
    CLICK = "clicked by the visitor"
    CTRL_CLICK = "clicked with Ctrl"
    MIDDLE_CLICK = "clicked with the middle button"
    ALT_CLICK = "clicked with Alt"
    INSTALL = "then the browser asks whether it can be installed"
    LISTED_PAGE = "then the visitor follows a link to a tool"
    PLAIN_PAGE = "then the visitor follows a link to the contact page"


class Room(Enum):
    """What an attempt may disturb, and so must not share."""

    SHARED = "a tab with many others"
    #: What a browser does for the page that is looked at alone, it does not do for many side by side.
    IN_FRONT = "the tab in front, with others of its kind"
    OWN_TAB = "a tab"
    OWN_BROWSER = "a browser in which nothing else goes on"


PAGE, FRAME, WORKER = Place.PAGE, Place.FRAME, Place.WORKER
SHARED, SERVICE = Place.SHARED_WORKER, Place.SERVICE_WORKER
TAB, OPENER = Place.PLAIN_TAB, Place.OPENER

DOCUMENTS = (PAGE, FRAME)
WORKERS = (WORKER, SHARED, SERVICE)
EVERYWHERE = (*DOCUMENTS, *WORKERS, TAB, OPENER)

ANYBODY = (Target.FOREIGN, Target.LISTED, Target.UNLISTED)
OURS = (Target.LISTED, Target.UNLISTED)
THEIRS = (Target.FOREIGN,)

TOOL = "/en/tools/hl7-viewer/"
SCRIPT = "/static/first.js"
PICTURE = "/static/icon.svg"


@dataclass(frozen=True, kw_only=True)
class Vector:
    name: str
    script: str
    places: tuple[Place, ...] = DOCUMENTS
    targets: tuple[Target, ...] = ANYBODY
    then: Then = Then.NOTHING
    room: Room = Room.SHARED
    #: The listed address of ours that it asks for.
    own: str = TOOL

    @property
    def title(self) -> str:
        return f"{self.name}, {self.then.value}" if self.then.value else self.name


@dataclass(frozen=True)
class Pair:
    vector: Vector
    place: Place

    @property
    def name(self) -> tuple[str, str]:
        return self.vector.title, self.place.value
