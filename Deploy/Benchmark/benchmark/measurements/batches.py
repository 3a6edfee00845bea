"""Batches of readings, against batched inserts and against COPY, the ceiling."""

from ..figures import Figure, at_least, ratio
from ..processes import BenchmarkError
from ..stage import Stage

CONNECTIONS = 16
BATCH = 100
WRITERS = 2
INSERT_ROWS = 500


class Batches:
    """Readings a second of posts with 100 readings each."""

    name = "batches"

    def __init__(self, stage: Stage, seconds: float):
        self._stage = stage
        self.profiled = lambda: stage.serve("empty").program
        self._seconds = seconds
        self._ours: list[float] = []
        self._inserted: list[float] = []
        self._copied: list[float] = []

    def round(self) -> None:
        self._stage.empty_readings()
        rate = post_batches(self._stage, "empty", self._seconds)
        self._ours.append(rate)
        self._inserted.append(self._write(INSERT_ROWS))
        self._copied.append(self._write(0))

    def _write(self, rows: int) -> float:
        self._stage.empty_readings()
        result = self._stage.programs.load(
            "database",
            connection=self._stage.cluster.connection("empty"),
            cast=self._stage.cast.file,
            clients=WRITERS,
            rows=rows,
            seconds=self._seconds,
        )
        stored = self._stage.cluster.number("empty", "SELECT count(*) FROM peer.readings")
        if stored != result["readings"]:
            raise BenchmarkError(f"{result['readings']} rows written, {stored} stored")
        return stored / result["seconds"]

    def figures(self) -> list[Figure]:
        inserts = [ratio(*pair) for pair in zip(self._ours, self._inserted)]
        copies = [ratio(*pair) for pair in zip(self._ours, self._copied)]
        ours = f"{max(self._ours):,.0f} readings/s"
        return [
            Figure(
                "batch_vs_insert",
                "batches against batched inserts",
                inserts,
                "×",
                at_least(0.5),
                f"{ours} against {max(self._inserted):,.0f} rows/s at best",
            ),
            Figure(
                "batch_vs_copy",
                "batches against COPY",
                copies,
                "×",
                None,
                f"{ours} against {max(self._copied):,.0f} rows/s at best",
            ),
        ]

    def stop(self) -> None:
        pass


def post_batches(stage: Stage, database: str, seconds: float) -> float:
    """Posts batches to the server of a database; returns the readings that it created in a second."""
    before = stage.stored_readings(database)
    result = stage.programs.load(
        "readings",
        port=stage.serve(database).port,
        cast=stage.cast.file,
        connections=CONNECTIONS,
        batch=BATCH,
        seconds=seconds,
    )
    stored = stage.stored_readings(database) - before
    if result["failures"] or stored != result["readings"]:
        raise BenchmarkError(f"{result['failures']} batches failed; {result['readings']} created, {stored} stored")
    return stored / result["seconds"]
