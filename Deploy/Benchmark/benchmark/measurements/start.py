"""From the start of `hearth serve` to the first 200 of /readyz."""

from ..figures import Figure, at_most
from ..stage import Stage


class Start:
    """Milliseconds until a server would be given requests."""

    name = "start"

    def __init__(self, stage: Stage):
        self._stage = stage
        self.profiled = None
        self.findings = "a start is over before a profiler watches it"
        self._milliseconds: list[float] = []

    def round(self) -> None:
        self._milliseconds.append(self._stage.start_again("empty"))

    def figures(self) -> list[Figure]:
        return [Figure("start_ms", "start to ready", self._milliseconds, "ms", at_most(500))]

    def stop(self) -> None:
        pass
