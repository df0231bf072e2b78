"""Ways to tell somebody without leaving the page: connections, programs, elements, styles, interfaces."""

from tests.lock.vector import (
    ANYBODY,
    DOCUMENTS,
    EVERYWHERE,
    FRAME,
    OPENER,
    OURS,
    PAGE,
    PICTURE,
    SCRIPT,
    SHARED,
    TAB,
    THEIRS,
    TOOL,
    WORKER,
    WORKERS,
    Place,
    Room,
    Target,
    Then,
    Vector,
)


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
    *(
        Vector(
            name=f"speculation rules, {kind}",
            script=f"x.speculate(d, '{kind}', to)",
            places=(PAGE,),
            room=Room.IN_FRONT,
        )
        for kind in ("prefetch", "prerender")
    ),
)

ELEMENTS = (
    Vector(name="img", script="x.put(d, 'img', { src: to })", own=PICTURE, places=(*DOCUMENTS, TAB, OPENER)),
    Vector(name="img srcset", script="x.put(d, 'img', { srcset: `${to} 1x` })", own=PICTURE),
    Vector(
        name="img, the mark in the host name",
        script="x.put(d, 'img', { src: `${x.scheme}://${x.host}/` })",
        targets=THEIRS,
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
        script="(d.querySelector('link[rel=manifest]') ?? x.link(d, to, 'manifest')).href = to",
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
