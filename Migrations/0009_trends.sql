-- Trends and latest readings from indexes alone: versions that count, rollups of dense series, vacuum that keeps up.
SET LOCAL ROLE hearth_owner;

-- When a newer version of the reading was stored; null for the version that counts. It is the only column of a reading
-- that ever changes: what was measured stays in its row.
ALTER TABLE hearth.readings ADD COLUMN superseded_at timestamptz;

-- Marks a version whose successor is stored. The service may not change readings, and through this function it can hide
-- none: without a newer version nothing happens.
CREATE FUNCTION hearth.supersede_reading(organization uuid, reading uuid, old_version integer, measured timestamptz)
RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE hearth.readings SET superseded_at = now()
    WHERE organization_id = organization AND id = reading AND version = old_version AND effective_at = measured
        AND superseded_at IS NULL AND EXISTS (
            SELECT FROM hearth.readings newer
            WHERE newer.organization_id = organization AND newer.id = reading AND newer.version = old_version + 1)
$$;
GRANT EXECUTE ON FUNCTION hearth.supersede_reading(uuid, uuid, integer, timestamptz) TO hearth_service;

-- The same question as before (one patient, one kind, a span of time), of the versions that count only, and with all
-- that a trend and the newest reading of a kind show.
DROP INDEX hearth.readings_of_patient;
CREATE INDEX readings_of_patient ON hearth.readings (organization_id, patient_id, kind, effective_at DESC, id DESC)
    INCLUDE (value, systolic, diastolic, mean, absent, version)
    WHERE superseded_at IS NULL;

-- What a series with a reading a second did in each five minutes from midnight UTC of 1 January 2000. A row covers
-- every reading of its five minutes that counts, whichever way it came; five minutes without a row are answered from
-- the readings. So nothing has to be filled in for readings that were stored before this table was made.
-- The primary key includes the numbers, so that a trend reads nothing else.
CREATE TABLE hearth.reading_rollups (
    organization_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind <> 'blood-pressure'),
    starts_at timestamptz NOT NULL
        CHECK (starts_at = date_bin('5 minutes', starts_at, '2000-01-01 00:00:00+00')),
    minimum numeric,
    maximum numeric,
    total numeric NOT NULL,
    count bigint NOT NULL CHECK (count >= 0),
    PRIMARY KEY (organization_id, patient_id, kind, starts_at) INCLUDE (minimum, maximum, total, count),
    FOREIGN KEY (organization_id, patient_id) REFERENCES hearth.patients (organization_id, id),
    CHECK ((count = 0) = (minimum IS NULL) AND (count = 0) = (maximum IS NULL))
) WITH (
    autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_insert_threshold = 10000, autovacuum_vacuum_insert_scale_factor = 0.01
);
ALTER TABLE hearth.reading_rollups ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.reading_rollups
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (minimum, maximum, total, count) ON hearth.reading_rollups TO hearth_service;

-- An index answers alone only where the visibility map says that a page is the same for everybody, and only vacuum
-- writes that map. PostgreSQL's own setting waits for a fifth of a table to be new: of a month with ten million readings
-- the last two million. One in a hundred costs little, since vacuum reads only the pages that are new.
CREATE FUNCTION hearth.set_readings_storage(partition text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'ALTER TABLE hearth.%I SET (
            autovacuum_vacuum_insert_threshold = 10000, autovacuum_vacuum_insert_scale_factor = 0.01,
            autovacuum_analyze_threshold = 10000, autovacuum_analyze_scale_factor = 0.05)',
        partition);
END
$$;

SELECT hearth.set_readings_storage(c.relname)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'hearth.readings'::regclass;

-- As before, and with the settings above.
CREATE OR REPLACE FUNCTION hearth.ensure_readings_partition(day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    first date := date_trunc('month', day)::date;
    partition text := 'readings_' || to_char(first, 'YYYY_MM');
BEGIN
    IF first < date '2000-01-01' OR first > current_date + interval '24 months' THEN
        RETURN false;
    END IF;
    IF to_regclass(format('hearth.%I', partition)) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('hearth.readings'));
    IF to_regclass(format('hearth.%I', partition)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE hearth.%I (LIKE hearth.readings INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    PERFORM hearth.set_readings_storage(partition);
    EXECUTE format('ALTER TABLE hearth.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format(
        'ALTER TABLE hearth.readings ATTACH PARTITION hearth.%I FOR VALUES FROM (%L) TO (%L)',
        partition, first::timestamptz, (first + interval '1 month')::timestamptz);
    RETURN true;
END
$$;

RESET ROLE;
