CREATE TABLE persons (
  id text PRIMARY KEY,
  code text UNIQUE,
  name text NOT NULL,
  pinyin text NOT NULL DEFAULT '',
  initials text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE persons IS 'People who hold posts. Nothing of them is public but the name beside a current or past post.';
GRANT SELECT, INSERT, UPDATE ON persons TO app;

CREATE TABLE kinships (
  person_id text NOT NULL REFERENCES persons (id),
  relative_id text NOT NULL REFERENCES persons (id),
  relation text NOT NULL,
  registered_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, relative_id)
);
COMMENT ON TABLE kinships IS 'Registered near relatives: a supervision seat is refused to those of a committee member (OL Art. 37). Each pair stands in both directions.';
GRANT SELECT, INSERT, DELETE ON kinships TO app;

CREATE TABLE post_kinds (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  function text NOT NULL,
  level text NOT NULL,
  seats int NOT NULL DEFAULT 1,
  chair boolean NOT NULL DEFAULT false,
  committee text NOT NULL DEFAULT '',
  position int NOT NULL DEFAULT 100,
  duty text NOT NULL DEFAULT ''
);
COMMENT ON TABLE post_kinds IS 'Posts are rows a county adds: each maps to one function of the code; `duty` is shown to the public as its responsibilities (责任清单).';
GRANT SELECT, INSERT, UPDATE ON post_kinds TO app;

CREATE TABLE appointments (
  id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES persons (id),
  post_kind_id text NOT NULL REFERENCES post_kinds (id),
  region_id text NOT NULL REFERENCES regions (id),
  from_on date NOT NULL,
  to_on date,
  office_phone text NOT NULL DEFAULT '',
  made_by text,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE appointments IS 'A person holds a post at a place from–to. A person acts only through one.';
CREATE INDEX appointments_region ON appointments (region_id, post_kind_id);
CREATE INDEX appointments_person ON appointments (person_id);
GRANT SELECT, INSERT, UPDATE ON appointments TO app;

CREATE TABLE deputations (
  id text PRIMARY KEY,
  appointment_id text NOT NULL REFERENCES appointments (id),
  deputy_id text NOT NULL REFERENCES persons (id),
  from_on date NOT NULL,
  to_on date NOT NULL,
  reason text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CHECK (to_on >= from_on)
);
COMMENT ON TABLE deputations IS 'A deputy acts for a post holder for a stated time; every act shows it.';
CREATE INDEX deputations_deputy ON deputations (deputy_id, to_on);
GRANT SELECT, INSERT, UPDATE (revoked_at) ON deputations TO app;

CREATE TABLE hand_overs (
  id text PRIMARY KEY,
  from_appointment_id text NOT NULL REFERENCES appointments (id),
  to_appointment_id text NOT NULL REFERENCES appointments (id),
  on_date date NOT NULL,
  open_work jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL
);
COMMENT ON TABLE hand_overs IS 'Signed record of a hand-over: what was open when the post changed hands (OL Art. 24: within 10 days of an election).';
GRANT SELECT, INSERT ON hand_overs TO app;

CREATE TABLE group_members (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  group_name text NOT NULL,
  person_id text NOT NULL REFERENCES persons (id),
  role text NOT NULL,
  from_on date NOT NULL,
  to_on date
);
COMMENT ON TABLE group_members IS 'Leading groups as dated records: head, deputy heads, members, office.';
CREATE INDEX group_members_region ON group_members (region_id);
GRANT SELECT, INSERT, UPDATE ON group_members TO app;

CREATE VIEW public_posts AS
  SELECT a.id, a.region_id, r.path, k.code AS post_code, k.name AS post, k.duty, k.position, k.chair, k.committee, k.function, p.name AS person, a.office_phone, a.from_on, a.to_on,
         d.name AS deputy, dp.from_on AS deputy_from, dp.to_on AS deputy_to
  FROM appointments a
  JOIN post_kinds k ON k.id = a.post_kind_id
  JOIN persons p ON p.id = a.person_id
  JOIN regions r ON r.id = a.region_id AND NOT r.practice
  LEFT JOIN deputations dp ON dp.appointment_id = a.id AND dp.revoked_at IS NULL
  LEFT JOIN persons d ON d.id = dp.deputy_id;
CREATE VIEW public_post_kinds AS SELECT code, name, level, seats, position, duty FROM post_kinds;
CREATE VIEW public_group_members AS
  SELECT g.region_id, g.group_name, p.name AS person, g.role, g.from_on, g.to_on
  FROM group_members g JOIN persons p ON p.id = g.person_id JOIN regions r ON r.id = g.region_id AND NOT r.practice;
GRANT SELECT ON public_posts, public_post_kinds, public_group_members TO web_public;
