"""The request queue: people ask for their rights, staff answer in time and completely.

regimes, deadlines    the laws as data, and by when each wants an answer; clock: the same for a row of the queue
states, guards        the life of a request as data: TRANSITIONS, GUARDS; why_not(case, Move), next_states(case, …)
public                public_status(case) in the words of the Data Rights Protocol
identity              how sure we have to be who asks: the table right × channel; case.rule
models                RightsRequest (no address, no words) · Requester (address and words) · CaseEvent (the timeline,
                      by code) · CaseMessage (the thread, letters, notes) · Token (hash of a secret link)
timeline              what a step is called: public_words(event), staff_words(event)
letters               typed letters, missing(letter); build.refusal(case, ground, reasons), build.access(case, …)
tokens, links         secret links: tokens.look_up(token, Purpose.STATUS, now) for a page; links.link(…) for a mail
payloads              the one seam where patient data is cut out of whatever comes in
selectors             queue(view, today=…), search(text), of_mailbox(email)

services              all that writes. Everything takes a case's key, `who=` and `now=`; what staff decide also
                      takes `seen=case.version`, and raises Conflict (.by, .at) if somebody was faster.
  receive(Asked(…))                     from the form, or entered by staff for e-mail, telephone, post
  confirm(token) · resend(reference)    the mailbox: a POST confirms; LinkRefused.why; once proven: the way to the case
  start · assign · record_identity      taking up a case
  ask_fact · name_fact                  level 2: one fact, chosen by staff, named on the page of the case
  pause(letter) · resume · extend       its clock: TooLate, NotAllowed
  propose · approve · send_back         the second pair of eyes (FOUR_EYES)
  put_forward · approve_plan · carry_out   an erasure, by exactly the plan that was approved: privacy.erasure
  fulfil(letter) · refuse(letter)       its end: Incomplete (.missing) while a letter lacks anything
  ask_for_package · build_package · open_package   the package of data, before it is handed over with the answer
  send_download_link · prove_for_download · download   and how the person gets it: NoPackage.standing; expire_packages
  stop_marketing · notices · tell       the list of those who want no marketing; recipients to be told (Art. 19)
  withdraw · appeal · add_from_person   what the person may do
  write(letter) · answer · add_note     correspondence
  changing(key) · move · note           to build further steps of: the case locked, its step chained
  transition(key, state)                for callers that only move it (approved → executing → executed)

asking, case          the public pages: asking step by step; behind the secret links, proof and the page of a case
pages, fields, urls   what these have in common: private pages, fields that say what is wrong, the addresses
packages              the answer to access and portability as a ZIP: what is in it, where it lies, how it stands
sealed                what a page carries for us to the next: encrypted, for one purpose and a short time
jobs, daily, tasks    the link to a mailbox; reminders and closing of what nobody proved; dates of paused cases
digest                what staff are told by mail: announce(case), send_digest(now); references and dates only
"""
