"""What staff prove besides their password: an authenticator app, or a recovery code. Built on django-otp.

models     the app's key, as a salt alone; recovery codes, as hashes
services   what sets them up, checks and removes them
"""
