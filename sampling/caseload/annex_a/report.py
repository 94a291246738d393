"""The report on a workbook, as the command line prints it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sampling.caseload.annex_a.importer import ImportResult


def report_json(result: ImportResult) -> dict[str, Any]:
    """The report as one JSON document: ``ok``, ``lists``, ``missing_lists``, ``problems``."""
    return {
        "ok": result.ok,
        "lists": [asdict(report) for report in result.lists],
        "missing_lists": list(result.missing_lists),
        "problems": [asdict(problem) for problem in result.problems],
    }
