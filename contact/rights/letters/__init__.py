"""Letters as typed objects: each says what the law wants in it, and none leaves while any of that is missing.

kinds     the letters and their parts; missing(letter)
build     letters filled with what the case, the declarations and the regimes know already
render    a letter as a mail, in the person's language
fixed     the three mails to a mailbox that nobody has proven: fixed words, a reference and a button
"""
