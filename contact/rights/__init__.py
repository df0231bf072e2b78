"""The request queue: people ask for their rights, staff answer in time and completely."""
