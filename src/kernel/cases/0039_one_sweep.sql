-- One sweep watches every clock: also those of notices, which were looked for anew each minute.
UPDATE cases SET alarm_at = least(coalesce(warn_at, due_at), due_at) WHERE closed_at IS NULL AND paused_at IS NULL AND alarm_at IS NULL AND due_at IS NOT NULL AND holder_id IS NULL;

-- Requests that nobody needs any more: their case is closed.
UPDATE case_requests q SET withdrawn_at = c.closed_at, alarm_at = NULL FROM cases c WHERE c.id = q.case_id AND c.closed_at IS NOT NULL AND q.answered_at IS NULL AND q.withdrawn_at IS NULL;

CREATE OR REPLACE VIEW public_cards AS
  SELECT c.id, c.subject_kind, c.subject_id, c.clock, c.colour, c.region_id, c.path, c.nominal_at, l.reason AS lifted_reason, l.post_name AS lifted_post, l.decided_at AS lifted_at
  FROM cards c JOIN regions r ON r.id = c.region_id AND NOT r.practice LEFT JOIN card_lifts l ON l.card_id = c.id
  WHERE coalesce((SELECT u.value #>> '{}' FROM rules u
    WHERE u.code = 'cards.visibleTo' AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY u.effective_from DESC, u.set_at DESC LIMIT 1), 'internal') <> 'internal'
    AND NOT (c.subject_kind = 'case' AND EXISTS (SELECT 1 FROM cases k WHERE k.id = c.subject_id AND k.guarded))
    AND NOT (c.subject_kind = 'request' AND EXISTS (SELECT 1 FROM case_requests q JOIN cases k ON k.id = q.case_id WHERE q.id = c.subject_id AND k.guarded));

-- Only the old sweep looked through it; every move of a case had to write it.
DROP INDEX cases_due;
