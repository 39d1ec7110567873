"""A source: somebody who publishes, described in the same neutral terms for every party."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.vocabulary import SourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published documents, as the keepers of a case describe them.

    Attributes:
        id: short and stable, made from the first name with the secret of the case.
        names: pairs of a two-letter language code (empty when unknown) and a name, the one to show first.
        type: what the source is in relation to what it tells; never which side it is on.
        relation: its relation to the parties, in words; None when nobody has said.
        country: where it is, in words or as a code.
        method: how it counts and what it takes in, in words.
        exclusions: what it says that it leaves out.
        definitions: pairs of a day (`2024-05-01`) and what was defined anew on it.
    """

    id: str
    names: tuple[tuple[str, str], ...]
    type: SourceType = SourceType.UNKNOWN
    relation: str | None = None
    country: str | None = None
    method: str | None = None
    exclusions: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a source without a name."""
        if not self.names or not all(name for _, name in self.names):
            raise ValueError(f"Source {self.id}: at least one name is needed, and none may be empty.")

    @property
    def name(self) -> str:
        """Return the name to show."""
        return self.names[0][1]
