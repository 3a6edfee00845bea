"""Measures Hearth against its peers on this machine; Docs/Benchmarks.md says how."""

import argparse
import os
import shutil
import sys
import tempfile
import time

from .figures import Figure
from .measurements.measurement import Measurement
from .processes import BenchmarkError, raise_file_limit
from .programs import Programs
from .report import as_json, table
from .scenario import FULL, MEASUREMENTS, QUICK, Scenario, fill_databases
from .stage import Stage


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Deploy/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller databases and shorter turns: under ten minutes")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure this alone; may be repeated")
    for name in ("hearth", "tools", "migrations"):
        parser.add_argument(f"--{name}", required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def measure(stage: Stage, scenario: Scenario, names: list[str]) -> list[Figure]:
    """Runs the rounds; in each of them every measurement has its turn."""
    if "scale" in names:
        say(f"filling databases with {scenario.small:,} and {scenario.large:,} readings")
        fill_databases(stage, scenario)
    measurements: list[Measurement] = []
    try:
        for name in names:
            measurements.append(MEASUREMENTS[name](stage, scenario))
        for number in range(1, scenario.rounds + 1):
            for measurement in measurements:
                say(f"round {number} of {scenario.rounds}: {measurement.name}")
                measurement.round()
        return [figure for measurement in measurements for figure in measurement.figures()]
    finally:
        for measurement in measurements:
            measurement.stop()


def main() -> None:
    options = parse()
    raise_file_limit()
    scenario = QUICK if options.quick else FULL
    names = [name for name in MEASUREMENTS if not options.only or name in options.only]
    folder = tempfile.mkdtemp(prefix="hearth-bench-", dir="/tmp")
    # PostgreSQL runs as another user when we are root, and must pass through.
    os.chmod(folder, 0o711)
    try:
        stage = Stage(Programs(options.hearth, options.tools, options.migrations), folder)
        try:
            figures = measure(stage, scenario, names)
        finally:
            stage.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.quick:
        print(f"A quick run: the large database has {scenario.large:,} readings instead of {FULL.large:,}.")
    print(table(figures))
    print(as_json(figures))


if __name__ == "__main__":
    try:
        main()
    except BenchmarkError as error:
        sys.exit(f"bench: {error}")
    except KeyboardInterrupt:
        sys.exit("bench: interrupted")
