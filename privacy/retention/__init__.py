"""Letting go in time: what the declarations say is to be kept for a period, goes when that is over.

holds       a legal hold, set by a person: stops the purge and erasure
pauses      a pause while a verified request is open: stops the purge alone
covered     which rows a hold or a pause covers, by key
"""
