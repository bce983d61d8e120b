-- A county's ways are rules by area, kind, category and words, off until they were tried on past reports (issue 12 §7).
ALTER TABLE report_routes
  ADD COLUMN area_id text REFERENCES regions (id),
  ADD COLUMN kinds text[] NOT NULL DEFAULT '{}',
  ADD COLUMN words text[] NOT NULL DEFAULT '{}' CHECK (cardinality(words) <= 20),
  ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD COLUMN tried_at timestamptz,
  ADD COLUMN tried_days int,
  ADD COLUMN tried_took int,
  ADD COLUMN on_at timestamptz,
  ADD COLUMN on_by text,
  ADD CONSTRAINT report_routes_on CHECK ((on_at IS NULL) = (on_by IS NULL));
-- What stood before stays in force as it is.
UPDATE report_routes SET on_at = made_at, on_by = made_by WHERE ended_at IS NULL;
COMMENT ON COLUMN report_routes.area_id IS 'The place that it holds for, with everything below it; null: the whole county.';
COMMENT ON COLUMN report_routes.words IS 'Any of them in the report''s words is enough; none: whatever it says.';
COMMENT ON COLUMN report_routes.version IS 'Grows with each change: what is switched on is what was tried.';
COMMENT ON COLUMN report_routes.tried_at IS
  'When this version was last tried on past reports, on those of how many days, and how many it would have taken; null: '
  'not since it was changed.';
COMMENT ON COLUMN report_routes.on_at IS 'In force since then, switched on by `on_by`; null: off.';
