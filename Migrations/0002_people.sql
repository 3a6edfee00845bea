-- Patients and the members of the care team.
SET LOCAL ROLE hearth_owner;

CREATE TABLE hearth.patients (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    zone text NOT NULL CHECK (char_length(zone) BETWEEN 1 AND 100),
    limits_group text NOT NULL CHECK (char_length(limits_group) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
ALTER TABLE hearth.patients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.patients
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (name, zone, limits_group) ON hearth.patients TO hearth_service;

CREATE TABLE hearth.users (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    role text NOT NULL CHECK (role IN ('clinician', 'on-call', 'administrator')),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    PRIMARY KEY (organization_id, id)
);
ALTER TABLE hearth.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.users
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (revoked_at) ON hearth.users TO hearth_service;

RESET ROLE;
