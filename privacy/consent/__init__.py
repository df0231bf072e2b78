"""What visitors allow: the catalogue of cookies, their choice in a signed cookie, and the proof of it.

django-cookie-consent keeps the catalogue of groups and cookies, with its admin and its template tags. What it lacks is
built on top: who provides a cookie and for how long, words in every language, versions, verified choices, proof.
"""
