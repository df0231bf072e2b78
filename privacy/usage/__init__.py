"""How often pages are visited and tools used: sums by day, and only of visitors who accepted analytics."""
