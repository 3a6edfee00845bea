-- Who changed or looked at what: one hash chain for each organisation. Each entry's hash covers its fields and the hash
-- before it, so that a change or a removal shows; the head tells how long the chain is, so that a cut end shows too.
SET LOCAL ROLE hearth_owner;

CREATE TABLE hearth.audit_heads (
    organization_id uuid PRIMARY KEY REFERENCES hearth.organizations (id),
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE hearth.audit_heads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.audit_heads
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT ON hearth.audit_heads TO hearth_service;

CREATE TABLE hearth.audit (
    organization_id uuid NOT NULL REFERENCES hearth.organizations (id),
    sequence bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    detail jsonb NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (organization_id, sequence)
);
ALTER TABLE hearth.audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.audit
    USING (organization_id = hearth.current_organization())
    WITH CHECK (organization_id = hearth.current_organization());
GRANT SELECT ON hearth.audit TO hearth_service;

-- The bytes that an entry's hash covers, after the hash before it: each field behind its length as a big-endian 32-bit
-- number. `hearth audit verify` builds the same bytes on its own.
CREATE FUNCTION hearth.audit_field(value text) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT
RETURN int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8');

-- Adds an entry. The only way to write the log: the service can neither insert at a place of its choice, nor change,
-- nor remove. Holds the chain's head until the transaction ends, so it is called last.
CREATE FUNCTION hearth.append_audit(
    actor_kind text, actor_id uuid, action text, subject_kind text, subject_id text, detail jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    organization uuid := hearth.current_organization();
    head hearth.audit_heads;
    at timestamptz := clock_timestamp();
    chained bytea;
BEGIN
    INSERT INTO hearth.audit_heads VALUES (organization, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM hearth.audit_heads WHERE organization_id = organization FOR UPDATE;
    head.sequence := head.sequence + 1;
    chained := sha256(
        head.hash
        || hearth.audit_field(organization::text) || hearth.audit_field(head.sequence::text)
        || hearth.audit_field(to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || hearth.audit_field(actor_kind) || hearth.audit_field(coalesce(actor_id::text, ''))
        || hearth.audit_field(action) || hearth.audit_field(subject_kind) || hearth.audit_field(subject_id)
        || hearth.audit_field(detail::text));
    INSERT INTO hearth.audit
    VALUES (organization, head.sequence, at, actor_kind, actor_id, action, subject_kind, subject_id, detail, chained);
    UPDATE hearth.audit_heads SET sequence = head.sequence, hash = chained WHERE organization_id = organization;
END
$$;
GRANT EXECUTE ON FUNCTION hearth.append_audit(text, uuid, text, text, text, jsonb) TO hearth_service;

RESET ROLE;
