ALTER TABLE reports
  ADD COLUMN first_answered_at timestamptz,
  ADD COLUMN answered_level text,
  ADD COLUMN answered_by text REFERENCES regions (id),
  ADD COLUMN late boolean NOT NULL DEFAULT false,
  ADD COLUMN closed_on date;
COMMENT ON COLUMN reports.first_answered_at IS 'When the first answer was given; kept by the same transaction, for the statistics.';
COMMENT ON COLUMN reports.answered_level IS 'Level of the place that gave the newest answer.';
COMMENT ON COLUMN reports.answered_by IS 'The place that gave the newest answer.';
COMMENT ON COLUMN reports.late IS 'A step ran past its limit before the first answer.';
COMMENT ON COLUMN reports.closed_on IS 'The day on which the case closed; null while it is open.';
CREATE INDEX reports_received ON reports (received_at, path);
CREATE INDEX cases_calendar ON cases (due_at) WHERE closed_at IS NULL AND provisional;
