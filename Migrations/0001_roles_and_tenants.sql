-- Who owns, who serves, and what a tenant is.
--
-- hearth_owner owns every table and cannot log in. hearth_service is what `hearth serve` logs in as: it owns nothing,
-- cannot bypass row-level security, and holds exactly the privileges that each file grants. Roles belong to the whole
-- cluster, so several databases of one cluster share them.
DO $$
BEGIN
    CREATE ROLE hearth_owner NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
DO $$
BEGIN
    CREATE ROLE hearth_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- For the exclusion constraint of assignments. A trusted extension: it needs no superuser.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA hearth AUTHORIZATION hearth_owner;

SET LOCAL ROLE hearth_owner;

GRANT USAGE ON SCHEMA hearth TO hearth_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA hearth REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- The tenant of this transaction: set_config('hearth.organization_id', …, true). Without it there is none, and a policy
-- that compares with it lets no row through and no row in. (After the first transaction the setting is '', not null.)
CREATE FUNCTION hearth.current_organization() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('hearth.organization_id', true), '')::uuid;
GRANT EXECUTE ON FUNCTION hearth.current_organization() TO hearth_service;

CREATE TABLE hearth.organizations (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE hearth.organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hearth.organizations
    USING (id = hearth.current_organization()) WITH CHECK (id = hearth.current_organization());
GRANT SELECT, INSERT ON hearth.organizations TO hearth_service;

RESET ROLE;
