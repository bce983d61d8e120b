-- Posts are made, renamed and ended in the console; leading groups have an office and an end of their own; a term says until when.

ALTER TABLE post_kinds ADD COLUMN ended_on date;
ALTER TABLE post_kinds ADD COLUMN optional boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN post_kinds.ended_on IS 'Last day of a post that is no longer filled; who held it stays to be read.';
COMMENT ON COLUMN post_kinds.optional IS 'A place may do without it: where nobody holds it, it is not shown as vacant.';

ALTER TABLE appointments ADD COLUMN term_until date CHECK (term_until >= from_on);
COMMENT ON COLUMN appointments.term_until IS
  'Until when the holder was elected or appointed (任期); whoever is not replaced by then still holds the post.';

GRANT UPDATE (term_until) ON appointments TO app;
COMMENT ON TABLE appointments IS
  'A person holds a post at a place from–to. A person acts only through one. '
  '[history except office_phone, term_until, to_on]';

CREATE TABLE leading_groups (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  name text NOT NULL,
  office text NOT NULL DEFAULT '',
  office_phone text NOT NULL DEFAULT '',
  ended_on date,
  made_by text,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (region_id, name)
);
COMMENT ON TABLE leading_groups IS
  'Leading groups of county, townships and villages, each with its office (办公室: where it is, its telephone). Members '
  'are dated records in group_members.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE ON leading_groups TO app;
INSERT INTO leading_groups (id, region_id, name)
SELECT gen_random_uuid()::text, region_id, group_name
FROM group_members
GROUP BY region_id, group_name;
-- A group that is renamed takes its members along.
ALTER TABLE group_members ADD CONSTRAINT group_members_group
  FOREIGN KEY (region_id, group_name) REFERENCES leading_groups (region_id, name) ON UPDATE CASCADE;

CREATE OR REPLACE VIEW public_posts AS
SELECT a.id, a.region_id, r.path, k.code AS post_code, k.name AS post, k.duty, k.position, k.chair, k.committee,
  k.function, p.name AS person, a.office_phone, a.from_on, a.to_on, d.name AS deputy, dp.from_on AS deputy_from,
  dp.to_on AS deputy_to, a.term_until
FROM appointments a
JOIN post_kinds k ON k.id = a.post_kind_id
JOIN persons p ON p.id = a.person_id
JOIN regions r ON r.id = a.region_id AND NOT r.practice
LEFT JOIN deputations dp ON dp.appointment_id = a.id AND dp.revoked_at IS NULL
LEFT JOIN persons d ON d.id = dp.deputy_id;

CREATE OR REPLACE VIEW public_post_kinds AS
SELECT code, name, level, seats, position, duty, optional, ended_on
FROM post_kinds;

CREATE VIEW public_leading_groups AS
SELECT g.region_id, g.name, g.office, g.office_phone, g.ended_on
FROM leading_groups g
JOIN regions r ON r.id = g.region_id AND NOT r.practice;
GRANT SELECT ON public_leading_groups TO web_public;
