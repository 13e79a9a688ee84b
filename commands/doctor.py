"""``cafe doctor``: what this machine can do, and what is missing."""

import argparse
from dataclasses import asdict

from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_record
from errors import N_

SAID = N_("dit ce que cette machine sait faire, et ce qui manque")


def describe(command: Parser, _: Translate) -> None:
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Say what is here and what is missing; 2 when something that everything needs is missing."""
    from pipelines.doctor import examine

    marks = {True: "✓", False: "✗", None: "–"}
    found = examine(read_settings())
    if options.json:
        show_record({"findings": [asdict(finding) for finding in found]})
    for finding in () if options.json else found:
        show(f"{marks[finding.ok]} {_(finding.what)}" + (f" : {_(finding.why)}" if finding.why else ""))
        if finding.command:
            show(f"    {finding.command}")
    return 2 if any(finding.ok is False for finding in found) else 0
