"""`hearth serve`, as it is run in production."""

import http.client
import json
import os
import time

from .processes import BenchmarkError, Program
from .programs import Programs

READY_SECONDS = 30
POLL_SECONDS = 0.001


class Server:
    """One server on a port of the kernel's choice."""

    def __init__(
        self, programs: Programs, connection: str, folder: str, name: str, under: list[str] | None = None
    ):
        environment = {"HEARTH_DATABASE_SERVICE": connection, "HEARTH_HTTP_PORT": "0", "HEARTH_LOG_LEVEL": "warning"}
        log = os.path.join(folder, f"server-{name}.log")
        self.program = Program([*(under or []), programs.hearth, "serve"], environment, log)
        self.port = int(self.program.first_line().rsplit(":", 1)[1])
        self.ready_milliseconds = self._wait_until_ready()

    def _wait_until_ready(self) -> float:
        deadline = self.program.started + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                if self.call("GET", "/readyz")[0] == 200:
                    return (time.monotonic() - self.program.started) * 1000
            except OSError:
                pass
            time.sleep(POLL_SECONDS)
        raise BenchmarkError("the server does not become ready")

    def call(self, method: str, path: str, token: str | None = None, body: object = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, path: str, token: str | None, body: object) -> dict:
        """Posts a document and returns the answer's; any status but a success is an error."""
        status, answer = self.call("POST", path, token, body)
        if not 200 <= status <= 299:
            raise BenchmarkError(f"POST {path} answered {status}: {answer[:500]!r}")
        return json.loads(answer)

    def stop(self) -> None:
        self.program.stop()
