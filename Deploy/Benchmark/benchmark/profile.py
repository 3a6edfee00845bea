"""Where the time of a server goes during one more turn: perf where the machine has it, callgrind otherwise."""

import os
import shutil
import signal
import subprocess

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
    return f"Missed: {', '.join(keys)}. Deploy/bench --profile shows with {tool} where the time goes."


def profile(stage: Stage, measurement: Measurement) -> str:
    """Runs one more turn of the measurement under a profiler; returns the functions that take the time."""
    if measurement.profiled is None:
        return f"{measurement.name}: there is no time to profile"
    if shutil.which("perf"):
        text = _perf(stage, measurement)
    elif shutil.which("valgrind"):
        text = _callgrind(stage, measurement)
    else:
        raise BenchmarkError("no profiler is installed: apt-get install linux-perf, or valgrind")
    return f"{measurement.name}, {measurement.profiled().name}:\n{text}"


def _perf(stage: Stage, measurement: Measurement) -> str:
    """Root sees the whole machine, so that the share of the database shows too; others see the server alone."""
    data = os.path.join(stage.folder, "perf.data")
    watched = ["-a"] if os.geteuid() == 0 else ["-p", str(measurement.profiled().process.pid)]
    recorder = subprocess.Popen(
        ["perf", "record", "-q", "-F", str(FREQUENCY), *watched, "-o", data],
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
    server = str(measurement.profiled().process.pid)
    threads = _perf_report(data, ["--sort", "comm"])
    functions = _perf_report(data, ["--sort", "symbol", "--pid", server])
    return f"threads of the machine, by name\n{threads}\nfunctions of the server\n{functions}"


def _perf_report(data: str, options: list[str]) -> str:
    limit = ["--percent-limit", str(LEAST_PERCENT)]
    report = run(["perf", "report", "--stdio", "-q", "-i", data, *limit, *options])
    demangled = run(["swift", "demangle", "--simplified"], {"PATH": os.environ["PATH"]}, report)
    lines = [text.strip()[:WIDTH] for text in demangled.splitlines() if text.strip()]
    return "\n".join(f"    {line}" for line in lines[:LINES])


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
