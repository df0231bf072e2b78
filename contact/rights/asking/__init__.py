"""Asking for a right: one question a page, the answers checked, then sent. All of it without JavaScript.

sealed     the answers between two pages: one encrypted field, good for two hours; no session, no cookie, no row
forms      one form a question
steps      which question comes when; how an answer is shown; what is asked for in the end
receipt    what the confirmation says, signed into its address: it looks nothing up
views      the pages
"""
