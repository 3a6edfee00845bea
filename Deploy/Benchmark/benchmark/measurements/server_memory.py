"""The server's memory at a thousand connections that all post."""

from ..figures import Figure, Spread, at_most
from ..processes import BenchmarkError
from ..stage import Stage

CONNECTIONS = 1_000
# As many readings in a post as a gateway sends that was away. There is no room for as many of these at once: what is too
# much is answered with 503, and its client tries again at once, as no gateway does.
FULL_BATCH = 100


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
        self._refused = 0

    def round(self) -> None:
        self._stage.empty_readings()
        self._stage.start_again("empty")
        server = self._stage.serve("empty")
        single = self._post(server.port, 1)
        if single["failures"] or not single["readings"]:
            raise BenchmarkError(f"{single['failures']} posts on {CONNECTIONS:,} connections failed")
        self._rates.append(single["readings"] / single["seconds"])
        full = self._post(server.port, FULL_BATCH)
        if not full["readings"]:
            raise BenchmarkError(f"no batch on {CONNECTIONS:,} connections was stored")
        self._refused += full["failures"]
        self._megabytes.append(server.program.peak_megabytes())
        self._own.append(server.program.own_megabytes())
        self.findings = server.program.memory_by_file()

    def _post(self, port: int, batch: int) -> dict:
        return self._stage.programs.load(
            "readings",
            port=port,
            cast=self._stage.cast.file,
            connections=CONNECTIONS,
            batch=batch,
            seconds=self._seconds / 2,
        )

    def figures(self) -> list[Figure]:
        own = f"{Spread.of(self._own).median:.0f} MB are no pages of files"
        posts = f"{max(self._rates):,.0f} posts/s on {CONNECTIONS:,} connections at best"
        detail = f"{posts}, then batches of {FULL_BATCH}, {self._refused:,} of them refused; {own}"
        return [Figure("server_mb", "memory of the server", self._megabytes, "MB", at_most(150), detail)]

    def stop(self) -> None:
        pass
