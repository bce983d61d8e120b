-- What is late now is one answer for lists of staff and of the public: a clock that stands still, and a time that others
-- have, are nobody's lateness. Which steps are others' the procedures say, so the statement that reads asks it.
CREATE OR REPLACE VIEW public_late_reports AS
SELECT r.region_id, r.path, r.kind, r.received_at, c.due_at, c.procedure, c.step, h.name AS holder,
  CASE WHEN p.id IS NULL THEN '' ELSE r.code END AS code,
  coalesce(p.title, '') AS title, c.missed_at, c.paused_at IS NOT NULL AS paused
FROM cases c
JOIN reports r ON r.id = c.subject_id
JOIN regions g ON g.id = r.region_id AND NOT g.practice
LEFT JOIN regions h ON h.id = c.holder_id
LEFT JOIN public_reports p ON p.id = r.id
WHERE c.subject_kind = 'report'
  AND c.closed_at IS NULL
  AND (c.missed_at IS NOT NULL OR (c.due_at IS NOT NULL AND c.paused_at IS NULL))
  AND NOT c.guarded
  AND r.kind <> 'person';
