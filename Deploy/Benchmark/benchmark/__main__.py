"""Measures Hearth against its peers on this machine; Docs/Benchmarks.md says how."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import unittest

from .measurements.gateway_memory import GatewayMemory
from .processes import BenchmarkError, raise_file_limit, run
from .programs import FUNCTION_ORDER, PACKAGE, Programs, build_client
from .report import as_json, table
from .turns import Run
from .scenario import FULL, KEYS, MEASUREMENTS, QUICK, Scenario, check_space
from .stage import Stage


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Deploy/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller databases and shorter turns: under ten minutes")
    parser.add_argument("--no-profile", action="store_true", help="do not show where the time of what was missed goes")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure this alone; may be repeated")
    parser.add_argument("--folder", default="/tmp", help="where the databases live while it runs (/tmp)")
    parser.add_argument("--order", action="store_true", help="write anew how the gateway is laid out")
    parser.add_argument("--self-check", action="store_true", help="check the benchmark's own arithmetic and client")
    return parser.parse_args()


def measure(stage: Stage, scenario: Scenario, options: argparse.Namespace) -> list[str]:
    """Measures and prints; returns what could not be measured."""
    turns = Run(stage, scenario)
    names = [name for name in MEASUREMENTS if not options.only or name in options.only]
    keys = [key for name in names for key in KEYS[name]]
    try:
        turns.prepare(names)
        figures = turns.measure()
        profiles = [] if options.no_profile else turns.profile_missed()
    finally:
        turns.stop()
    for text in profiles:
        print(text, end="\n\n")
    if scenario is QUICK:
        print(f"A quick run: the large database has {QUICK.large:,} readings instead of {FULL.large:,}.")
    print(table(figures, keys))
    print(as_json(figures, keys))
    return turns.failures


def write_order(stage: Stage) -> None:
    """Writes which functions the gateway calls; the next build lays them side by side."""
    if not shutil.which("valgrind"):
        raise BenchmarkError("valgrind is not installed: apt-get install valgrind")
    functions = GatewayMemory(stage).functions()
    with open(FUNCTION_ORDER, "w") as file:
        file.writelines(f"{name}\n" for name in functions)
    # The build does not look at the list: what was linked with the old one goes.
    os.remove(stage.programs.gateway)
    print(f"{len(functions)} functions are in {FUNCTION_ORDER}; the next build links with them")


def check_itself() -> None:
    """Runs the tests of the arithmetic, and lets the client check itself."""
    tests = unittest.defaultTestLoader.discover(os.path.join(PACKAGE, "tests"))
    if not unittest.TextTestRunner().run(tests).wasSuccessful():
        raise BenchmarkError("its arithmetic is wrong")
    print(run([build_client(), "check"]))


def main() -> None:
    options = parse()
    # Ended by a signal, it tidies up as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if options.self_check:
        return check_itself()
    programs = Programs.build()
    raise_file_limit()
    scenario = QUICK if options.quick or options.order else FULL
    folder = tempfile.mkdtemp(prefix="hearth-bench-", dir=options.folder)
    # PostgreSQL runs as another user when we are root, and must pass through.
    os.chmod(folder, 0o711)
    try:
        check_space(folder, scenario)
        stage = Stage(programs, folder)
        try:
            if options.order:
                return write_order(stage)
            failures = measure(stage, scenario, options)
        finally:
            stage.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if failures:
        sys.exit("bench: " + "; ".join(failures))


if __name__ == "__main__":
    try:
        main()
    except BenchmarkError as error:
        sys.exit(f"bench: {error}")
    except KeyboardInterrupt:
        sys.exit("bench: interrupted")
