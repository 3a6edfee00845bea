"""The bare HTTP engine: a hello server on Hearth's, and one on Hummingbird, asked by the same client."""

import os

from ..figures import Figure, at_least, ratio
from ..processes import BenchmarkError, Program
from ..stage import Stage

CONNECTIONS = 32
# One thread each, so that a core is left for the client on the smallest machine.
THREADS = 1


class BareHTTP:
    """Requests a second on keep-alive connections."""

    name = "bare HTTP"

    def __init__(self, stage: Stage, seconds: float):
        self._stage = stage
        self._seconds = seconds
        self._servers = {name: self._start(name) for name in ("hello-hearth", "hello-hummingbird")}
        self._rates: dict[str, list[float]] = {name: [] for name in self._servers}
        self._client_share: list[float] = []
        self.profiled = lambda: self._servers["hello-hearth"][0]

    def _start(self, name: str) -> tuple[Program, int]:
        line = [self._stage.programs.tool(name), str(THREADS)]
        program = Program(line, {}, os.path.join(self._stage.folder, f"{name}.log"))
        return program, int(program.first_line().split()[1])

    def round(self) -> None:
        for name, (_, port) in self._servers.items():
            result = self._stage.programs.load("hello", port=port, connections=CONNECTIONS, seconds=self._seconds)
            if result["failures"]:
                raise BenchmarkError(f"{name} answered something else")
            self._rates[name].append(result["requests"] / result["seconds"])
            self._client_share.append(result["processorSeconds"] / result["seconds"])

    def figures(self) -> list[Figure]:
        ours, peer = self._rates.values()
        detail = f"{max(ours):,.0f} against {max(peer):,.0f} requests/s at best"
        if max(self._client_share) > 0.9:
            detail += "; the client was the limit"
        rounds = [ratio(*pair) for pair in zip(ours, peer)]
        return [Figure("http_vs_hummingbird", "bare HTTP against Hummingbird", rounds, "×", at_least(1.5), detail)]

    def stop(self) -> None:
        for program, _ in self._servers.values():
            program.stop()
