"""Where the time of a server goes during one more turn: perf where the machine has it, callgrind otherwise."""

import os
import shutil
import signal
import subprocess
import time

from .measurements.measurement import Measurement
from .processes import BenchmarkError, run
from .stage import Stage

# Samples a second: no divisor of the kernel's timer, so that the two do not run in step.
FREQUENCY = 997
# Functions that take less say nothing.
LEAST_PERCENT = 0.5
LINES = 60
WIDTH = 110
STOP_SECONDS = 60


def hint(keys: list[str]) -> str:
    """What to do about figures that missed their target."""
    tool = "perf" if shutil.which("perf") else "callgrind"
    return f"Missed: {', '.join(keys)}. Deploy/bench --profile shows with {tool} where the time goes, or the memory is."


def profile(stage: Stage, measurement: Measurement) -> str:
    """Runs one more turn of the measurement under a profiler; returns the functions that take the time."""
    if measurement.profiled is None:
        return f"{measurement.name}: {measurement.findings}"
    program = measurement.profiled()
    before = (time.monotonic(), program.processor_seconds(), stage.cluster.processor_seconds())
    if shutil.which("perf"):
        text = _perf(stage, measurement)
    elif shutil.which("valgrind"):
        return f"{measurement.name}, {program.name}:\n{_callgrind(stage, measurement)}"
    else:
        raise BenchmarkError("no profiler is installed: apt-get install linux-perf, or valgrind")
    after = (time.monotonic(), program.processor_seconds(), stage.cluster.processor_seconds())
    wall, server, database = (end - start for start, end in zip(before, after))
    shares = f"the server used {server:.1f} s of processors and PostgreSQL {database:.1f} s"
    return f"{measurement.name}, {program.name}: in a turn of {wall:.1f} s, its peers' included, {shares}\n{text}"


def _perf(stage: Stage, measurement: Measurement) -> str:
    data = os.path.join(stage.folder, "perf.data")
    server = str(measurement.profiled().process.pid)
    recorder = subprocess.Popen(
        ["perf", "record", "-q", "-F", str(FREQUENCY), "-p", server, "-o", data],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        measurement.round()
    finally:
        recorder.send_signal(signal.SIGINT)
        _, errors = recorder.communicate(timeout=STOP_SECONDS)
    if not os.path.exists(data):
        raise BenchmarkError(f"perf recorded nothing: {errors.decode()[-500:]}")
    line = ["perf", "report", "--stdio", "-q", "-i", data, "--sort", "symbol", "--percent-limit", str(LEAST_PERCENT)]
    demangled = run(["swift", "demangle", "--simplified"], {"PATH": os.environ["PATH"]}, run(line))
    lines = [text.strip()[:WIDTH] for text in demangled.splitlines() if text.strip()]
    return "\n".join(f"    {text}" for text in lines[:LINES])


def _callgrind(stage: Stage, measurement: Measurement) -> str:
    """Only Hearth's server can be started under valgrind; it is some fifty times slower there."""
    output = os.path.join(stage.folder, "callgrind.out")
    stage.stop_serving("empty")
    stage.serve("empty", ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}"])
    try:
        measurement.round()
    finally:
        stage.stop_serving("empty")
    if not os.path.exists(output):
        raise BenchmarkError(f"{measurement.name} does not work on Hearth's server, which callgrind would profile")
    return "\n".join(run(["callgrind_annotate", output]).splitlines()[:LINES])
