"""Who takes part: an organisation with gateways, patients and devices, made as an administrator makes them."""

import json
import os
from dataclasses import dataclass

from .processes import run
from .programs import Programs
from .server import Server

GATEWAYS = 64
# Far more than connections, as in life: two requests seldom speak of the same patient.
PATIENTS = 1_000
# Every reading of the benchmark is younger than this.
ASSIGNED_FROM = "2020-01-01T00:00:00Z"


@dataclass(frozen=True)
class Cast:
    """The file that hearth-load reads, and the tokens of the people."""

    file: str
    organization: str
    administrator: str
    clinician: str
    on_call: str
    members: dict

    @property
    def identifiers(self) -> list[str]:
        return [patient["identifier"] for patient in self.members["patients"]]


class Office:
    """Hearth's own commands on the server's machine."""

    def __init__(self, programs: Programs, administrator: str, service: str):
        self._programs = programs
        self._environment = {
            "HEARTH_DATABASE_ADMINISTRATOR": administrator,
            "HEARTH_DATABASE_SERVICE": service,
            "HEARTH_MIGRATIONS_DIRECTORY": programs.migrations,
        }

    def migrate(self) -> None:
        self._run("migrate")

    def create_organization(self) -> str:
        return self._run("organization", "create", "Benchmark")

    def create_user(self, organization: str, role: str) -> str:
        return self._run("user", "create", "--organization", organization, "--role", role, f"The {role}")

    def _run(self, *arguments: str) -> str:
        return run([self._programs.hearth, *arguments], self._environment)


def assemble(office: Office, server: Server, organization: str, folder: str) -> Cast:
    """Makes everybody through the commands and the API."""
    administrator = office.create_user(organization, "administrator")
    members = {
        "organization": organization,
        "gateways": [_gateway(server, administrator, number) for number in range(GATEWAYS)],
        "patients": [_patient(server, administrator, number) for number in range(PATIENTS)],
    }
    file = os.path.join(folder, "cast.json")
    with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as output:
        json.dump(members, output)
    clinician = office.create_user(organization, "clinician")
    on_call = office.create_user(organization, "on-call")
    return Cast(file, organization, administrator, clinician, on_call, members)


def _gateway(server: Server, token: str, number: int) -> dict:
    made = server.post("/v1/gateways", token, {"name": f"Gateway {number}"})
    enrolled = server.post("/v1/gateways/enroll", None, {"code": made["enrolment"]["code"]})
    return {"id": made["gateway"]["id"], "token": enrolled["token"]}


def _patient(server: Server, token: str, number: int) -> dict:
    identifier = "E8:07:%02X:%02X:%02X:%02X" % tuple(number.to_bytes(4, "big"))
    patient = server.post(
        "/v1/patients", token, {"name": f"Patient {number}", "timeZone": "Europe/Berlin", "limitsGroup": "standard"}
    )
    device = server.post("/v1/devices", token, {"identifier": identifier})
    server.post(
        f"/v1/devices/{device['id']}/assignments", token, {"patientId": patient["id"], "from": ASSIGNED_FROM}
    )
    return {"id": patient["id"], "device": device["id"], "identifier": identifier}
