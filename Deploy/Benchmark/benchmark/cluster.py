"""The private PostgreSQL that everything is measured on."""

import os

from .processes import BenchmarkError, Program, processor_seconds, run
from .programs import Programs

# As an administrator would set a machine up for such a load; durability is left at PostgreSQL's default: a commit
# waits for the disk. Both sides of every comparison run on these.
PARAMETERS = {
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "max_connections": "300",
}
# Debian keeps its versions side by side here.
VERSIONS = "/usr/lib/postgresql"


class Cluster:
    """A server of its own in a folder of its own, which ends with the benchmark."""

    def __init__(self, programs: Programs, folder: str):
        self._folder = os.path.join(folder, "cluster")
        line = [programs.tool("hearth-load"), "cluster", "--folder", self._folder]
        for name, value in PARAMETERS.items():
            line += ["--parameter", f"{name}={value}"]
        self._program = Program(line, {}, os.path.join(folder, "cluster.log"))
        self._connection = self._program.first_line()

    def connection(self, database: str, user: str = "postgres") -> str:
        """A libpq connection string: of two settings libpq takes the later one."""
        return f"{self._connection} dbname='{database}' user='{user}'"

    def sql(self, database: str, text: str) -> str:
        """Runs statements as the superuser; returns the rows of the last one, fields parted by |."""
        line = ["psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", self.connection(database), "-f", "-"]
        return run(line, given=text)

    def number(self, database: str, text: str) -> int:
        return int(self.sql(database, text))

    def create(self, database: str, template: str = "template0") -> None:
        self.sql("postgres", f"CREATE DATABASE {database} TEMPLATE {template}")

    def sessions(self, user: str) -> dict[int, float]:
        """The sessions of a user that run now, and what each has used of the processors so far, in seconds."""
        with open(os.path.join(self._folder, "data", "postmaster.pid")) as file:
            postmaster = int(file.readline())
        with open(f"/proc/{postmaster}/task/{postmaster}/children") as file:
            children = [int(child) for child in file.read().split()]
        sessions: dict[int, float] = {}
        for child in children:
            try:
                with open(f"/proc/{child}/cmdline", "rb") as file:
                    # `postgres: cluster: user database …`, as PostgreSQL names its processes.
                    title = file.read().decode(errors="replace")
                if f": {user} " in title:
                    sessions[child] = processor_seconds(child)
            except FileNotFoundError:
                pass
        return sessions

    def stop(self) -> None:
        self._program.close_input()
        self._program.wait(60)


def pgbench(script: str, connection: str, clients: int, seconds: float) -> dict[str, float]:
    """Runs pgbench with prepared statements; returns transactions per second and their mean latency in ms."""
    line = [_pgbench_path(), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(max(1, round(seconds)))]
    output = run([*line, "-f", script, connection])
    found: dict[str, float] = {}
    for text in output.splitlines():
        if text.startswith("tps ="):
            found["tps"] = float(text.split()[2])
        elif text.startswith("latency average ="):
            found["latency_ms"] = float(text.split()[3])
        elif text.startswith("number of failed transactions:") and not text.split(":")[1].strip().startswith("0 "):
            raise BenchmarkError(f"pgbench: {text}")
    if len(found) != 2:
        raise BenchmarkError(f"pgbench said something else: {output[-500:]}")
    return found


def _pgbench_path() -> str:
    versions = sorted((int(name) for name in os.listdir(VERSIONS) if name.isdigit()), reverse=True)
    for version in versions:
        path = os.path.join(VERSIONS, str(version), "bin", "pgbench")
        if os.access(path, os.X_OK):
            return path
    raise BenchmarkError("pgbench is not installed: apt-get install postgresql")
