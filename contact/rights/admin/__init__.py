"""The staff's side of the queue.

queue         the list: by due date, with its filters, search, assignment and CSV
filters       what the list can be narrowed to
dashboard     figures and plots
"""

from contact.rights.admin.queue import RightsRequestAdmin

__all__ = ["RightsRequestAdmin"]
