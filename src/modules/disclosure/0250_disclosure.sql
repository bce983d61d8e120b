-- Whoever asked, and whoever reads a question that waits, is told whom to call: in which office's hands it is.
CREATE OR REPLACE VIEW public_questions AS
SELECT q.id, q.code, q.kind, q.notice_id, q.obligation_id, q.region_id, q.path, q.asked_at, q.due_on,
  CASE WHEN v.shown AND s.shows THEN q.text END AS text,
  CASE WHEN v.shown AND s.shows AND q.show_name THEN q.name END AS name,
  a.text AS answer, a.conclusion, a.by_name AS answered_by, a.by_post AS answered_post, a.by_place AS answered_place,
  a.at AS answered_at, q.handler_id
FROM questions q
JOIN regions r ON r.id = q.region_id AND NOT r.practice
CROSS JOIN (
    SELECT
      coalesce((
          SELECT u.value
          FROM rules u
          WHERE u.code = 'public.visitorText'
            AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
            AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
          ORDER BY u.effective_from DESC, u.set_at DESC
          LIMIT 1
        ), 'true'::jsonb) <> 'false'::jsonb AS shows
  ) s
LEFT JOIN question_reviews v ON v.question_id = q.id
LEFT JOIN answers a ON a.question_id = q.id AND v.shown AND s.shows;
