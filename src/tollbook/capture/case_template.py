"""The case.toml that `tollbook new` writes: every setting there is, commented, with what it means."""

from __future__ import annotations

import json

from tollbook.model.case import CASE_FORMAT
from tollbook.model.vocabulary import Harm, SourceType

_TEMPLATE = """\
# What this case is about. Change it whenever you like: the ledger keeps what was read and decided.
# A line that begins with # is a comment; take the # away to use it.

format = {format}
id = "{id}"  # ties the ledger to this folder: leave it
name = {name}

[scope]
# What is counted. Whatever a document says is kept; `tollbook claims --in-scope` lists claims of these
# harms that can be of this period.
harms = {harms}
# places = ["Arvenia"]             # where; exports and reports say so
# from = 2026-03-01                # first day of the period
# to = 2026-03-31                  # last day; leave it out while the period goes on
# languages = ["en"]               # languages that documents are expected in; exports say so

[parties]
# The parties, all alike, each with the other words it goes by. A disaster has none.
# "Government of Arvenia" = ["the Government", "the Ministry of Defence"]
# "Northern Front" = ["the Front"]

[claimants]
# Names under which one claimant speaks.
# "Ministry of Health" = ["the Health Ministry", "health ministry officials"]

[places]
# Names that one place goes by.
# "Kesh" = ["Kesh town", "Qesh"]

[defaults]
# What holds for a document that neither says it nor has it in a manifest.
# publisher = "Relief Office"
# language = "en"
# source_type = "unknown"          # {source_types}
# max_size = "64MB"                # the largest input
# jobs = 1                         # processes that read

[export]
# citation = "Example Group: Casualties in Arvenia, March 2026"
# licence = "CC-BY-4.0"

[export.classes]
# Exports hold public fields alone. To publish a field that is restricted by default, say so here:
# "claims.sentence" = "public"

[ledger]
# The ledger lies in ledger.db beside this file. For a team, a PostgreSQL database; the password
# belongs in PGPASSWORD or ~/.pgpass, never here.
{ledger}
"""


_EXAMPLE_ADDRESS = "postgresql://user@host/database"


def case_template(case_id: str, name: str, ledger: str | None = None) -> str:
    """Return the text of a new case.toml.

    Args:
        case_id: 32 hexadecimal digits, drawn at random once.
        name: what people call the case.
        ledger: address of a PostgreSQL database; None to show one in a comment.
    """
    return _TEMPLATE.format(
        format=CASE_FORMAT,
        id=case_id,
        name=json.dumps(name, ensure_ascii=False),  # a JSON string is a TOML string
        harms=json.dumps([str(harm) for harm in Harm]),
        source_types=", ".join(SourceType),
        ledger=f"{'' if ledger else '# '}address = {json.dumps(ledger or _EXAMPLE_ADDRESS)}",
    )
