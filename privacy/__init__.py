"""What the site promises, and how it keeps it."""
