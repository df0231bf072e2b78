"""Evidence: what was done and when, in a form that shows if somebody changed it afterwards.

Each event carries a keyed code (HMAC) over itself and over the code of the event before it: who edits, deletes,
reorders or inserts a row breaks the chain, and cannot mend it without the site's secret. Who cuts off its end leaves
a chain that is whole; so every hour a signed head is written to a folder outside the database, and what was cut
before the last of those heads is missed. What was cut after it is not: `verify` says how long that window is.

Nobody is named in it. An event holds reason codes, numbers, dates, and keyed hashes of what it is about.

    keyed       the key, derived from the site's secret, and hashes made with it
    services    record(…), write_head(…), purge(…)
    heads       the folder outside
    verify      verify(…): what is wrong, if anything, and since when nothing is proven; `manage.py verify_audit`
"""
