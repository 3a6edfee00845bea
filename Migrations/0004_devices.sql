-- Devices, and who has which of them when.
SET LOCAL ROLE hearth_owner;

CREATE TABLE hearth.devices (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    id uuid NOT NULL,
    identifier text NOT NULL CHECK (char_length(identifier) BETWEEN 1 AND 100),
    model text CHECK (char_length(model) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, identifier)
);
ALTER TABLE hearth.devices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.devices
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.devices TO hearth_service;

-- user_indexes is one index, [5,5], or all of them, (,): a patient who has a device alone. As a range, "all" overlaps
-- with every single index, which a null would not.
CREATE TABLE hearth.assignments (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    device_id uuid NOT NULL,
    user_indexes int4range NOT NULL CHECK (
        user_indexes = '(,)' OR upper(user_indexes) - lower(user_indexes) = 1 AND lower(user_indexes) BETWEEN 0 AND 254),
    patient_id uuid NOT NULL,
    span tstzrange NOT NULL CHECK (
        NOT isempty(span) AND NOT lower_inf(span) AND lower_inc(span) AND NOT upper_inc(span)),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, device_id) REFERENCES hearth.devices (organization_id, id),
    FOREIGN KEY (organization_id, patient_id) REFERENCES hearth.patients (organization_id, id),
    CONSTRAINT assignments_do_not_overlap EXCLUDE USING gist (
        organization_id WITH =, device_id WITH =, user_indexes WITH &&, span WITH &&)
);
CREATE INDEX ON hearth.assignments (organization_id, patient_id);
ALTER TABLE hearth.assignments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.assignments
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (span) ON hearth.assignments TO hearth_service;

RESET ROLE;
