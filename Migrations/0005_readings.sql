-- What was measured: the identities that decide what is new, the readings, and what waits for a person.
SET LOCAL ROLE hearth_owner;

-- The one place that decides whether a measurement is new. The identity is 16 bytes of a hash, kept in a uuid because
-- that is PostgreSQL's 16-byte type. entry_id is the key of the reading, or of the quarantine entry; an entry that is
-- released becomes a reading under the same key, so that a row here never changes.
CREATE TABLE hearth.measurement_identities (
    organization_id uuid NOT NULL,
    identity uuid NOT NULL,
    entry_id uuid NOT NULL,
    PRIMARY KEY (organization_id, identity)
);
ALTER TABLE hearth.measurement_identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.measurement_identities
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.measurement_identities TO hearth_service;

-- One row is one FHIR Observation. Numbers are in the canonical unit of the kind; `original` is what the device said
-- when its unit was another, `absent` why a number is missing: both as {"metric": …} in the wire's words.
CREATE TABLE hearth.readings (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    patient_id uuid NOT NULL,
    kind text NOT NULL,
    effective_at timestamptz NOT NULL,
    value numeric,
    systolic numeric,
    diastolic numeric,
    mean numeric,
    absent jsonb,
    original jsonb,
    received_at timestamptz NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    device_time text,
    sequence_number bigint,
    correction_reason text NOT NULL,
    correction_offset_seconds bigint NOT NULL,
    user_index integer,
    flags text[] NOT NULL,
    characteristic integer NOT NULL,
    raw bytea NOT NULL,
    device_id uuid NOT NULL,
    gateway_id uuid NOT NULL,
    PRIMARY KEY (organization_id, id, version, effective_at),
    FOREIGN KEY (organization_id, patient_id) REFERENCES hearth.patients (organization_id, id),
    FOREIGN KEY (organization_id, device_id) REFERENCES hearth.devices (organization_id, id),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id),
    CHECK (kind = 'blood-pressure' OR num_nonnulls(systolic, diastolic, mean) = 0),
    CHECK (kind <> 'blood-pressure' OR value IS NULL)
) PARTITION BY RANGE (effective_at);

-- The question that is asked of readings: one patient, one kind, a span of time. The numbers are in the index, so that
-- a trend reads nothing else.
CREATE INDEX readings_of_patient ON hearth.readings (organization_id, patient_id, kind, effective_at DESC, id DESC)
    INCLUDE (value, systolic, diastolic, mean);
CREATE INDEX readings_of_device ON hearth.readings (organization_id, device_id, effective_at);
ALTER TABLE hearth.readings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.readings
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.readings TO hearth_service;

-- Before 2000 nothing is expected (such times are quarantined first), so one partition holds all of it. From 2000 on a
-- month has a partition of its own, made ahead or when its first reading arrives. There is no default partition:
-- attaching a month would have to scan it.
CREATE TABLE hearth.readings_before_2000 PARTITION OF hearth.readings
    FOR VALUES FROM (MINVALUE) TO ('2000-01-01 00:00:00+00');
ALTER TABLE hearth.readings_before_2000 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Makes the partition of the month that holds the day; true when it was not there. A month that is years ahead is left
-- out: no reading is stored there, and a made-up time must not fill the catalogue. The service calls it and owns
-- nothing. ATTACH lets readers and writers of the other months go on, which CREATE … PARTITION OF would not.
CREATE FUNCTION hearth.ensure_readings_partition(day date) RETURNS boolean
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
    EXECUTE format('ALTER TABLE hearth.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format(
        'ALTER TABLE hearth.readings ATTACH PARTITION hearth.%I FOR VALUES FROM (%L) TO (%L)',
        partition, first::timestamptz, (first + interval '1 month')::timestamptz);
    RETURN true;
END
$$;
GRANT EXECUTE ON FUNCTION hearth.ensure_readings_partition(date) TO hearth_service;

SELECT hearth.ensure_readings_partition((current_date + make_interval(months => ahead))::date)
FROM generate_series(-1, 3) AS ahead;

-- Well-formed measurements that could not be put on a patient. Never dropped, never guessed: a person decides.
CREATE TABLE hearth.quarantine (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    cause text NOT NULL,
    detail text NOT NULL,
    identity uuid NOT NULL,
    gateway_id uuid NOT NULL,
    device_identifier text NOT NULL,
    characteristic integer NOT NULL,
    measurement jsonb NOT NULL,
    effective_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    device_time text,
    sequence_number bigint,
    correction_reason text NOT NULL,
    correction_offset_seconds bigint NOT NULL,
    user_index integer,
    flags text[] NOT NULL,
    raw bytea NOT NULL,
    stage text NOT NULL DEFAULT 'pending' CHECK (stage IN ('pending', 'released', 'discarded')),
    decided_by_kind text,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, identity),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id),
    CHECK ((stage = 'pending') = (decided_at IS NULL)),
    CHECK ((stage = 'discarded') = (decision_reason IS NOT NULL))
);
CREATE INDEX ON hearth.quarantine (organization_id, stage, id);
ALTER TABLE hearth.quarantine ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.quarantine
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (stage, decided_by_kind, decided_by, decided_at, decision_reason)
    ON hearth.quarantine TO hearth_service;

RESET ROLE;
