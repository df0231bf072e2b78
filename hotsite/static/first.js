// The first script of every page, before anything is drawn and before any other code runs.
//
// 1. The theme the visitor chose here, the one choice that these pages keep in the browser.
// 2. Trusted Types: a script or worker may come from a listed address of our own, and text never becomes markup.
// 3. The guard. A browser that blocks a navigation leaves its error page behind, and a reload of that page is the
//    user's own: it would go out. So a locked page's navigation to an address that is not listed, and any page's to
//    another site, is stopped before it begins. So is Alt and a click: with it the browser itself saves what a link
//    leads to. What the guard needs of the platform is taken now: code that runs later cannot swap it.
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

  if (!self.navigation) return; // no such interface
  const apply = Reflect.apply;
  const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const destinationOf = getter(NavigateEvent, "destination");
  const urlOf = getter(NavigationDestination, "url");
  const downloadOf = getter(NavigateEvent, "downloadRequest");
  const altKeyOf = getter(MouseEvent, "altKey");
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
  const startsWith = (address, start) => {
    for (let i = 0; i < start.length; i++) if (address[i] !== start[i]) return false;
    return true;
  };
  // The tools may have a host of their own: then the site is two.
  const sites = Object.freeze([`${location.origin}/`, "mailto:", ...(own.sites ?? "").split(" ").filter(Boolean)]);
  const several = sites.length;
  const isOurs = (address) => {
    for (let i = 0; i < several; i++) if (startsWith(address, sites[i])) return true;
    return false;
  };
  const mayGoTo = count > 0 ? (address) => isIn(pages, count, withoutFragment(address)) : isOurs;
  const mayDownload = (address) => startsWith(address, "blob:") || (count === 0 && isOurs(address));

  navigation.addEventListener(
    "navigate",
    (event) => {
      let good = false;
      try {
        const address = apply(urlOf, apply(destinationOf, event, []), []);
        const download = apply(downloadOf, event, []);
        good = download === null ? mayGoTo(address) : mayDownload(address);
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
  addEventListener(
    "click",
    (event) => {
      try {
        if (apply(altKeyOf, event, [])) apply(stop, event, []);
      } catch {
        // Some other event of this name: nothing follows from it.
      }
    },
    { capture: true },
  );
})();
