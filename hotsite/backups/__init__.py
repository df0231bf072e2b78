"""Backups of the database, encrypted, and the way back.

sealed      the form of a file: encrypted chunk by chunk, so that it is read and written in little memory
databases   how each kind of database is copied while it is in use, and brought back
services    make, restore, purge
"""
