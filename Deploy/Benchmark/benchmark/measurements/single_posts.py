"""Single readings: each authenticated, validated, evaluated and durable, against pgbench's bare inserts."""

from ..cluster import pgbench
from ..figures import Figure, at_least, ratio
from ..processes import BenchmarkError
from ..stage import Stage

CLIENTS = 64


class SinglePosts:
    """Readings a second of posts with one reading each, and rows a second of single-row transactions."""

    name = "single readings"

    def __init__(self, stage: Stage, seconds: float):
        self._stage = stage
        self.profiled = lambda: stage.serve("empty").program
        self._seconds = seconds
        self._ours: list[float] = []
        self._peer: list[float] = []
        self._p99: list[float] = []

    def round(self) -> None:
        self._stage.empty_readings()
        result = self._stage.programs.load(
            "readings",
            port=self._stage.serve("empty").port,
            cast=self._stage.cast.file,
            connections=CLIENTS,
            batch=1,
            seconds=self._seconds,
        )
        stored = self._stage.stored_readings("empty")
        if result["failures"] or stored != result["readings"]:
            raise BenchmarkError(f"{result['failures']} posts failed; {result['readings']} created, {stored} stored")
        self._ours.append(result["readings"] / result["seconds"])
        self._p99.append(result["p99Milliseconds"])
        self._stage.empty_readings()
        connection = self._stage.cluster.connection("empty")
        self._peer.append(pgbench(self._stage.insert_script, connection, CLIENTS, self._seconds)["tps"])

    def figures(self) -> list[Figure]:
        rounds = [ratio(*pair) for pair in zip(self._ours, self._peer)]
        ours = f"{max(self._ours):,.0f} posts/s (p99 {min(self._p99):.0f} ms)"
        detail = f"{ours} against {max(self._peer):,.0f} rows/s at best"
        return [Figure("single_vs_pgbench", "single posts against pgbench", rounds, "×", at_least(0.7), detail)]

    def stop(self) -> None:
        pass
