"""The server's memory at a thousand connections that all post."""

from ..figures import Figure, Spread, at_most
from ..processes import BenchmarkError
from ..stage import Stage

CONNECTIONS = 1_000


class ServerMemory:
    """The most that a fresh server has resident while it works."""

    name = "server memory"

    def __init__(self, stage: Stage, seconds: float):
        self._stage = stage
        self.profiled = None
        self.findings = ""
        self._seconds = seconds
        self._megabytes: list[float] = []
        self._own: list[float] = []
        self._rates: list[float] = []

    def round(self) -> None:
        self._stage.empty_readings()
        self._stage.start_again("empty")
        server = self._stage.serve("empty")
        result = self._stage.programs.load(
            "readings",
            port=server.port,
            cast=self._stage.cast.file,
            connections=CONNECTIONS,
            batch=1,
            seconds=self._seconds,
        )
        if result["failures"] or not result["readings"]:
            raise BenchmarkError(f"{result['failures']} posts on {CONNECTIONS:,} connections failed")
        self._rates.append(result["readings"] / result["seconds"])
        self._megabytes.append(server.program.peak_megabytes())
        self._own.append(server.program.own_megabytes())
        self.findings = server.program.memory_by_file()

    def figures(self) -> list[Figure]:
        own = f"{Spread.of(self._own).median:.0f} MB are no pages of files"
        detail = f"{max(self._rates):,.0f} posts/s on {CONNECTIONS:,} connections at best; {own}"
        return [Figure("server_mb", "memory of the server", self._megabytes, "MB", at_most(150), detail)]

    def stop(self) -> None:
        pass
