-- A released report that was merged into another says so, instead of looking closed without an answer; and names the other where that is released.
-- In sensitive times a county shows nothing that visitors wrote (rule public.visitorText); it is handled all the same.
CREATE OR REPLACE VIEW public_reports AS
  SELECT r.id, r.code, r.region_id, r.path, r.kind, r.category, r.received_at, r.supporters, r.rating, r.notice_id, r.finding,
         f.title, f.text, f.name, f.file_ids, c.procedure, c.step, c.step_since, c.warn_at, c.due_at, c.closed_at, c.paused_at, h.name AS holder, h.level AS holder_level, c.holder_id,
         c.merged_into IS NOT NULL AS merged,
         (SELECT o.code FROM cases i JOIN reports o ON o.id = i.subject_id JOIN LATERAL (SELECT shown FROM report_faces x WHERE x.report_id = o.id ORDER BY seq DESC LIMIT 1) x ON x.shown WHERE i.id = c.merged_into) AS merged_code
  FROM reports r
  JOIN regions g ON g.id = r.region_id AND NOT g.practice
  JOIN LATERAL (SELECT * FROM report_faces f WHERE f.report_id = r.id ORDER BY seq DESC LIMIT 1) f ON f.shown
  JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = r.id
  LEFT JOIN regions h ON h.id = c.holder_id
  WHERE coalesce((SELECT u.value FROM rules u WHERE u.code = 'public.visitorText' AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
    AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date) ORDER BY u.effective_from DESC, u.set_at DESC LIMIT 1), 'true'::jsonb) <> 'false'::jsonb;
