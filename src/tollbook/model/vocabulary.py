"""The closed vocabularies of a claim and of a document, as the field uses them."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Harm(StrEnum):
    """What was suffered; `CASUALTIES` is killed and injured not told apart."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    CASUALTIES = "casualties"


class Qualifier(StrEnum):
    """How the number is hedged in its own words."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"
    ORDER_WORD = "order_word"


class Scope(StrEnum):
    """A running total of a whole conflict, disaster or period, or one event."""

    CUMULATIVE = "cumulative"
    INCIDENT = "incident"


class Stance(StrEnum):
    """What the speaker does with the figure."""

    ASSERTS = "asserts"
    DISPUTES = "disputes"
    REVISES = "revises"


class Modality(StrEnum):
    """Whether the harm or its number is stated or only feared, believed, alleged."""

    STATED = "stated"
    HEDGED = "hedged"


class DatePrecision(IntEnum):
    """How fine a date is, in the steps of the UCDP Georeferenced Event Dataset."""

    DAY = 1
    DAYS = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5


class ReadStatus(StrEnum):
    """Whether a document's claims were looked for at all."""

    READ = "read"
    NOT_READ = "not_read"


class SourceType(StrEnum):
    """What a source is, never whose side it is on: the same words for every party."""

    PRIMARY_RECORD = "primary_record"
    WITNESS_FAMILY = "witness_family"
    EMERGENCY_SERVICE = "emergency_service"
    PARTY_AUTHORITY = "party_authority"
    LOCAL_AUTHORITY = "local_authority"
    UN_IGO = "un_igo"
    NGO_RECORDER = "ngo_recorder"
    MEDIA_OWN = "media_own"
    MEDIA_RELAY = "media_relay"
    SOCIAL_MEDIA = "social_media"
    LIST_MAKER = "list_maker"
    RESEARCH = "research"
    UNKNOWN = "unknown"
