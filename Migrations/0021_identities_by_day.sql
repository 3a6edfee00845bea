-- Identities lie by day, so that storing touches few pages of their index however many there are.
--
-- An identity is a hash. In the order of hashes each new one lands on another page: of a large index that page is not
-- in memory, and the first change of it after a checkpoint goes whole into the log that is written ahead. The day is made
-- of nothing but parts of the identity (the device's date; without one, 1970-01-01 when there is a sequence number,
-- else the day of the reception in UTC), so that a repeat has the same one and the key stays unique.
SET LOCAL ROLE hearth_owner;

-- Nobody stores a measurement between the copy and the change of names.
LOCK TABLE hearth.measurement_identities IN ACCESS EXCLUSIVE MODE;
ALTER TABLE hearth.measurement_identities RENAME TO measurement_identities_before;
-- Row-level security is forced, for the owner too: here all tenants are copied.
ALTER TABLE hearth.measurement_identities_before NO FORCE ROW LEVEL SECURITY;
ALTER TABLE hearth.readings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE hearth.quarantine NO FORCE ROW LEVEL SECURITY;

CREATE TABLE hearth.measurement_identities (
    organization_id uuid NOT NULL,
    day date NOT NULL,
    identity uuid NOT NULL,
    entry_id uuid NOT NULL
);

-- Without an entry the day would be a guess: then it is null, and the migration ends here.
INSERT INTO hearth.measurement_identities (organization_id, day, identity, entry_id)
SELECT known.organization_id,
    CASE
        WHEN said.device_time !~ '^0000-|-00' THEN left(said.device_time, 10)::date
        WHEN said.sequence_number IS NOT NULL THEN date '1970-01-01'
        ELSE (said.received_at AT TIME ZONE 'UTC')::date
    END,
    known.identity, known.entry_id
FROM hearth.measurement_identities_before known
LEFT JOIN (
    SELECT organization_id, id, device_time, sequence_number, received_at
    FROM hearth.readings WHERE version = 1
    UNION ALL
    SELECT organization_id, id, device_time, sequence_number, received_at
    -- One that was released is a reading under the same key.
    FROM hearth.quarantine WHERE stage <> 'released'
) said ON said.organization_id = known.organization_id AND said.id = known.entry_id;

DROP TABLE hearth.measurement_identities_before;
ALTER TABLE hearth.measurement_identities ADD PRIMARY KEY (organization_id, day, identity);
ALTER TABLE hearth.readings FORCE ROW LEVEL SECURITY;
ALTER TABLE hearth.quarantine FORCE ROW LEVEL SECURITY;
ALTER TABLE hearth.measurement_identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.measurement_identities
    USING (organization_id = (SELECT hearth.current_organization()))
    WITH CHECK (organization_id = (SELECT hearth.current_organization()));
GRANT SELECT, INSERT ON hearth.measurement_identities TO hearth_service;
ANALYZE hearth.measurement_identities;

DROP FUNCTION hearth.claim_identities(uuid, uuid[], uuid[]);

-- As before, with the days.
CREATE FUNCTION hearth.claim_identities(organization uuid, days date[], identities uuid[], entries uuid[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    claimed bigint;
BEGIN
    BEGIN
        INSERT INTO hearth.measurement_identities (organization_id, day, identity, entry_id)
        SELECT organization, unnest(days), unnest(identities), unnest(entries);
    EXCEPTION WHEN unique_violation THEN
        INSERT INTO hearth.measurement_identities (organization_id, day, identity, entry_id)
        SELECT organization, unnest(days), unnest(identities), unnest(entries)
        ON CONFLICT DO NOTHING;
    END;
    GET DIAGNOSTICS claimed = ROW_COUNT;
    RETURN claimed;
END
$$;
GRANT EXECUTE ON FUNCTION hearth.claim_identities(uuid, date[], uuid[], uuid[]) TO hearth_service;

RESET ROLE;
