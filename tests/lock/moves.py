"""Ways to tell somebody by going somewhere, by a visitor's click, or by what a later request carries."""

from collections.abc import Iterable

from tests.lock.vector import DOCUMENTS, FRAME, OPENER, OURS, PAGE, TAB, THEIRS, TOOL, Place, Room, Target, Then, Vector

#: Ways to leave the page, each tried in a tab of its own, once as it is and once with a reload of what is left there.
_LEAVING = {
    "location.href": "g.location.href = to",
    "location.assign": "g.location.assign(to)",
    "location.replace": "g.location.replace(to)",
    "navigation.navigate": "g.navigation.navigate(to).finished.catch(() => 0)",
    "anchor": "x.put(d, 'a', { href: to }).click()",
    "svg anchor": "x.draw(d, 'a', { href: to }).dispatchEvent(new g.MouseEvent('click'))",
    "area of an image map": "x.put(x.put(d, 'map'), 'area', { href: to }).click()",
    "form, GET": "x.form(d, 'GET', to, mark)",
    "form, POST": "x.form(d, 'POST', to, mark)",
    "button's formaction": "x.put(x.put(d, 'form', { method: 'POST' }), 'button', { formaction: to }).click()",
    "meta refresh": "x.put(d, 'meta', { 'http-equiv': 'refresh', content: `0; url=${to}` })",
}
#: Ways to open another window.
_OPENING = {
    "window.open": "g.open(to)",
    "window.open, noopener": "g.open(to, '_blank', 'noopener')",
    "anchor to a new tab": "x.put(d, 'a', { href: to, target: '_blank' }).click()",
    "form to a new tab": "x.form(d, 'POST', to, mark, '_blank')",
    "popup, then its location": "g.open('about:blank').location.href = to",
}


def _moves(
    ways: Iterable[tuple[str, str]],
    then: Then,
    *,
    places: tuple[Place, ...] = DOCUMENTS,
    targets: tuple[Target, ...] = (Target.FOREIGN, Target.LISTED),
) -> tuple[Vector, ...]:
    return tuple(
        Vector(name=name, script=script, then=then, places=places, targets=targets, room=Room.OWN_TAB)
        for name, script in ways
    )


def _named(*names: str) -> list[tuple[str, str]]:
    return [(name, (_LEAVING | _OPENING)[name]) for name in names]


MOVES = (
    *_moves(_LEAVING.items(), Then.NOTHING, places=(PAGE,)),
    *_moves(_named("location.href", "anchor", "form, POST"), Then.NOTHING, places=(TAB, OPENER), targets=THEIRS),
    *_moves(_LEAVING.items(), Then.RELOAD, places=(PAGE,), targets=THEIRS),
    *_moves(_named("location.href", "anchor", "form, GET"), Then.RELOAD, places=(TAB, OPENER), targets=THEIRS),
    *_moves(_named("location.href"), Then.BACK_AND_FORWARD, places=(PAGE, TAB), targets=THEIRS),
    *_moves(_OPENING.items(), Then.NOTHING),
    *_moves(_OPENING.items(), Then.RELOAD, targets=THEIRS),
    *_moves(_named("window.open"), Then.RELOAD, places=(TAB,), targets=THEIRS),
    Vector(name="location of the page above", script="g.top.location.href = to", places=(FRAME,), room=Room.OWN_TAB),
    Vector(
        name="location of the page above",
        script="g.top.location.href = to",
        places=(FRAME,),
        targets=THEIRS,
        then=Then.RELOAD,
        room=Room.OWN_TAB,
    ),
    Vector(
        name="anchor to the page above",
        script="x.put(d, 'a', { href: to, target: '_top' }).click()",
        places=(FRAME,),
        targets=THEIRS,
        then=Then.RELOAD,
        room=Room.OWN_TAB,
    ),
    Vector(
        name="popup, then writing into it",
        script="g.open('about:blank').document.write(`<img src='${to}'>`)",
        places=(PAGE,),
        room=Room.OWN_TAB,
    ),
    Vector(
        name="location with a javascript address",
        script="g.location.href = `javascript:void fetch('${to}', { mode: 'no-cors' })`",
        places=(PAGE,),
        room=Room.OWN_TAB,
    ),
    Vector(
        name="location with a blob",
        script="g.location.href = x.blob(g, `<img src='${to}'>`, 'text/html')",
        places=(PAGE,),
        room=Room.OWN_TAB,
    ),
    Vector(
        name="document.open and write",
        script="d.open(); d.write(`<img src='${to}'>`); d.close()",
        places=(PAGE,),
        room=Room.OWN_TAB,
    ),
)

#: Links that a visitor is lured to click: a real press of the mouse, not a script's.
LURES = tuple(
    Vector(
        name="link over the whole page",
        script="x.lure(d, to)",
        places=DOCUMENTS,
        targets=(Target.FOREIGN, Target.LISTED),
        then=then,
        room=Room.OWN_TAB,
    )
    for then in (Then.CLICK, Then.CTRL_CLICK, Then.MIDDLE_CLICK, Then.ALT_CLICK)
)

#: What is put down here and carried by an allowed request later.
CARRIED = (
    *(
        Vector(
            name="cookie",
            script="d.cookie = `${mark}=1; path=/`",
            places=(PAGE,),
            targets=(Target.LISTED,),
            then=then,
            room=Room.OWN_BROWSER,
        )
        for then in (Then.RELOAD, Then.PLAIN_PAGE)
    ),
    *(
        Vector(
            name="history.pushState",
            script="g.history.pushState({}, '', to)",
            places=(PAGE,),
            targets=OURS,
            then=then,
            room=Room.OWN_TAB,
        )
        for then in (Then.RELOAD, Then.LISTED_PAGE, Then.PLAIN_PAGE)
    ),
    Vector(
        name="history.pushState of the page above",
        script="g.top.history.pushState({}, '', to)",
        places=(FRAME,),
        targets=OURS,
        then=Then.RELOAD,
        room=Room.OWN_TAB,
    ),
    Vector(
        name="history.replaceState",
        script="g.history.replaceState({}, '', to)",
        places=(PAGE,),
        targets=OURS,
        then=Then.RELOAD,
        room=Room.OWN_TAB,
    ),
    Vector(
        name="Referer after history.pushState",
        script=f"g.history.pushState({{}}, '', to); x.put(d, 'img', {{ referrerpolicy: 'unsafe-url', src: '{TOOL}' }})",
        places=(PAGE,),
        targets=OURS,
        room=Room.OWN_TAB,
    ),
)
