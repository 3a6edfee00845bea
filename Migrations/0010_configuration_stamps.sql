-- What servers may keep in memory of devices, assignments, limits and credentials, and how they notice that it is old.
--
-- Each change of them gives its organisation a new stamp, in the transaction of the change. A transaction that stores
-- readings takes the organisation's lock, shared, and then reads the stamp: if it is the one under which something was
-- kept in memory, then that is true and stays true until it commits, for a change takes the same lock alone. The
-- trigger is deferred: the lock is held for the length of a commit, and no client can fall silent with it.
SET LOCAL ROLE hearth_owner;

-- An organisation without a row has had no change since it was made. Stamps are random, so that none comes again, not
-- even when the database is restored from a backup while servers run.
CREATE TABLE hearth.configuration_stamps (
    organization_id uuid PRIMARY KEY REFERENCES hearth.organizations (id),
    stamp uuid NOT NULL
);
ALTER TABLE hearth.configuration_stamps ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.configuration_stamps
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
-- For the functions below only: nobody can log in as the owner.
CREATE POLICY stamping ON hearth.configuration_stamps TO hearth_owner USING (true) WITH CHECK (true);
GRANT SELECT ON hearth.configuration_stamps TO hearth_service;

-- The lock of an organisation's configuration: shared by those who rely on it, alone for those who change it.
CREATE FUNCTION hearth.configuration_lock(organization uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN hashtextextended('configuration ' || organization::text, 0);
GRANT EXECUTE ON FUNCTION hearth.configuration_lock(uuid) TO hearth_service;

-- Once in each transaction is enough: nobody else sees the stamp before the commit.
CREATE FUNCTION hearth.stamp_configuration() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization uuid := coalesce(NEW.organization_id, OLD.organization_id);
BEGIN
    IF current_setting('hearth.stamped', true) IS DISTINCT FROM organization::text THEN
        PERFORM pg_advisory_xact_lock(hearth.configuration_lock(organization));
        INSERT INTO hearth.configuration_stamps VALUES (organization, gen_random_uuid())
        ON CONFLICT (organization_id) DO UPDATE SET stamp = excluded.stamp;
        PERFORM pg_notify('hearth_configuration', organization::text);
        PERFORM set_config('hearth.stamped', organization::text, true);
    END IF;
    RETURN NULL;
END
$$;

-- A new gateway, user or credential changes nothing that is known: what is not found is not remembered.
CREATE CONSTRAINT TRIGGER stamp AFTER UPDATE OR DELETE ON hearth.gateways
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();
CREATE CONSTRAINT TRIGGER stamp AFTER UPDATE OR DELETE ON hearth.users
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();
CREATE CONSTRAINT TRIGGER stamp AFTER UPDATE OR DELETE ON hearth.credentials
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();
CREATE CONSTRAINT TRIGGER stamp AFTER INSERT OR UPDATE OR DELETE ON hearth.devices
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();
CREATE CONSTRAINT TRIGGER stamp AFTER INSERT OR UPDATE OR DELETE ON hearth.assignments
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();
CREATE CONSTRAINT TRIGGER stamp AFTER INSERT OR UPDATE OR DELETE ON hearth.limits
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();
-- Of a patient only the group's limits are known.
CREATE CONSTRAINT TRIGGER stamp AFTER UPDATE OF limits_group OR DELETE ON hearth.patients
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearth.stamp_configuration();

-- The stamps of several organisations: how a server checks, at regular times, all that it keeps in memory.
CREATE FUNCTION hearth.configuration_stamps_of(organizations uuid[])
RETURNS TABLE (organization_id uuid, stamp uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.organization_id, s.stamp FROM hearth.configuration_stamps s WHERE s.organization_id = ANY (organizations)
$$;
GRANT EXECUTE ON FUNCTION hearth.configuration_stamps_of(uuid[]) TO hearth_service;

RESET ROLE;
