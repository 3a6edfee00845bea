"""From the request that raises or clears an alert to the event on the on-call's live stream, under load."""

import os

from ..cluster import pgbench
from ..figures import Figure, Spread, at_most
from ..processes import BenchmarkError
from ..stage import Stage

RATE = 1_000
CONNECTIONS = 64
# Far more alerts than wards see; no divisor of the number of patients, so that all of them have their turn.
ALARM_EVERY = 49
COMMIT_SECONDS = 2


class AlertStream:
    """Latency above the time of one commit, which is what a single client of pgbench waits for."""

    name = "live stream"

    def __init__(self, stage: Stage, seconds: float):
        self._stage = stage
        self.profiled = lambda: stage.serve("empty").program
        self._seconds = seconds
        self._token = os.path.join(stage.folder, "on-call.token")
        with open(os.open(self._token, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(stage.cast.on_call)
        self._commit: list[float] = []
        self._p50: list[float] = []
        self._p99: list[float] = []
        self._events = 0

    def round(self) -> None:
        stage = self._stage
        stage.empty_readings()
        commit = pgbench(stage.insert_script, stage.cluster.connection("empty"), 1, COMMIT_SECONDS)["latency_ms"]
        result = stage.programs.load(
            "alerts",
            port=stage.serve("empty").port,
            cast=stage.cast.file,
            token=self._token,
            connections=CONNECTIONS,
            rate=RATE,
            alarm_every=ALARM_EVERY,
            seconds=self._seconds,
        )
        if result["failures"] or not result["requests"]:
            raise BenchmarkError(f"{result['failures']} posts or events of {result['requests']} were lost")
        self._events += result["requests"]
        self._commit.append(commit)
        self._p50.append(result["p50Milliseconds"] - commit)
        self._p99.append(result["p99Milliseconds"] - commit)

    def figures(self) -> list[Figure]:
        detail = f"above a commit of {Spread.of(self._commit).median:.2f} ms; {self._events} events"
        return [
            Figure("alert_ms_p50", "request to event, median", self._p50, "ms", at_most(4), detail),
            Figure("alert_ms_p99", "request to event, 99 in 100", self._p99, "ms", at_most(25), detail),
        ]

    def stop(self) -> None:
        pass
