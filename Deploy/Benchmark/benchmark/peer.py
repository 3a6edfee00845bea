"""The peers inside PostgreSQL: a table identical to hearth.readings, and clients that insert into it."""

import os

from .cast import Cast
from .cluster import Cluster

# The table as the server's own: columns, defaults, checks, indexes, foreign keys and the month partitions. Row-level
# security is left out, and the peers log in as the superuser: both favour the peer.
CREATE = """
CREATE SCHEMA peer;
CREATE TABLE peer.readings (LIKE hearth.readings INCLUDING ALL) PARTITION BY RANGE (effective_at);
CREATE SEQUENCE peer.serials;
DO $$
DECLARE
    part record;
BEGIN
    FOR part IN
        SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
        WHERE conrelid = 'hearth.readings'::regclass AND contype = 'f'
    LOOP
        EXECUTE 'ALTER TABLE peer.readings ADD ' || part.definition;
    END LOOP;
    FOR part IN
        SELECT relname, pg_get_expr(relpartbound, pg_class.oid) AS bounds
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'hearth.readings'::regclass
    LOOP
        EXECUTE format('CREATE TABLE peer.%I PARTITION OF peer.readings %s', part.relname, part.bounds);
    END LOOP;
END
$$;
"""

# One row as the server would store it. Keys ascend, as those of the service do.
INSERT = """
\\set who random(1, {patients})
INSERT INTO peer.readings (
    organization_id, id, patient_id, device_id, gateway_id, kind, systolic, diastolic, mean, characteristic,
    effective_at, received_at, device_time, correction_reason, correction_offset_seconds, flags, raw)
VALUES (
    '{organization}', lpad(to_hex(nextval('peer.serials')), 32, '0')::uuid,
    ('{patient_ids}'::uuid[])[:who], ('{device_ids}'::uuid[])[:who], '{gateway}', 'blood-pressure', 124, 81, 95, 10805,
    now() - interval '1 day', now() - interval '1 day', '2026-11-21T08:00:00', 'none', 0, '{{}}',
    '\\x127c0051005f000000000000000000');
"""


def create(cluster: Cluster, database: str) -> None:
    cluster.sql(database, CREATE)


def write_insert(cast: Cast, folder: str) -> str:
    """Writes pgbench's script of one single-row insert; returns its path."""
    patients = cast.members["patients"]
    script = os.path.join(folder, "insert.sql")
    with open(script, "w") as output:
        output.write(
            INSERT.format(
                patients=len(patients),
                organization=cast.organization,
                patient_ids="{" + ",".join(patient["id"] for patient in patients) + "}",
                device_ids="{" + ",".join(patient["device"] for patient in patients) + "}",
                gateway=cast.members["gateways"][0]["id"],
            )
        )
    return script
