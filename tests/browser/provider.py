"""An outside service as operators add one: a script of another origin that leaves cookies and storage and reports."""

import contextlib
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

#: One cookie each by pattern, by a path and by a domain above the site's own; both storages; a beacon.
SCRIPT = b"""
document.cookie = "_ga_x=1; path=/";
document.cookie = "_ga_wide=1; path=/; domain=clinic.localhost";
document.cookie = "_deep=1; path=/en/";
localStorage.setItem("numbers", "1");
sessionStorage.setItem("numbers.visit", "1");
new Image().src = document.currentScript.src.replace("count.js", "beacon");
"""
LEAVES = {"_ga_x", "_ga_wide", "_deep", "numbers", "numbers.visit"}

FILE = """
[[provider]]
slug = "numbers"
name = "Numbers of the test"
group = "analytics"
script = "{origin}/count.js"

[[provider.cookie]]
name = "_ga_*"
days = 30
purpose = {{ en = "Tells visits apart.", de = "Unterscheidet Besuche." }}

[[provider.cookie]]
name = "_deep"
path = "/en/"
purpose = {{ en = "Tells pages apart.", de = "Unterscheidet Seiten." }}

[[provider.cookie]]
name = "far"
domain = "numbers.test"
purpose = {{ en = "Lies with the provider.", de = "Liegt beim Anbieter." }}

[[provider.cookie]]
name = "numbers"
kind = "local"
purpose = {{ en = "Remembers the last page.", de = "Merkt sich die letzte Seite." }}

[[provider.cookie]]
name = "numbers.*"
kind = "session"
purpose = {{ en = "Remembers the visit.", de = "Merkt sich den Besuch." }}

[house_advert]
group = "marketing"
link = "/en/contact/"
says = {{ en = "A house advert", de = "Eine Hausanzeige" }}
"""


class FakeProvider(BaseHTTPRequestHandler):
    #: The paths that browsers asked for.
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if self.path == "/count.js" else "image/gif")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.end_headers()
        self.wfile.write(SCRIPT if self.path == "/count.js" else b"")

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a page that is left does not wait for the answer
            super().handle()

    def log_message(self, *_: object) -> None:
        """Says nothing."""
