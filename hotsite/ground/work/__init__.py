"""Work that must not be lost.

The database owns it: a job or a mail is a row with a state, a lease and a count of attempts, written in the same
transaction as whatever asked for it. A Celery message is a wake-up call that carries the row's id. When the call is
lost, a sweep finds the row; when it comes twice, the second finds the row taken; when a worker dies, its lease runs
out and another takes over. So nothing depends on a broker's promises.

    services.enqueue(kind, subject)      a job, by the kind that a handler is registered for
    services.post(…)                     a mail into the outbox
    leases.claim / finish / give_back    how a worker takes a row and lets go of it
    tasks                                the wake-up calls
"""
