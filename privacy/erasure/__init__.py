"""Erasure, and its proof.

plan        what erasing would do to each row and file of one person; somebody reads and approves it
executing   does exactly that, or nothing
values      what the erased rows said, to be looked for afterwards
encodings   in which forms of bytes a value may stand somewhere
search      one pass over bytes for all of them
tables      every table of the database, also those that Django does not know
stores      every declared place that is no table: folders, archives in them, the broker
scan        looks everywhere, slice by slice, and says what was found
ledger      what was erased, by keyed hash, outside the database and longer than any backup
replay      erases again what a restored backup brought back
"""
