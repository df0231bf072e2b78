"""The staff's side of the queue.

queue         the list: by due date, with its filters, search, assignment and CSV
filters       what the list can be narrowed to
dashboard     figures and plots
case          what is known of one case, and the page of each step
steps         what staff can do, as data; forms: what they add to it
entry         a request that came by e-mail, telephone or letter
"""

from contact.rights.admin.queue import RightsRequestAdmin

__all__ = ["RightsRequestAdmin"]
