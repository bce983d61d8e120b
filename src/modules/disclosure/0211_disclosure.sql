-- A search asks for a month, and puts what only lists everything (the list of powers, the guide to services) behind the rest.
CREATE OR REPLACE VIEW public_search AS
SELECT p.id, p.path, p.published_at, p.tokens, p.title, p.item_code, p.period
FROM publications p
JOIN regions r ON r.id = p.region_id AND NOT r.practice
WHERE p.superseded_at IS NULL
  AND p.audience = 'everyone'
  AND p.tokens IS NOT NULL
  AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
  AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = p.notice_id AND w.lifted_at IS NULL);
