"""People write to us and ask for their rights."""
