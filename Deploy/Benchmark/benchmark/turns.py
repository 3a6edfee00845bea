"""A run: rounds in which every measurement has its turn, and what comes of them."""

import sys
import time

from .figures import Figure
from .measurements.measurement import Measurement
from .processes import BenchmarkError
from .profile import profile
from .scenario import MEASUREMENTS, Scenario, fill_databases
from .stage import Stage


class Run:
    """What fails is left out of the rounds that follow, and does not keep the others from theirs.

    What it measured until then still counts.
    """

    def __init__(self, stage: Stage, scenario: Scenario):
        self._stage = stage
        self._scenario = scenario
        self._measurements: list[Measurement] = []
        self._given_up: list[Measurement] = []
        self.failures: list[str] = []

    def prepare(self, names: list[str]) -> None:
        if "scale" in names:
            say(f"filling databases with {self._scenario.small:,} and {self._scenario.large:,} readings")
            fill_databases(self._stage, self._scenario)
        for name in names:
            self._measurements.append(MEASUREMENTS[name](self._stage, self._scenario))

    def measure(self) -> list[Figure]:
        for number in range(1, self._scenario.rounds + 1):
            for measurement in self._running():
                say(f"round {number} of {self._scenario.rounds}: {measurement.name}")
                try:
                    measurement.round()
                except (BenchmarkError, OSError) as error:
                    self._give_up(measurement, error)
        return [figure for measurement in self._measurements for figure in self._figures(measurement)]

    def profile_missed(self) -> list[str]:
        """Profiles one more turn of each measurement that missed a target."""
        profiles = []
        for measurement in self._running():
            if any(figure.is_missed for figure in self._figures(measurement)):
                say(f"profiling {measurement.name}")
                try:
                    profiles.append(profile(self._stage, measurement))
                except (BenchmarkError, OSError) as error:
                    profiles.append(f"{measurement.name} could not be profiled: {error}")
        return profiles

    def stop(self) -> None:
        for measurement in self._running():
            measurement.stop()

    def _give_up(self, measurement: Measurement, error: Exception) -> None:
        self.failures.append(f"{measurement.name} could not be measured: {error}")
        say(self.failures[-1])
        self._given_up.append(measurement)
        measurement.stop()

    def _running(self) -> list[Measurement]:
        return [measurement for measurement in self._measurements if measurement not in self._given_up]

    def _figures(self, measurement: Measurement) -> list[Figure]:
        """Those of its rounds; none when not one of them succeeded."""
        try:
            return [figure for figure in measurement.figures() if figure.rounds]
        except ValueError:
            if measurement in self._given_up:
                return []
            raise


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
