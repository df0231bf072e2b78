"""Large comparisons with other programs, by `make corpus`: minutes, and packages that nothing else needs."""
