"""Where the time of a server goes during one more turn: perf where the machine has it, callgrind otherwise."""

import os
import shutil
import signal
import subprocess
import time
from collections import Counter

from .measurements.measurement import Measurement
from .processes import BenchmarkError, run
from .stage import Stage

# Samples a second: no divisor of the kernel's timer, so that the two do not run in step.
FREQUENCY = 997
# Functions that take less say nothing.
LEAST_PERCENT = 0.5
LINES = 60
WIDTH = 120
# What perf writes for a function without a name.
UNKNOWN = "[unknown]"
STOP_SECONDS = 60


def profile(stage: Stage, measurement: Measurement) -> str:
    """Runs one more turn of the measurement under a profiler; returns the functions that take the time."""
    if measurement.profiled is None:
        return f"{measurement.name}: {measurement.findings}"
    program = measurement.profiled()
    start, before, sessions = time.monotonic(), program.processor_seconds(), stage.sessions()
    if shutil.which("perf"):
        text = _perf(stage, measurement)
    elif shutil.which("valgrind"):
        return f"{measurement.name}, {program.name}:\n{_callgrind(stage, measurement)}"
    else:
        raise BenchmarkError("no profiler is installed: apt-get install linux-perf, or valgrind")
    wall, server = time.monotonic() - start, program.processor_seconds() - before
    database = sum(seconds - sessions.get(session, 0) for session, seconds in stage.sessions().items())
    shares = f"the server used {server:.1f} s of processors and its sessions in PostgreSQL {database:.1f} s"
    return f"{measurement.name}, {program.name}: in a turn of {wall:.1f} s, its peers' included, {shares}\n{text}"


def _perf(stage: Stage, measurement: Measurement) -> str:
    """As root it records the whole machine, so that what the server's sessions do in PostgreSQL shows as well."""
    data = os.path.join(stage.folder, "perf.data")
    server = measurement.profiled().process.pid
    is_root = os.geteuid() == 0
    recorder = subprocess.Popen(
        ["perf", "record", "-q", "-g", "-F", str(FREQUENCY), *(["-a"] if is_root else ["-p", str(server)]), "-o", data],
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
    parts = [_functions(data, "the server", [server])]
    if is_root:
        sessions = list(stage.sessions())
        if sessions:
            parts.append(_functions(data, "its sessions in PostgreSQL", sessions))
    return "\n".join(parts)


def _functions(data: str, title: str, processes: list[int]) -> str:
    """The functions in which some processes spent their time, in all and by themselves, in per cent of that time."""
    stacks = run(["perf", "script", "-i", data, "--pid", ",".join(map(str, processes)), "-F", "ip,sym"])
    in_all: Counter[str] = Counter()
    own: Counter[str] = Counter()
    samples = 0
    for stack in stacks.split("\n\n"):
        # An address and, where it is known, the function, one a line; the innermost first.
        names = [line.split(maxsplit=1)[-1] for line in stack.splitlines() if line.strip()]
        if not names:
            continue
        samples += 1
        own[names[0]] += 1
        in_all.update(set(names))
    most = [name for name, count in in_all.most_common() if count * 100 >= LEAST_PERCENT * samples and name != UNKNOWN]
    titles = run(["swift", "demangle", "--simplified"], {"PATH": os.environ["PATH"]}, "\n".join(most)).splitlines()
    lines = [
        f"    {100 * in_all[name] / samples:5.1f} % {100 * own[name] / samples:5.1f} %  {function}"[:WIDTH]
        for name, function in zip(most[:LINES], titles)
    ]
    return "\n".join([f"  {title}: with what it calls, by itself", *lines])


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
