"""Programs that the benchmark starts: each is ended by its number, and none outlives the benchmark."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import threading
import time
from collections import Counter

# How long a program may take to end after SIGTERM before it is killed.
STOP_SECONDS = 20
# How long a command that does one thing may take.
COMMAND_SECONDS = 600
PR_SET_PDEATHSIG = 1
# Files that are named when memory is looked at.
MOST_FILES = 12


class BenchmarkError(Exception):
    """Something could not be measured."""


def raise_file_limit() -> None:
    """Raises this process's limit of open files to what it may have; what it starts inherits that."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _end_with_us() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Program:
    """A program that runs beside the benchmark and says on its standard output where it can be reached."""

    def __init__(self, line: list[str], environment: dict[str, str], log: str):
        self.name = os.path.basename(line[0])
        self._log = open(log, "ab")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            line,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"} | environment,
            start_new_session=True,
            preexec_fn=_end_with_us,
        )

    def first_line(self, seconds: float = 60) -> str:
        """Waits for the first line of standard output; everything after it is read and dropped."""
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        line = self.process.stdout.readline().decode().strip()
        timer.cancel()
        if not line:
            raise BenchmarkError(f"{self.name} did not start: see {self._log.name}")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return line

    def close_input(self) -> None:
        self.process.stdin.close()

    def stop(self) -> None:
        """Asks the program to end, and kills it when it does not."""
        if self.process.poll() is None:
            self.process.terminate()
        self.wait(STOP_SECONDS)
        self._log.close()

    def wait(self, seconds: float) -> None:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def processor_seconds(self) -> float:
        """What the program has used of the processors so far."""
        return processor_seconds(self.process.pid)

    def peak_megabytes(self) -> float:
        """The most memory that the program has had resident, the pages of its libraries included."""
        return self._status("VmHWM")

    def own_megabytes(self) -> float:
        """What of the resident memory is no page of a file now: the kernel cannot drop it and read it again."""
        return self._status("RssAnon")

    def memory_by_file(self) -> str:
        """The resident memory of the files that have most of it, one a line; what is of no file has no name."""
        kilobytes: Counter[str] = Counter()
        with open(f"/proc/{self.process.pid}/smaps") as file:
            for line in file:
                words = line.split()
                if "-" in words[0]:
                    name = " ".join(words[5:])
                elif words[0] == "Rss:":
                    kilobytes[name] += int(words[1])
        lines = [f"    {count / 1024:6.1f} MB {name}" for name, count in kilobytes.most_common(MOST_FILES)]
        return "resident memory\n" + "\n".join(lines)

    def _status(self, key: str) -> float:
        with open(f"/proc/{self.process.pid}/status") as file:
            for line in file:
                if line.startswith(f"{key}:"):
                    return int(line.split()[1]) / 1024
        raise BenchmarkError(f"{self.name} has ended")


def processor_seconds(process: int) -> float:
    """What a process has used of the processors so far."""
    with open(f"/proc/{process}/stat") as file:
        # The second field is a name in brackets, which may have blanks.
        fields = file.read().rsplit(") ", 1)[1].split()
    ticks = sum(int(field) for field in fields[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def run(line: list[str], environment: dict[str, str] | None = None, given: str | None = None) -> str:
    """Runs a program to its end and returns its standard output; another status than 0 is an error, and no end too."""
    try:
        done = subprocess.run(
            line,
            input=given,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"} | (environment or {}),
            preexec_fn=_end_with_us,
        )
    except subprocess.TimeoutExpired:
        raise BenchmarkError(f"{' '.join(line[:3])} did not end within {COMMAND_SECONDS} seconds") from None
    if done.returncode != 0:
        raise BenchmarkError(f"{' '.join(line[:3])} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


def run_json(line: list[str]) -> dict:
    """Runs a program whose last line of output is one JSON object."""
    return json.loads(run(line).splitlines()[-1])
