"""A large database against a small one: trends of 90 days, and ingest."""

import os
import random

from ..figures import Figure, at_least, at_most, ratio
from ..history import HISTORY_DAYS
from ..processes import BenchmarkError
from ..stage import Stage
from .batches import post_batches

# A few clinicians at a time.
TREND_CONNECTIONS = 4
# More than are asked for in one turn.
TREND_PATHS = 50_000


class Scale:
    """Trends of `large` against those of `small`, and ingest of `large` against that of `empty`."""

    name = "scale"

    def __init__(self, stage: Stage, seconds: float):
        self._stage = stage
        self.profiled = lambda: stage.serve("large").program
        self._seconds = seconds
        self._random = random.Random(1)
        self._p99: dict[str, list[float]] = {"small": [], "large": []}
        self._rates: dict[str, list[float]] = {"empty": [], "large": []}

    def _write_paths(self, database: str) -> str:
        """A clinician's token, then trends of patients chosen at random among all, others each time."""
        patients = self._stage.cluster.sql(database, "SELECT id FROM history.patients ORDER BY place").split()
        start, end = self._stage.cluster.sql(
            database,
            f"""SELECT to_char(day - interval '{HISTORY_DAYS} days', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                to_char(day, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM history.today""",
        ).split("|")
        chosen = self._random.choices(patients, k=TREND_PATHS)
        file = os.path.join(self._stage.folder, f"trends-{database}")
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
            print(self._stage.cast.clinician, file=output)
            for patient in chosen:
                query = f"metric=systolic-pressure&from={start}&to={end}&bucket=1d"
                print(f"/v1/patients/{patient}/trends?{query}", file=output)
        return file

    def round(self) -> None:
        for database in self._p99:
            result = self._stage.programs.load(
                "trends",
                port=self._stage.serve(database).port,
                paths=self._write_paths(database),
                connections=TREND_CONNECTIONS,
                seconds=self._seconds,
            )
            if result["failures"]:
                raise BenchmarkError(f"{result['failures']} trends failed")
            self._p99[database].append(result["p99Milliseconds"])
        self._stage.empty_readings()
        for database in self._rates:
            self._rates[database].append(post_batches(self._stage, database, self._seconds))

    def figures(self) -> list[Figure]:
        small, large = self._p99.values()
        growth = [ratio(*pair) for pair in zip(large, small)]
        empty, full = self._rates.values()
        ingest = [ratio(*pair) for pair in zip(full, empty)]
        sizes = f"{self._stage.sizes['small']:,} and {self._stage.sizes['large']:,} readings"
        return [
            Figure(
                "trend_p99_growth",
                "trend of 90 days, p99, large against small",
                growth,
                "×",
                at_most(1.3),
                f"{min(large):.1f} ms against {min(small):.1f} ms at best; {sizes}",
            ),
            Figure(
                "ingest_at_scale",
                "ingest, large against empty",
                ingest,
                "×",
                at_least(0.85),
                f"{max(full):,.0f} against {max(empty):,.0f} readings/s at best",
            ),
        ]

    def stop(self) -> None:
        pass
