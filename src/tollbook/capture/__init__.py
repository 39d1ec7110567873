"""Bytes in: files, folders, standard input, corpora. The only stage that opens anything to read it."""

from tollbook.capture.paths import captures

__all__ = ["captures"]
