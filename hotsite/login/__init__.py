"""How staff get in: a password, a second factor, and a lock after too many wrong tries.

apps, site     Django's admin, opened to who has proven both
views          the second step, setting it up, recovery codes
qr             the picture that an authenticator app reads
throttle       what django-axes keeps of wrong tries, and what it says
"""
