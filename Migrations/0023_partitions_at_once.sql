-- Of servers that need a month at the same moment one makes it, and the others find it.
SET LOCAL ROLE hearth_owner;

-- As before, but that the second look, behind the lock, asks the catalogue itself: the name that the first one has not
-- found may still be remembered as not being there.
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
    IF EXISTS (SELECT FROM pg_class WHERE relname = partition AND relnamespace = 'hearth'::regnamespace) THEN
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
