"""What stands between a public form and the world."""
