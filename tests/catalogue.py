"""The catalogue's tools by what a test can do with them: give them a file, or ask them."""

from tools.catalogue import TOOLS

OPENERS = tuple(tool for tool in TOOLS if tool.opens)
ASKED = tuple(tool for tool in TOOLS if not tool.opens)
