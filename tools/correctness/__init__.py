"""How correct the tools are: what `make corpus` found beside other programs, and the page that shows it."""
