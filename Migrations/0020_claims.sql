-- Claims the identities of measurements that are stored together, mostly all of them new.
--
-- ON CONFLICT looks for each identity in the index before it is inserted, and marks the row as not yet settled in
-- between: as much work again as storing it. So they are first stored as if nobody had them; the unique index refuses the
-- first one that somebody has, all of this attempt is undone, and only then each is looked for.
SET LOCAL ROLE hearth_owner;

-- How many of them were new. It runs with the caller's rights, and so under row-level security.
CREATE FUNCTION hearth.claim_identities(organization uuid, identities uuid[], entries uuid[]) RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    claimed bigint;
BEGIN
    BEGIN
        INSERT INTO hearth.measurement_identities (organization_id, identity, entry_id)
        SELECT organization, unnest(identities), unnest(entries);
    EXCEPTION WHEN unique_violation THEN
        INSERT INTO hearth.measurement_identities (organization_id, identity, entry_id)
        SELECT organization, unnest(identities), unnest(entries)
        ON CONFLICT DO NOTHING;
    END;
    GET DIAGNOSTICS claimed = ROW_COUNT;
    RETURN claimed;
END
$$;
GRANT EXECUTE ON FUNCTION hearth.claim_identities(uuid, uuid[], uuid[]) TO hearth_service;

RESET ROLE;
