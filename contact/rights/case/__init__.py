"""Behind the secret links: the proof of a mailbox, and the page on which a person follows the request.

mailbox    GET shows a button, POST confirms; a link that does not work says why, and the way on
page       what the page of a case shows; status: the same for programs, in the words of the Data Rights Protocol
forms      what the person may add
download   the fresh proof, and the package of data behind it
views      the page, and what can be done on it
"""
