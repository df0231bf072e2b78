"""For each promise one deliberate break, under which its test goes red. `make prove` tries them all, on a copy."""
