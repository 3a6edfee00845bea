-- The tenant is looked up once for each statement, not once for each row.
--
-- A policy that calls the function is evaluated row by row: the setting is read and its text made a uuid for each of 500
-- readings that are stored together, and for each of the thousands that a trend reads. As a subquery it is one value that
-- the planner has computed before the first row; what it lets through is the same. These are the tables of which single
-- statements touch hundreds of rows.
SET LOCAL ROLE hearth_owner;

ALTER POLICY tenant ON hearth.measurement_identities
    USING (organization_id = (SELECT hearth.current_organization()))
    WITH CHECK (organization_id = (SELECT hearth.current_organization()));
ALTER POLICY tenant ON hearth.readings
    USING (organization_id = (SELECT hearth.current_organization()))
    WITH CHECK (organization_id = (SELECT hearth.current_organization()));
ALTER POLICY tenant ON hearth.reading_rollups
    USING (organization_id = (SELECT hearth.current_organization()))
    WITH CHECK (organization_id = (SELECT hearth.current_organization()));

RESET ROLE;
