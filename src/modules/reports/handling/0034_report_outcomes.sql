ALTER TABLE reports
  ADD COLUMN first_answered_at timestamptz,
  ADD COLUMN answered_level text,
  ADD COLUMN answered_by text REFERENCES regions (id),
  ADD COLUMN late boolean NOT NULL DEFAULT false,
  ADD COLUMN closed_on date;
COMMENT ON COLUMN reports.first_answered_at IS 'When the first answer was given; kept by the same transaction, for the statistics.';
COMMENT ON COLUMN reports.answered_level IS 'Level of the place that gave the newest answer.';
COMMENT ON COLUMN reports.answered_by IS 'The place that gave the newest answer.';
COMMENT ON COLUMN reports.late IS 'A step ran past its limit (kept when the case moves on; what is overdue now is seen from the case).';
COMMENT ON COLUMN reports.closed_on IS 'The day on which the case closed; null while it is open.';
CREATE INDEX reports_received ON reports (received_at, path);
CREATE INDEX cases_calendar ON cases (due_at) WHERE closed_at IS NULL AND provisional;

CREATE OR REPLACE VIEW public_cards AS
  SELECT c.id, c.subject_kind, c.subject_id, c.clock, c.colour, c.region_id, c.path, c.nominal_at, l.reason AS lifted_reason, l.post_name AS lifted_post, l.decided_at AS lifted_at
  FROM cards c JOIN regions r ON r.id = c.region_id AND NOT r.practice LEFT JOIN card_lifts l ON l.card_id = c.id
  WHERE coalesce((SELECT u.value #>> '{}' FROM rules u
    WHERE u.code = 'cards.visibleTo' AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY u.effective_from DESC, u.set_at DESC LIMIT 1), 'internal') <> 'internal'
    AND NOT (c.subject_kind = 'case' AND EXISTS (SELECT 1 FROM cases k WHERE k.id = c.subject_id AND k.guarded));
COMMENT ON VIEW public_cards IS 'Yellow and red cards with their lifts, unless the county keeps cards inside the office (rule cards.visibleTo); none of a case from which somebody is barred.';
