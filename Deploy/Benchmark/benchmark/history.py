"""Fills databases with months of readings, straight into Hearth's tables."""

import os
from concurrent.futures import ThreadPoolExecutor

from .cast import Cast
from .cluster import Cluster

HISTORY_DAYS = 90
READINGS_A_DAY = 4
READINGS_OF_A_PATIENT = HISTORY_DAYS * READINGS_A_DAY
# Sessions that fill at once.
WORKERS = 2

# Patients of the organisation, numbered, each with a device. Those of the cast, who will post, come first: they have a
# history as everybody.
PEOPLE = """
CREATE SCHEMA history;
CREATE TABLE history.today AS SELECT date_trunc('day', now()) AS day;
CREATE TABLE history.patients AS
    SELECT row_number() OVER (ORDER BY patient_id) AS place, patient_id AS id, device_id AS device
    FROM hearth.assignments ORDER BY place LIMIT {patients};
WITH others AS (
    INSERT INTO history.patients
    SELECT place, gen_random_uuid(), gen_random_uuid()
    FROM generate_series((SELECT count(*) FROM history.patients) + 1, {patients}) AS place
    RETURNING place, id, device
), people AS (
    INSERT INTO hearth.patients (organization_id, id, name, zone, limits_group)
    SELECT '{organization}', id, 'Patient ' || place, 'Europe/Berlin', 'standard' FROM others
)
INSERT INTO hearth.devices (organization_id, id, identifier)
    SELECT '{organization}', device, 'history-' || place FROM others;
SELECT hearth.ensure_readings_partition((day - make_interval(days => back))::date)
    FROM history.today, generate_series(0, {days} + 31, 28) AS back;
ANALYZE history.patients;
"""

# One day of every patient after the other, as they would have come. Foreign keys hold by construction and are not
# checked again row by row. Within a quarter of a day the rows go in by the order of their largest index instead of the
# minutes, so that each page of it is looked at once in that time and not thousands of times.
DAY = """
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';
WITH measured AS (
    SELECT p.*, turn, t.day - interval '{back} days' + make_interval(hours => 6 * turn, secs => place % 21600) AS at,
        overlay(md5(random()::text) placing
            lpad(to_hex((extract(epoch FROM t.day) * 1000 - {back} * 86400000.0)::bigint), 12, '0') FROM 1 FOR 12
        )::uuid AS reading
    FROM history.today t, generate_series(0, {turns} - 1) AS turn, history.patients p
), identified AS (
    INSERT INTO hearth.measurement_identities (organization_id, day, identity, entry_id)
    SELECT '{organization}', at::date, gen_random_uuid() AS identity, reading FROM measured ORDER BY at::date, identity
)
INSERT INTO hearth.readings (
    organization_id, id, patient_id, device_id, gateway_id, kind, systolic, diastolic, mean, characteristic,
    effective_at, received_at, device_time, correction_reason, correction_offset_seconds, flags, raw)
SELECT '{organization}', reading, id, device, '{gateway}', 'blood-pressure',
    110 + place % 30, 70 + place % 15, 85 + place % 20, 10805, at, at, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS'),
    'none', 0, '{{}}', uuid_send(reading)
FROM measured ORDER BY turn, id;
"""

# Nothing is lost that could not be filled again: while it is filled, nobody waits for the disk, and the log that is
# written ahead holds changes instead of pages.
UNSAFE = ("fsync", "full_page_writes")


def fill(cluster: Cluster, database: str, cast: Cast, readings: int) -> int:
    """Stores about so many readings, 90 days of as many patients as that takes; returns how many."""
    patients = max(1, readings // READINGS_OF_A_PATIENT)
    words = {
        "organization": cast.organization,
        "gateway": cast.members["gateways"][0]["id"],
        "patients": patients,
        "days": HISTORY_DAYS,
        "turns": READINGS_A_DAY,
    }
    for setting in UNSAFE:
        cluster.sql(database, f"ALTER SYSTEM SET {setting} = off")
    cluster.sql(database, "SELECT pg_reload_conf()")
    cluster.sql(database, PEOPLE.format(**words))
    with ThreadPoolExecutor(WORKERS) as workers:
        days = (DAY.format(back=back, **words) for back in range(HISTORY_DAYS, 0, -1))
        list(workers.map(lambda day: cluster.sql(database, day), days))
    cluster.sql(database, "VACUUM (ANALYZE) hearth.readings, hearth.measurement_identities, hearth.patients")
    for setting in UNSAFE:
        cluster.sql(database, f"ALTER SYSTEM RESET {setting}")
    cluster.sql(database, "SELECT pg_reload_conf()")
    # What PostgreSQL has given to the system while it did not wait for the disk must be there before anything is measured.
    cluster.sql(database, "CHECKPOINT")
    os.sync()
    return patients * READINGS_OF_A_PATIENT
