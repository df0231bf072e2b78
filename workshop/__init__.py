"""Sets the house up, runs it and tests it: what stands behind every `make` target.

Runs before the virtual environment exists, so it uses the standard library only.
"""
