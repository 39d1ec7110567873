"""Series, figures and estimates into charts: Vega-Lite specifications with words and a table beside them.

Making a specification and drawing it are apart: `theme` holds what all charts share,
`render` alone knows the library that draws.
"""
