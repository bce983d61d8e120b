-- The register of a village's people, and how they sign in.

CREATE TABLE resident_imports (
  id text PRIMARY KEY,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  purpose text NOT NULL CHECK (length(purpose) >= 4),
  authority text NOT NULL CHECK (length(authority) >= 4),
  plan jsonb,
  counts jsonb,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  job_id text,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by text
);
COMMENT ON TABLE resident_imports IS
  'Registers of households taken in from a county''s Excel; for what and by which authority is written down first '
  '(个人信息保护法 Art. 6, 13, 34).'
  ' [state]';
GRANT SELECT, INSERT, UPDATE ON resident_imports TO app;

CREATE TABLE households (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  code text NOT NULL,
  group_name text NOT NULL DEFAULT '',
  address bytea,
  import_id text REFERENCES resident_imports (id),
  made_at timestamptz NOT NULL,
  UNIQUE (region_id, code)
);
COMMENT ON TABLE households IS
  'Households of a village, by the county''s own number. Nothing of them is public. [state]';
COMMENT ON COLUMN households.address IS 'Sealed (AES-256-GCM).';
GRANT SELECT, INSERT, UPDATE, DELETE ON households TO app;

CREATE TABLE residents (
  id text PRIMARY KEY,
  household_id text NOT NULL REFERENCES households (id),
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  path_end text COLLATE "C" NOT NULL,
  name text NOT NULL,
  initials text NOT NULL DEFAULT '',
  relation text NOT NULL DEFAULT '',
  sex text NOT NULL DEFAULT '' CHECK (sex IN ('', '男', '女')),
  born_on date,
  party boolean NOT NULL DEFAULT false,
  id_number bytea,
  id_index text,
  phone bytea,
  phone_index text,
  level int NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 2),
  state text NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'left', 'dead', 'merged')),
  state_on date,
  merged_into text REFERENCES residents (id),
  import_id text REFERENCES resident_imports (id),
  changed_at timestamptz NOT NULL,
  CHECK ((id_number IS NULL) = (id_index IS NULL)),
  CHECK ((phone IS NULL) = (phone_index IS NULL)),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
COMMENT ON TABLE residents IS
  'People of a village''s register. Nothing of them is public; people are searched only inside one''s own village '
  '(CAUTIONS 7).'
  ' [state]';
COMMENT ON COLUMN residents.path IS
  'Of the village; with path_end it is the half-open range of paths that belong to it.';
COMMENT ON COLUMN residents.id_number IS
  'Sealed (AES-256-GCM), bound to the row; id_index is a keyed hash by which the same number is found.';
COMMENT ON COLUMN residents.level IS
  'Real name: 0 in the register only, 1 a telephone was proven, 2 an agent compared the person with the card.';
CREATE UNIQUE INDEX residents_id_number ON residents (id_index) WHERE state <> 'merged';
CREATE INDEX residents_phone ON residents (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX residents_household ON residents (household_id);
CREATE INDEX residents_village ON residents (region_id, name);
CREATE INDEX residents_import ON residents (import_id);
-- Taking back a register of a quarter of a million people: what refers to a person is found by index.
CREATE INDEX residents_merged_into ON residents (merged_into) WHERE merged_into IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON residents TO app;
GRANT SELECT (id, region_id, path, path_end, name, party, level, state) ON residents TO web_resident;

CREATE TABLE resident_changes (
  id text PRIMARY KEY,
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  kind text NOT NULL
    CHECK (kind IN ('added', 'changed', 'moved', 'left', 'died', 'returned', 'merged', 'checked', 'phone', 'undone')),
  before jsonb,
  after jsonb,
  import_id text REFERENCES resident_imports (id),
  by_name text NOT NULL,
  reason text NOT NULL DEFAULT '',
  at timestamptz NOT NULL
);
COMMENT ON TABLE resident_changes IS
  'What became of a person of the register: who changed what, when and why. Never holds ID numbers, telephones or '
  'addresses.'
  ' [history]';
CREATE INDEX resident_changes_resident ON resident_changes (resident_id, at);
CREATE INDEX resident_changes_import ON resident_changes (import_id) WHERE import_id IS NOT NULL;
GRANT SELECT, INSERT ON resident_changes TO app;

CREATE TABLE household_slips (
  id text PRIMARY KEY,
  household_id text NOT NULL REFERENCES households (id) ON DELETE CASCADE,
  code_hash text NOT NULL UNIQUE,
  ends_on date NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE household_slips IS
  'Invitations on paper: the slip''s code is printed once and kept as a hash; a new slip ends the old one. [state]';
CREATE INDEX household_slips_household ON household_slips (household_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON household_slips TO app;

CREATE TABLE resident_codes (
  id text PRIMARY KEY,
  phone_index text NOT NULL,
  code_hash text NOT NULL,
  tries int NOT NULL DEFAULT 0,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
COMMENT ON TABLE resident_codes IS
  'Codes sent to telephones, hashed; good for some minutes and a few tries. The newest of a telephone counts.'
  ' [transient]';
CREATE INDEX resident_codes_phone ON resident_codes (phone_index, made_at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON resident_codes TO app;

CREATE TABLE resident_sessions (
  token_hash text PRIMARY KEY,
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  agent_id text,
  agent_name text NOT NULL DEFAULT ''
);
COMMENT ON TABLE resident_sessions IS
  'Villagers who are signed in; the browser holds the token, this table its hash. [transient]';
COMMENT ON COLUMN resident_sessions.agent_id IS
  'The member of staff who sits with the villager; null where the villager signed in alone.';
CREATE INDEX resident_sessions_resident ON resident_sessions (resident_id);
GRANT SELECT, INSERT, DELETE ON resident_sessions TO app;
GRANT SELECT (token_hash, resident_id, expires_at, agent_name) ON resident_sessions TO web_resident;
-- Signed-in villagers read as web_resident. A connection says with whose session it reads, and when (sunlit.session,
-- sunlit.now); what follows from the session is decided by the policies: one's own row, and (with the notices) those
-- that name one as a reader (CAUTIONS 2).
ALTER TABLE resident_sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON resident_sessions TO app, backup USING (true) WITH CHECK (true);
CREATE POLICY own ON resident_sessions FOR SELECT TO web_resident
  USING (
    token_hash = current_setting('sunlit.session', true)
    AND expires_at > coalesce(nullif(current_setting('sunlit.now', true), '')::timestamptz, now())
  );

-- Below resident_sessions, whose policy decides which session this is; its token is a primary key, so the select finds
-- one row or none, and it is asked once per query, not once per row.
ALTER TABLE residents ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON residents TO app, backup USING (true) WITH CHECK (true);
CREATE POLICY own ON residents FOR SELECT TO web_resident
  USING (state = 'here' AND id = (SELECT resident_id FROM resident_sessions));

CREATE TABLE resident_looks (
  id text PRIMARY KEY,
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('began', 'notice', 'file')),
  agent_id text NOT NULL,
  agent_name text NOT NULL,
  consent text NOT NULL DEFAULT '',
  notice_code text NOT NULL DEFAULT '',
  at timestamptz NOT NULL
);
COMMENT ON TABLE resident_looks IS
  'What an agent opened with or for a villager, and how the villager agreed; the villager sees it at /my. [history]';
CREATE INDEX resident_looks_resident ON resident_looks (resident_id, at DESC);
GRANT SELECT, INSERT ON resident_looks TO app;
GRANT SELECT (id, resident_id, kind, agent_name, consent, notice_code, at) ON resident_looks TO web_resident;
ALTER TABLE resident_looks ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON resident_looks TO app, backup USING (true) WITH CHECK (true);
CREATE POLICY own ON resident_looks FOR SELECT TO web_resident
  USING (resident_id = (SELECT resident_id FROM resident_sessions));

CREATE TABLE resident_reports (
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  report_id text NOT NULL,
  party text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (resident_id, report_id)
);
COMMENT ON TABLE resident_reports IS
  'Reports that a villager put among their own with both halves of the receipt. Nobody of the staff reads it, no '
  'handler learns of it.'
  ' [state]';
GRANT SELECT, INSERT, DELETE ON resident_reports TO app;

-- What an import overwrote, sealed as it was, so that taking it back restores numbers and telephones too.
CREATE TABLE resident_befores (
  import_id text NOT NULL REFERENCES resident_imports (id),
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  id_number bytea,
  id_index text,
  phone bytea,
  phone_index text,
  level int NOT NULL,
  PRIMARY KEY (import_id, resident_id)
);
COMMENT ON TABLE resident_befores IS
  'Sealed number and telephone as they were before an import changed them; goes when the import is undone or a later '
  'one touches the person.'
  ' [state]';
CREATE INDEX resident_befores_resident ON resident_befores (resident_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON resident_befores TO app;

-- One's own village's people by name, and nothing of them but the group: no number, no telephone, no day of birth
-- (CAUTIONS 7).
CREATE VIEW resident_neighbours WITH (security_barrier) AS
SELECT r.name, r.initials, h.group_name
FROM residents r
JOIN households h ON h.id = r.household_id
WHERE r.state = 'here'
  AND r.region_id = (
      SELECT me.region_id
      FROM resident_sessions s
      JOIN residents me ON me.id = s.resident_id
      WHERE s.token_hash = current_setting('sunlit.session', true)
        AND s.agent_id IS NULL
        AND me.state = 'here'
        AND me.level > 0
        AND s.expires_at > coalesce(nullif(current_setting('sunlit.now', true), '')::timestamptz, now())
    );
COMMENT ON VIEW resident_neighbours IS
  'People of the village of whoever is signed in on this connection; empty for everybody else.';

GRANT SELECT ON resident_neighbours TO web_resident;
