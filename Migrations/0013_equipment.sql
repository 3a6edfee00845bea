-- Alerts about the equipment: what gateways say of themselves, when devices were seen, and when a server was alive.
SET LOCAL ROLE hearth_owner;

-- An alert is of one patient, one gateway or one device, or of the server. Those of patients are as strict as before.
ALTER TABLE hearth.alerts
    ALTER COLUMN patient_id DROP NOT NULL,
    ALTER COLUMN limits_id DROP NOT NULL,
    ALTER COLUMN metric DROP NOT NULL,
    ALTER COLUMN side DROP NOT NULL,
    ALTER COLUMN newest_reading_at DROP NOT NULL,
    ADD COLUMN gateway_id uuid,
    ADD COLUMN device_id uuid,
    ADD FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id),
    ADD FOREIGN KEY (organization_id, device_id) REFERENCES hearth.devices (organization_id, id),
    ADD CHECK (
        CASE
            WHEN patient_id IS NOT NULL THEN
                num_nulls(limits_id, metric, side, newest_reading_at) = 0 AND num_nonnulls(gateway_id, device_id) = 0
            ELSE
                rule LIKE 'technical/%' AND num_nonnulls(limits_id, metric, side, newest_reading_at) = 0
                AND num_nonnulls(gateway_id, device_id) = CASE rule WHEN 'technical/server-silent' THEN 0 ELSE 1 END
        END);
CREATE UNIQUE INDEX one_open_technical_alert ON hearth.alerts (organization_id, rule, gateway_id, device_id)
    NULLS NOT DISTINCT WHERE state <> 'cleared' AND patient_id IS NULL;
ALTER TABLE hearth.alert_events ALTER COLUMN side DROP NOT NULL;

-- The latest report of each gateway. heard_at is the latest report or upload, heard_since the first one after the latest
-- silence; the baselines are what the gateway kept when it reported before, so that what is kept for ever is news once.
CREATE TABLE hearth.gateway_reports (
    organization_id uuid NOT NULL,
    gateway_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    heard_at timestamptz NOT NULL,
    heard_since timestamptz NOT NULL,
    refused_baseline bigint NOT NULL,
    undecodable_baseline bigint NOT NULL,
    report jsonb NOT NULL,
    PRIMARY KEY (organization_id, gateway_id),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id)
);
ALTER TABLE hearth.gateway_reports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.gateway_reports
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (received_at, heard_at, heard_since, refused_baseline, undecodable_baseline, report)
    ON hearth.gateway_reports TO hearth_service;

-- Which gateway is to read a device, and when it last saw it, on the database's clock. It is kept over the gateway's
-- restarts, and when the gateway no longer lists the device.
CREATE TABLE hearth.device_sightings (
    organization_id uuid NOT NULL,
    device_id uuid NOT NULL,
    gateway_id uuid NOT NULL,
    is_listed boolean NOT NULL,
    seen_at timestamptz,
    PRIMARY KEY (organization_id, device_id, gateway_id),
    FOREIGN KEY (organization_id, device_id) REFERENCES hearth.devices (organization_id, id),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id)
);
CREATE INDEX ON hearth.device_sightings (organization_id, gateway_id);
ALTER TABLE hearth.device_sightings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.device_sightings
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (is_listed, seen_at) ON hearth.device_sightings TO hearth_service;

-- When no server was alive; each organisation is told by an alert of its own.
CREATE TABLE hearth.server_silences (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL CHECK (ended_at > started_at),
    announced_at timestamptz,
    PRIMARY KEY (organization_id, ended_at)
);
ALTER TABLE hearth.server_silences ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.server_silences
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, UPDATE (announced_at) ON hearth.server_silences TO hearth_service;

-- One row for all servers: when one was last alive, and when one last looked for silence. It is nobody's data; only the
-- function below reaches it.
CREATE TABLE hearth.liveness (
    alive_at timestamptz NOT NULL,
    checked_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX one_liveness ON hearth.liveness ((true));
ALTER TABLE hearth.liveness ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT ON hearth.liveness TO hearth_service;

-- For the functions below only: nobody can log in as the owner.
CREATE POLICY watch ON hearth.liveness TO hearth_owner USING (true) WITH CHECK (true);
CREATE POLICY watch ON hearth.organizations FOR SELECT TO hearth_owner USING (true);
CREATE POLICY watch ON hearth.gateway_reports FOR SELECT TO hearth_owner USING (true);
CREATE POLICY watch ON hearth.server_silences TO hearth_owner USING (true) WITH CHECK (true);

-- Says that a server is alive. When none was for longer than `silence`, every organisation is owed an alert. True when
-- it is time to look for silence (nobody has for `pause`): then whoever asked looks.
CREATE FUNCTION hearth.keep_watch(silence interval, pause interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    before hearth.liveness;
    at timestamptz;
BEGIN
    INSERT INTO hearth.liveness VALUES (clock_timestamp(), '-infinity') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT before FROM hearth.liveness FOR UPDATE;
    at := clock_timestamp();
    IF at - before.alive_at > silence THEN
        INSERT INTO hearth.server_silences (organization_id, started_at, ended_at)
        SELECT id, before.alive_at, at FROM hearth.organizations WHERE created_at < before.alive_at;
    END IF;
    IF before.checked_at > at - pause THEN
        UPDATE hearth.liveness SET alive_at = at;
        RETURN false;
    END IF;
    UPDATE hearth.liveness SET alive_at = at, checked_at = at;
    RETURN true;
END
$$;
GRANT EXECUTE ON FUNCTION hearth.keep_watch(interval, interval) TO hearth_service;

-- Which organisations have gateways to watch, or a silence of the server to be told of: all that the watch learns
-- across tenants.
CREATE FUNCTION hearth.organizations_to_watch() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT organization_id FROM hearth.gateway_reports
    UNION
    SELECT organization_id FROM hearth.server_silences WHERE announced_at IS NULL
$$;
GRANT EXECUTE ON FUNCTION hearth.organizations_to_watch() TO hearth_service;

RESET ROLE;
