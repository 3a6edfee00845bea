-- Limits, alerts, their events in order, and what is owed to on-call staff.
SET LOCAL ROLE hearth_owner;

-- Every version is kept; the highest of a scope and metric holds. One without limits takes them away.
CREATE TABLE hearth.limits (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    id uuid NOT NULL,
    limits_group text,
    patient_id uuid,
    metric text NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    is_set boolean NOT NULL,
    alert_low numeric,
    warning_low numeric,
    warning_high numeric,
    alert_high numeric,
    hysteresis numeric NOT NULL CHECK (hysteresis >= 0),
    readings_to_raise integer NOT NULL CHECK (readings_to_raise >= 1),
    readings_to_clear integer NOT NULL CHECK (readings_to_clear >= 1),
    set_by_kind text NOT NULL,
    set_by uuid,
    set_at timestamptz NOT NULL DEFAULT now(),
    reason text NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, patient_id) REFERENCES hearth.patients (organization_id, id),
    CHECK (num_nonnulls(limits_group, patient_id) = 1),
    CONSTRAINT limits_version UNIQUE NULLS NOT DISTINCT (organization_id, patient_id, limits_group, metric, version)
);
CREATE INDEX ON hearth.limits (organization_id, limits_group, metric, version DESC) WHERE limits_group IS NOT NULL;
ALTER TABLE hearth.limits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.limits
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.limits TO hearth_service;

CREATE TABLE hearth.alerts (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    patient_id uuid NOT NULL,
    rule text NOT NULL,
    rule_version integer NOT NULL,
    limits_id uuid NOT NULL,
    metric text NOT NULL,
    side text NOT NULL,
    priority text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    newest_reading_at timestamptz NOT NULL,
    raised_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    acknowledged_by_kind text,
    acknowledged_by uuid,
    acknowledged_at timestamptz,
    acknowledgement_note text,
    resolved_by_kind text,
    resolved_by uuid,
    resolved_at timestamptz,
    resolution_note text,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, patient_id) REFERENCES hearth.patients (organization_id, id),
    FOREIGN KEY (organization_id, limits_id) REFERENCES hearth.limits (organization_id, id)
);
-- New readings update the open alert of a rule; they cannot make another.
CREATE UNIQUE INDEX one_open_alert ON hearth.alerts (organization_id, patient_id, rule) WHERE state <> 'cleared';
CREATE INDEX alerts_by_state ON hearth.alerts (organization_id, state, id);
ALTER TABLE hearth.alerts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.alerts
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.alerts TO hearth_service;
GRANT UPDATE (rule_version, limits_id, side, priority, state, reason, newest_reading_at, updated_at, acknowledged_by_kind,
    acknowledged_by, acknowledged_at, acknowledgement_note, resolved_by_kind, resolved_by, resolved_at,
    resolution_note) ON hearth.alerts TO hearth_service;

CREATE TABLE hearth.alert_readings (
    organization_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    effective_at timestamptz NOT NULL,
    reading_id uuid NOT NULL,
    PRIMARY KEY (organization_id, alert_id, effective_at, reading_id),
    FOREIGN KEY (organization_id, alert_id) REFERENCES hearth.alerts (organization_id, id)
);
ALTER TABLE hearth.alert_readings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.alert_readings
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.alert_readings TO hearth_service;

-- The last number given out. Its row is locked until the transaction ends, so that numbers become visible in their
-- order and a rolled-back one is given again: who has seen 7 will never find a new 6.
CREATE TABLE hearth.alert_event_heads (
    organization_id uuid PRIMARY KEY REFERENCES hearth.organizations (id),
    sequence bigint NOT NULL
);
ALTER TABLE hearth.alert_event_heads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.alert_event_heads
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (sequence) ON hearth.alert_event_heads TO hearth_service;

CREATE TABLE hearth.alert_events (
    organization_id uuid NOT NULL,
    sequence bigint NOT NULL,
    alert_id uuid NOT NULL,
    change text NOT NULL,
    side text NOT NULL,
    priority text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    by_kind text,
    by_id uuid,
    PRIMARY KEY (organization_id, sequence),
    FOREIGN KEY (organization_id, alert_id) REFERENCES hearth.alerts (organization_id, id)
);
ALTER TABLE hearth.alert_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.alert_events
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.alert_events TO hearth_service;

-- One row for each event that somebody must be told of, under the event's number.
CREATE TABLE hearth.notification_outbox (
    organization_id uuid NOT NULL,
    sequence bigint NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz,
    PRIMARY KEY (organization_id, sequence),
    FOREIGN KEY (organization_id, sequence) REFERENCES hearth.alert_events (organization_id, sequence)
);
CREATE INDEX notifications_due ON hearth.notification_outbox (organization_id, due_at) WHERE delivered_at IS NULL;
ALTER TABLE hearth.notification_outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.notification_outbox
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
-- For the function below only: nobody can log in as the owner.
CREATE POLICY dispatch ON hearth.notification_outbox FOR SELECT TO hearth_owner USING (true);
GRANT SELECT, INSERT, UPDATE (attempts, due_at, delivered_at) ON hearth.notification_outbox TO hearth_service;

-- Which organisations have messages due: all that a notifier learns across tenants.
CREATE FUNCTION hearth.organizations_with_notifications_due() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT organization_id FROM hearth.notification_outbox WHERE delivered_at IS NULL AND due_at <= now()
$$;
GRANT EXECUTE ON FUNCTION hearth.organizations_with_notifications_due() TO hearth_service;

RESET ROLE;
