"""The words that scripts show, from the one catalogue; `{n}` and `{words}` are filled in by the script."""

from __future__ import annotations

from typing import Any

from tollbook.web.translation import gettext as _


def script_words(language: str = "en") -> dict[str, Any]:
    """Return the words of the scripts by the names that the scripts use.

    Args:
        language: two-letter code.
    """
    return {"actions": _actions(language), **_messages(language)}


def _actions(language: str) -> dict[str, str]:
    """Return what each key of the review does."""
    return {
        "next": _("next claim", language),
        "previous": _("previous claim", language),
        "accept": _("accept", language),
        "reject": _("reject, then 1 to 9 for the reason", language),
        "edit": _("change fields", language),
        "skip": _("leave for later", language),
        "undo": _("undo the last decision", language),
        "span_start_left": _("begin the count a word earlier", language),
        "span_start_right": _("begin the count a word later", language),
        "span_end_left": _("end the count a word earlier", language),
        "span_end_right": _("end the count a word later", language),
        "disputed": _("say who disputes it", language),
        "hedged": _("mark as not certain, and accept", language),
        "merge": _("same as the claim before: reject as a duplicate mention", language),
        "comment": _("comment", language),
        "open": _("open the document", language),
        "search": _("search", language),
        "help": _("list of keys", language),
        "go": _("then q review, f figures, s sources, p people, d documents, l ledger, h home", language),
        "hold": _("hold", language),
        "cannot_verify": _("cannot be verified", language),
    }


def _messages(language: str) -> dict[str, str]:
    return {
        "left": _("{n} to decide", language),
        "lost": _(
            "Connection lost. {n} of your decisions wait on this machine and will be saved when it is back.",
            language,
        ),
        "refused": _("Not saved: {words}", language),
        "span": _("Count: \u201c{words}\u201d. Accept saves it so.", language),
        "span_lost": _("Connection lost; the count was not moved.", language),
        "taken": _("Taken from \u201c{words}\u201d, which has no key of its own now.", language),
        "saved": _("Saved.", language),
        "usual": _("The usual keys are back.", language),
    }
