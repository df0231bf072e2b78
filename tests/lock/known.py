"""What gets out of a locked page all the same, and why nothing keeps it there: the page shows it, and the proof allows
nothing else.
"""

#: What a foreign server hears of.
LEAVES = {
    # The browser itself saves what a link leads to, past allowlist and policy. The guard stops such a click in the
    # page; a frame that tampered code has just made is a realm of its own, without a guard.
    ("link over the whole page, clicked with Alt", "fresh frame"),
}

#: What our own server hears of.
OWN_SERVER = LEAVES | {
    # A download of our own origin goes past allowlist, policy and service worker; the guard stands in its own realm.
    ("a[download]", "fresh frame"),
    ("a[download] of a plain page of ours", "fresh frame"),
    # Plain pages may ask for what is ours, and have no guard.
    ("a[download]", "plain tab"),
    ("img", "plain tab"),
    # Cookies go with every request to their origin; on locked addresses the site drops them unread.
    ("cookie, then the visitor reloads", "page"),
    ("cookie, then the visitor follows a link to the contact page", "page"),
}

#: What of that a view of a plain page is given: it may have a query, and needs its cookies.
PLAIN_VIEW = {
    ("a[download] of a plain page of ours", "fresh frame"),
    ("cookie, then the visitor follows a link to the contact page", "page"),
}
