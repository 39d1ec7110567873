"""Bytes to documents: HTML, plain text, PDF, DOCX, and records of JSONL corpora.

Pure: nothing here opens a file, asks the network or looks at the clock.
"""

from tollbook.read.dispatch import read_capture
from tollbook.read.options import ReadOptions

__all__ = ["ReadOptions", "read_capture"]
