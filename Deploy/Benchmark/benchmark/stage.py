"""Everything that the measurements share: the cluster, its databases, the servers and the cast."""

from . import peer
from .cast import Cast, Office, assemble
from .cluster import Cluster
from .programs import Programs
from .server import Server

# What a run of ingest leaves behind; the tables are emptied so that each turn starts from the same.
INGESTED = "hearth.readings, hearth.measurement_identities"
# The role that the server logs in as.
SERVICE = "hearth_service"


class Stage:
    """A cluster whose database `empty` has the cast and no readings."""

    def __init__(self, programs: Programs, folder: str):
        self.programs = programs
        self.folder = folder
        self.servers: dict[str, Server] = {}
        # How many readings the databases with a history were filled with.
        self.sizes: dict[str, int] = {}
        self.cluster = Cluster(programs, folder)
        try:
            self.cast = self._prepare()
        except BaseException:
            self.stop()
            raise

    def _prepare(self) -> Cast:
        self.cluster.create("empty")
        office = Office(self.programs, self.cluster.connection("empty"), self._service("empty"))
        office.migrate()
        organization = office.create_organization()
        cast = assemble(office, self.serve("empty"), organization, self.folder)
        peer.create(self.cluster, "empty")
        self.insert_script = peer.write_insert(cast, self.folder)
        return cast

    def _service(self, database: str) -> str:
        return self.cluster.connection(database, SERVICE)

    def serve(self, database: str, under: list[str] | None = None) -> Server:
        """The server of a database; started, perhaps under another program, when it does not run yet."""
        if database not in self.servers:
            self.servers[database] = Server(self.programs, self._service(database), self.folder, database, under)
        return self.servers[database]

    def stop_serving(self, database: str) -> None:
        self.servers.pop(database).stop()

    def start_again(self, database: str) -> float:
        """Stops the server and starts it; returns the milliseconds from its start until it is ready."""
        self.stop_serving(database)
        return self.serve(database).ready_milliseconds

    def empty_readings(self) -> None:
        """Takes away what was ingested into `empty`, by Hearth and by its peers."""
        self.cluster.sql("empty", f"TRUNCATE {INGESTED}, peer.readings; CHECKPOINT;")

    def sessions(self) -> dict[int, float]:
        """The servers' sessions in PostgreSQL, and the processor seconds that each has used."""
        return self.cluster.sessions(SERVICE)

    def stored_readings(self, database: str) -> int:
        return self.cluster.number(database, "SELECT count(*) FROM hearth.readings")

    def stop(self) -> None:
        for server in self.servers.values():
            server.stop()
        self.cluster.stop()

