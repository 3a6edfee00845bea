"""The gateway's memory, idle and while it uploads what was replayed into its spool."""

import os
import time
from datetime import datetime, timedelta, timezone

from ..figures import Figure, Spread, at_most
from ..processes import BenchmarkError, Program, run
from ..stage import Stage

# As many as a home measures in a long absence.
RECORDED = 500
IDLE_SECONDS = 2
UPLOAD_SECONDS = 60


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
        self._idle.append(self._peak(environment, 0)[0])
        run([stage.programs.gateway, "replay", "--store", self._recording()], environment)
        peak, own = self._peak(environment, RECORDED)
        self._replaying.append(peak)
        self._own.append(own)

    def _peak(self, environment: dict[str, str], expected: int) -> tuple[float, float]:
        """Runs the gateway until the server has so many readings; returns the most, and what is its own at the end."""
        log = os.path.join(self._stage.folder, "gateway.log")
        gateway = Program([self._stage.programs.gateway, "run"], environment, log)
        try:
            time.sleep(IDLE_SECONDS)
            deadline = time.monotonic() + UPLOAD_SECONDS
            while self._stage.stored_readings("empty") < expected:
                if time.monotonic() > deadline:
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
        detail = f"uploading {RECORDED} readings; {idle}; {Spread.of(self._own).median:.0f} MB are no pages of files"
        return [Figure("gateway_mb", "memory of the gateway", self._replaying, "MB", at_most(30), detail)]

    def stop(self) -> None:
        pass
