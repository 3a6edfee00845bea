-- Orders to gateways to pair devices. A passkey is kept while its order waits, and forgotten when it ends: it opens nothing
-- but the device in whose pairing mode somebody puts it.
SET LOCAL ROLE hearth_owner;

CREATE TABLE hearth.pairing_orders (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    gateway_id uuid NOT NULL,
    device text NOT NULL CHECK (device ~ '^[0-9A-F]{2}(:[0-9A-F]{2}){5}$'),
    has_passkey boolean NOT NULL,
    passkey integer CHECK (passkey BETWEEN 0 AND 999999),
    ordered_by_kind text NOT NULL,
    ordered_by uuid,
    ordered_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('paired', 'failed', 'withdrawn')),
    is_authenticated boolean,
    reason text CHECK (char_length(reason) BETWEEN 1 AND 100),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, gateway_id) REFERENCES hearth.gateways (organization_id, id),
    CHECK (expires_at > ordered_at),
    CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CHECK ((is_authenticated IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'paired')),
    CHECK ((reason IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'failed')),
    CHECK (passkey IS NULL OR has_passkey AND ended_at IS NULL)
);
CREATE UNIQUE INDEX one_waiting_order ON hearth.pairing_orders (organization_id, gateway_id, device)
    WHERE ended_at IS NULL;
CREATE INDEX ON hearth.pairing_orders (organization_id, gateway_id, id);
ALTER TABLE hearth.pairing_orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.pairing_orders
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT, INSERT, UPDATE (passkey, ended_at, outcome, is_authenticated, reason)
    ON hearth.pairing_orders TO hearth_service;

RESET ROLE;
