"""Counting as the law counts: months, days and working days, and which days are off where."""
