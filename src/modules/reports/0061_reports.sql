-- What was late once stays to be seen, where a report goes on within its time again; a clock that was taken over from a report
-- merged into it is explained like any other.
CREATE OR REPLACE VIEW public_reports AS
SELECT r.id, r.code, r.region_id, r.path, r.kind, r.category, r.received_at, r.supporters, r.rating, r.notice_id,
  r.finding, f.title, f.text, f.name, f.file_ids, c.procedure, c.step, c.step_since, c.warn_at, c.due_at, c.closed_at,
  c.paused_at, h.name AS holder, h.level AS holder_level, c.holder_id, c.merged_into IS NOT NULL AS merged,
  (
    SELECT o.code
    FROM cases i
    JOIN reports o ON o.id = i.subject_id
    JOIN LATERAL (SELECT shown FROM report_faces x WHERE x.report_id = o.id ORDER BY seq DESC LIMIT 1) x ON x.shown
    WHERE i.id = c.merged_into
  ) AS merged_code,
  c.missed_at
FROM reports r
JOIN regions g ON g.id = r.region_id AND NOT g.practice
JOIN LATERAL (SELECT * FROM report_faces f WHERE f.report_id = r.id ORDER BY seq DESC LIMIT 1) f ON f.shown
JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = r.id
LEFT JOIN regions h ON h.id = c.holder_id
WHERE coalesce((
    SELECT u.value
    FROM rules u
    WHERE u.code = 'public.visitorText'
      AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
      AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY u.effective_from DESC, u.set_at DESC
    LIMIT 1
  ), 'true'::jsonb) <> 'false'::jsonb;

CREATE OR REPLACE VIEW public_report_events AS
SELECT r.id AS report_id, e.seq, e.at, e.action, e.from_step, e.to_step, e.post_name, e.place_name, e.clock,
  e.holder_id, e.until,
  CASE WHEN e.action IN ('suspend', 'extend', 'resume') THEN e.comment ELSE '' END AS comment,
  CASE
    WHEN (
        SELECT u.value #>> '{}'
        FROM rules u
        WHERE u.code = 'report.showHandler'
          AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
          AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
        ORDER BY u.effective_from DESC, u.set_at DESC
        LIMIT 1
      ) = 'name'
      AND e.post_name <> ''
      THEN e.person_name
    ELSE ''
  END AS by_name
FROM case_events e
JOIN cases c ON c.id = e.case_id AND c.subject_kind = 'report'
JOIN public_reports r ON r.id = c.subject_id
WHERE e.to_step IS DISTINCT FROM e.from_step OR e.action IN ('suspend', 'extend', 'resume') OR e.clock IS NOT NULL;

CREATE OR REPLACE VIEW public_late_reports AS
SELECT r.region_id, r.path, r.kind, r.received_at, c.due_at, c.procedure, c.step, h.name AS holder,
  CASE WHEN p.id IS NULL THEN '' ELSE r.code END AS code,
  coalesce(p.title, '') AS title, c.missed_at
FROM cases c
JOIN reports r ON r.id = c.subject_id
JOIN regions g ON g.id = r.region_id AND NOT g.practice
LEFT JOIN regions h ON h.id = c.holder_id
LEFT JOIN public_reports p ON p.id = r.id
WHERE c.subject_kind = 'report'
  AND c.closed_at IS NULL
  AND (c.missed_at IS NOT NULL OR (c.due_at IS NOT NULL AND c.paused_at IS NULL AND c.step <> 'answered'))
  AND r.kind <> 'person';
COMMENT ON VIEW public_late_reports IS
  'Open reports with their limits, and those that missed one before, for the list of what is late: of those not released only '
  'the place, the kind and the times.';

UPDATE reports p
SET late = true
FROM cases c
WHERE c.subject_kind = 'report' AND c.subject_id = p.id AND c.missed_at IS NOT NULL AND NOT p.late;
