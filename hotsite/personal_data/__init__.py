"""What the ground, the staff's accounts, all third-party tables and the stores beside them hold about people."""

# In the order in which pages list them.
from hotsite.personal_data import work  # isort: skip
from hotsite.personal_data import accounts  # isort: skip
from hotsite.personal_data import stores  # isort: skip

__all__ = ["accounts", "stores", "work"]
