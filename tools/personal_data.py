"""What the tools hold about people: nothing. They have no tables, and what a visitor opens never leaves the browser."""
