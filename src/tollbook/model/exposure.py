"""Who may see something: the classes that one gate keeps apart in everything that leaves a case."""

from __future__ import annotations

from enum import StrEnum


class Exposure(StrEnum):
    """How far something may go. Protecting people comes before completeness."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    SECRET = "secret"  # noqa: S105 - a class of fields, no password
