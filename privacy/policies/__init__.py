"""The policies: Markdown in `texts/<language>/<slug>.md`, one page each.

A commitment is a paragraph that begins with its identifier, `{id="P1.1"}`; what is true of one site only is a fact,
`$OPERATOR_NAME`, filled in from the settings.
"""
