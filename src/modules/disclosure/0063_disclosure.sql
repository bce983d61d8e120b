-- A demanded correction has its day; demands from before have none.
ALTER TABLE correction_demands ADD COLUMN due_on date;
COMMENT ON COLUMN correction_demands.due_on IS 'Last day for the corrected version; null of demands from before this was kept.';
CREATE OR REPLACE VIEW public_correction_demands AS
SELECT notice_id, text, by_post, by_place, at, met_at, due_on
FROM correction_demands;
CREATE INDEX correction_demands_open ON correction_demands (due_on) WHERE met_at IS NULL;

-- What was withdrawn is owed again: the same item of the same period has another obligation, and another notice beside the withdrawn
-- one. The day on which the first was met stays as it was.
ALTER TABLE obligations ADD COLUMN round int NOT NULL DEFAULT 0;
COMMENT ON COLUMN obligations.round IS 'How many notices of it were withdrawn before: what was withdrawn is owed again.';
ALTER TABLE obligations DROP CONSTRAINT obligations_region_id_item_code_period_stage_key;
ALTER TABLE obligations ADD UNIQUE (region_id, item_code, period, stage, round);
ALTER TABLE notices DROP CONSTRAINT notices_region_id_item_code_period_stage_key;
CREATE INDEX notices_period ON notices (region_id, item_code, period, stage);
