// The first script of every page, before anything is drawn and before any other code runs.
//
// 1. The theme the visitor chose here, the one choice that these pages keep in the browser.
// 2. Trusted Types: a script or worker may come from a listed address of our own, and text never becomes markup.
// 3. The guard. A browser that blocks a navigation leaves its error page behind, and a reload of that page is the
//    user's own: it would go out. So a navigation to an address that is not listed is stopped before it begins.
//    What it needs of the platform is taken now: code that runs later cannot swap it.
(() => {
  "use strict";
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is refused: the system's own theme holds.
  }

  const own = document.currentScript.dataset;
  const absolute = (address) => (address[0] === "/" ? location.origin + address : address);
  const listed = (text) => Object.freeze((text ?? "").split(" ").filter(Boolean).map(absolute));
  const pages = listed(own.pages);
  const scripts = listed(own.scripts);

  const sameText = (a, b) => {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  };
  const isIn = (list, count, text) => {
    for (let i = 0; i < count; i++) if (sameText(list[i], text)) return true;
    return false;
  };

  if (self.trustedTypes) {
    const URLOf = URL;
    const count = scripts.length;
    const base = location.origin;
    const refuse = () => {
      throw new TypeError("not a script of this site");
    };
    trustedTypes.createPolicy("default", {
      createScriptURL: (address) => {
        const whole = new URLOf(address, base).href;
        return isIn(scripts, count, whole) ? whole : refuse();
      },
    });
  }

  if (!self.navigation || pages.length === 0) return; // no such interface, or not a locked page
  const apply = Reflect.apply;
  const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const destinationOf = getter(NavigateEvent, "destination");
  const urlOf = getter(NavigationDestination, "url");
  const downloadOf = getter(NavigateEvent, "downloadRequest");
  const stop = Event.prototype.preventDefault;
  const tell = EventTarget.prototype.dispatchEvent;
  const Notice = CustomEvent;
  const here = window;
  const count = pages.length;

  const withoutFragment = (address) => {
    let end = 0;
    while (end < address.length && address[end] !== "#") end++;
    let text = "";
    for (let i = 0; i < end; i++) text += address[i];
    return text;
  };
  const isBlob = (address) =>
    address[0] === "b" && address[1] === "l" && address[2] === "o" && address[3] === "b" && address[4] === ":";

  navigation.addEventListener(
    "navigate",
    (event) => {
      let good = false;
      try {
        const address = apply(urlOf, apply(destinationOf, event, []), []);
        const download = apply(downloadOf, event, []);
        good = download === null ? isIn(pages, count, withoutFragment(address)) : isBlob(address);
      } catch {
        good = false;
      }
      if (good) return;
      apply(stop, event, []);
      try {
        apply(tell, here, [new Notice("blocked-navigation")]);
      } catch {
        // Nobody listens.
      }
    },
    { capture: true },
  );
})();
