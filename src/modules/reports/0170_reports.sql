-- A report that went into another: its clock ends there, for everybody to see.
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
WHERE e.to_step IS DISTINCT FROM e.from_step OR e.action IN ('suspend', 'extend', 'resume', 'mergedInto')
  OR e.clock IS NOT NULL;
