-- Gateways, the codes that enrol them, and the credentials of gateways and users.
SET LOCAL ROLE hearth_owner;

CREATE TABLE hearth.gateways (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    enrolled_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (organization_id, id)
);
ALTER TABLE hearth.gateways ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.gateways
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (enrolled_at, revoked_at) ON hearth.gateways TO hearth_service;

-- A code is 128 random bits, so that a plain hash protects it. It is used once.
CREATE TABLE hearth.enrolment_codes (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    gateway_id uuid NOT NULL,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id)
);
CREATE INDEX ON hearth.enrolment_codes (organization_id, gateway_id);
ALTER TABLE hearth.enrolment_codes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.enrolment_codes
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (expires_at, used_at) ON hearth.enrolment_codes TO hearth_service;

-- The token names its organisation and its row, so that it is looked up as that tenant, under row-level security.
CREATE TABLE hearth.credentials (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid,
    gateway_id uuid,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES hearth.users (organization_id, id),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id),
    CHECK (num_nonnulls(user_id, gateway_id) = 1)
);
CREATE INDEX ON hearth.credentials (organization_id, gateway_id);
ALTER TABLE hearth.credentials ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.credentials
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (expires_at) ON hearth.credentials TO hearth_service;

RESET ROLE;
