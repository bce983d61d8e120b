-- The log commits to who and when beside what: a version's record (publishing/record.ts) holds the commitment of its content.
-- Versions from before commit to their content alone; for them both are null.
ALTER TABLE publications ADD COLUMN content_commitment text, ADD COLUMN record_salt bytea;
COMMENT ON COLUMN publications.commitment IS
  'What the leaf says: of the record where there is a content_commitment, of the content alone before.';
COMMENT ON COLUMN publications.record_salt IS
  'Salt of the record, public while the notice is; destroyed with the content''s salt at withdrawal.';
COMMENT ON TABLE publications IS
  'Versions of a notice as they went out. Nothing here is edited: a correction is a new version, a withdrawal a row '
  'of its own.'
  ' [history except path, salt, record_salt, superseded_at, tokens]';
GRANT UPDATE (record_salt) ON publications TO app;

CREATE OR REPLACE VIEW public_notices AS
SELECT p.id, p.notice_id, p.version, p.code, p.region_id, p.path, p.item_code, n.item_version, p.category_code,
  p.period, p.stage, p.audience,
  CASE WHEN w.notice_id IS NULL THEN p.title ELSE '' END AS title,
  CASE
    WHEN p.audience = 'everyone'
      AND w.notice_id IS NULL
      AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      THEN p.public_content
  END AS content,
  CASE
    WHEN p.audience = 'everyone'
      AND w.notice_id IS NULL
      AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      THEN p.salt
  END AS salt,
  CASE
    WHEN p.audience = 'everyone'
      AND w.notice_id IS NULL
      AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      THEN p.tokens
  END AS tokens,
  p.commitment, p.leaf_id,
  CASE
    WHEN w.notice_id IS NULL THEN p.hands
    ELSE (SELECT coalesce(jsonb_agg(h || '{"comment": ""}'), '[]') FROM jsonb_array_elements(p.hands) AS h)
  END AS hands,
  CASE WHEN w.notice_id IS NULL THEN p.reason ELSE '' END AS reason,
  p.nothing, p.names_people, p.due_on, p.published_at, p.published_on, p.display_from, p.display_until, p.leaves_on,
  p.retain_until, p.superseded_at, p.demo, w.kind AS withdrawn, w.reason AS withdrawn_reason, w.by_name AS withdrawn_by,
  w.by_post AS withdrawn_post, w.by_place AS withdrawn_place, w.at AS withdrawn_at,
  p.content_commitment,
  CASE WHEN w.notice_id IS NULL THEN p.record_salt END AS record_salt
FROM publications p
JOIN notices n ON n.id = p.notice_id
JOIN regions r ON r.id = p.region_id AND NOT r.practice
LEFT JOIN withdrawals w ON w.notice_id = p.notice_id AND w.lifted_at IS NULL;
