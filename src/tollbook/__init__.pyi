# What type checkers see in place of the lazy imports of __init__.py; tests/unit/test_root.py holds the two together.
from tollbook.extract import extract_claims as extract_claims
from tollbook.model.claim import Claim as Claim
from tollbook.model.document import Document as Document
from tollbook.model.reading import Reader as Reader
from tollbook.pipeline.estimates import estimate_total as estimate_total
from tollbook.pipeline.reading import read_document as read_document
from tollbook.version import VERSION as __version__  # noqa: N811  the name that every package's version has

__all__ = ["Claim", "Document", "Reader", "__version__", "estimate_total", "extract_claims", "read_document"]
