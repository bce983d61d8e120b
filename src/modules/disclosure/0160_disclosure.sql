-- Older versions left the case of what was taken down in somebody's hands, to be filed or signed once more: it ends as it ends now.
WITH left_open AS (
  SELECT c.id, c.step, c.events, c.holder_id, c.content_hash, w.kind, w.reason, w.by_name, w.by_post, w.by_place,
    greatest(w.at, (SELECT max(e.at) FROM case_events e WHERE e.case_id = c.id)) AS at
  FROM withdrawals w
  JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = w.notice_id
  WHERE c.closed_at IS NULL
), told AS (
  INSERT INTO case_events (
    case_id, seq, at, action, from_step, to_step, person_name, post_name, place_name, comment, content_hash, holder_id
  )
  SELECT id, events + 1, at, CASE kind WHEN 'takedown' THEN 'takedown' ELSE 'withdraw' END, step, 'withdrawn',
    by_name, by_post, by_place, reason, content_hash, holder_id
  FROM left_open
)
UPDATE cases c
SET step = 'withdrawn', step_since = o.at, events = o.events + 1, closed_at = o.at, warn_at = NULL, due_at = NULL,
  alarm_at = NULL, paused_at = NULL, provisional = false, assignee_id = NULL
FROM left_open o
WHERE c.id = o.id;
