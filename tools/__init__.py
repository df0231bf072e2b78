"""Pages whose work happens in the browser."""
