"""Documents to claims: a grammar over typed tokens, with lexicons per language.

One file per concern; `reader` joins them. Nothing here reads files but the lexicons
shipped beside it, and the same text always gives the same claims.
"""

from tollbook.extract.reader import GrammarReader, extract_claims

__all__ = ["GrammarReader", "extract_claims"]
