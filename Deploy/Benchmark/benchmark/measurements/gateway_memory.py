"""The gateway's memory, idle and while it uploads what was replayed into its spool."""

import os
import time
from datetime import datetime, timedelta, timezone

from ..callgrind import called_functions
from ..figures import Figure, Spread, at_most
from ..processes import BenchmarkError, Program, run
from ..stage import Stage

# As many as a home measures in a long absence.
RECORDED = 500
IDLE_SECONDS = 2
UPLOAD_SECONDS = 60
# How much longer it may take under callgrind.
CALLGRIND_FACTOR = 8


class GatewayMemory:
    """The most that `hearth-gateway run` has resident."""

    name = "gateway memory"

    def __init__(self, stage: Stage):
        self._stage = stage
        self.profiled = None
        self.findings = ""
        self._turn = 0
        self._idle: list[float] = []
        self._replaying: list[float] = []
        self._own: list[float] = []

    def round(self) -> None:
        environment = self._enrolled()
        self._idle.append(self._peak(environment, 0)[0])
        self._replay(environment)
        peak, own = self._peak(environment, RECORDED)
        self._replaying.append(peak)
        self._own.append(own)

    def functions(self) -> list[str]:
        """What the gateway calls in its own program while it does the same, each function once."""
        environment = self._enrolled()
        self._replay(environment)
        # Valgrind cannot read what the compiler writes for debuggers.
        program = os.path.join(os.path.realpath(self._stage.folder), "gateway-stripped")
        run(["objcopy", "--strip-debug", self._stage.programs.gateway, program])
        output = os.path.join(self._stage.folder, "functions.out")
        options = ["--tool=callgrind", "--demangle=no", "--compress-strings=no", f"--callgrind-out-file={output}"]
        self._peak(environment, RECORDED, ["valgrind", *options, program], UPLOAD_SECONDS * CALLGRIND_FACTOR)
        with open(output) as profile:
            return called_functions(profile, program)

    def _enrolled(self) -> dict[str, str]:
        """A gateway that has just been enrolled, at a server without readings."""
        self._turn += 1
        stage = self._stage
        stage.empty_readings()
        server = stage.serve("empty")
        environment = {
            "HEARTH_SERVER_URL": f"http://127.0.0.1:{server.port}",
            "HEARTH_STATE_DIRECTORY": os.path.join(stage.folder, f"gateway-{self._turn}"),
            "HEARTH_HOUSEHOLD_ZONE": "UTC",
            "HEARTH_LOG_LEVEL": "warning",
        }
        made = server.post("/v1/gateways", stage.cast.administrator, {"name": "Measured gateway"})
        run([stage.programs.gateway, "enroll"], environment, made["enrolment"]["code"] + "\n")
        return environment

    def _replay(self, environment: dict[str, str]) -> None:
        run([self._stage.programs.gateway, "replay", "--store", self._recording()], environment)

    def _peak(
        self,
        environment: dict[str, str],
        expected: int,
        line: list[str] | None = None,
        seconds: float = UPLOAD_SECONDS,
    ) -> tuple[float, float]:
        """Runs the gateway until the server has so many readings; returns the most, and what is its own at the end."""
        log = os.path.join(self._stage.folder, "gateway.log")
        gateway = Program([*(line or [self._stage.programs.gateway]), "run"], environment, log)
        try:
            time.sleep(IDLE_SECONDS)
            deadline = time.monotonic() + seconds
            while self._stage.stored_readings("empty") < expected:
                if time.monotonic() > deadline or gateway.process.poll() is not None:
                    raise BenchmarkError("the gateway does not upload")
                time.sleep(0.1)
            self.findings = gateway.memory_by_file()
            return gateway.peak_megabytes(), gateway.own_megabytes()
        finally:
            gateway.stop()

    def _recording(self) -> str:
        """A recording of blood pressures, a second apart: flags (time stamp), three SFLOATs, the time stamp."""
        start = datetime.now(timezone.utc).replace(microsecond=0) - timedelta(hours=3)
        identifiers = self._stage.cast.identifiers
        file = os.path.join(self._stage.folder, "recording")
        with open(file, "w") as output:
            for number in range(RECORDED):
                time_ = start + timedelta(seconds=number)
                stamp = bytes([time_.month, time_.day, time_.hour, time_.minute, time_.second])
                value = bytes.fromhex("027c0051005f00") + time_.year.to_bytes(2, "little") + stamp
                identifier = identifiers[number % len(identifiers)]
                print(time_.strftime("%Y-%m-%dT%H:%M:%SZ"), identifier, "2A35", value.hex().upper(), file=output)
        return file

    def figures(self) -> list[Figure]:
        idle = f"idle {Spread.of(self._idle).median:.0f} MB"
        own = f"{Spread.of(self._own).median:.0f} MB are its own"
        detail = f"uploading {RECORDED} readings; {idle}; {own}, the rest clean pages of the program and its libraries"
        return [Figure("gateway_mb", "memory of the gateway", self._replaying, "MB", at_most(30), detail)]

    def stop(self) -> None:
        pass
