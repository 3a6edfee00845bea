-- Corrected and withdrawn readings: what a version is, why it is there, and who made it.
SET LOCAL ROLE hearth_owner;

-- FHIR's ObservationStatus. A version that withdraws the reading is stored with its `superseded_at` set, so that the reading
-- is nowhere where versions that count are looked for.
ALTER TABLE hearth.readings
    ADD COLUMN status text NOT NULL DEFAULT 'final'
        CHECK (status IN ('final', 'amended', 'corrected', 'entered-in-error')),
    ADD COLUMN version_reason text,
    ADD COLUMN version_by_kind text,
    ADD COLUMN version_by uuid,
    ADD CHECK (status <> 'entered-in-error' OR superseded_at IS NOT NULL);

-- Which alert a corrected reading had ended.
CREATE INDEX alerts_of_patient ON hearth.alerts (organization_id, patient_id, metric, newest_reading_at)
    WHERE patient_id IS NOT NULL;

RESET ROLE;
