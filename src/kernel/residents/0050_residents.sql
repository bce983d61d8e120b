-- An agent sits with a villager who has no telephone: the session says who, and each notice opened in it is a row.
ALTER TABLE resident_sessions ADD COLUMN agent_id text, ADD COLUMN agent_name text NOT NULL DEFAULT '';
COMMENT ON COLUMN resident_sessions.agent_id IS 'The member of staff who sits with the villager; null where the villager signed in alone.';
GRANT SELECT (agent_name) ON resident_sessions TO web_resident;

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
COMMENT ON TABLE resident_looks IS 'What an agent opened with or for a villager, and how the villager agreed; the villager sees it at /my.';
CREATE INDEX resident_looks_resident ON resident_looks (resident_id, at DESC);
GRANT SELECT, INSERT ON resident_looks TO app;
ALTER TABLE resident_looks ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON resident_looks TO app, backup USING (true) WITH CHECK (true);
CREATE POLICY own ON resident_looks FOR SELECT TO web_resident USING (resident_id IN (SELECT resident_id FROM resident_sessions));
GRANT SELECT (id, resident_id, kind, agent_name, consent, notice_code, at) ON resident_looks TO web_resident;

CREATE TABLE resident_reports (
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  report_id text NOT NULL REFERENCES reports (id),
  party text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (resident_id, report_id)
);
COMMENT ON TABLE resident_reports IS 'Reports that a villager put among their own with both halves of the receipt. Nobody of the staff reads it, no handler learns of it.';
GRANT SELECT, INSERT, DELETE ON resident_reports TO app;

-- One's own village's people by name, and nothing of them but the group: no number, no telephone, no day of birth (CAUTIONS 7).
CREATE VIEW resident_neighbours WITH (security_barrier) AS
  SELECT r.name, r.initials, h.group_name FROM residents r JOIN households h ON h.id = r.household_id
  WHERE r.state = 'here' AND r.region_id = (SELECT me.region_id FROM resident_sessions s JOIN residents me ON me.id = s.resident_id
    WHERE s.token_hash = current_setting('sunlit.session', true) AND s.agent_id IS NULL AND me.state = 'here' AND me.level > 0
      AND s.expires_at > coalesce(nullif(current_setting('sunlit.now', true), '')::timestamptz, now()));
COMMENT ON VIEW resident_neighbours IS 'People of the village of whoever is signed in on this connection; empty for everybody else.';
GRANT SELECT ON resident_neighbours TO web_resident;

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
COMMENT ON TABLE resident_befores IS 'Sealed number and telephone as they were before an import changed them; goes when the import is undone or a later one touches the person.';
GRANT SELECT, INSERT, UPDATE, DELETE ON resident_befores TO app;

ALTER TABLE resident_changes DROP CONSTRAINT resident_changes_kind_check;
ALTER TABLE resident_changes ADD CONSTRAINT resident_changes_kind_check CHECK (kind IN ('added', 'changed', 'moved', 'left', 'died', 'returned', 'merged', 'checked', 'phone', 'undone'));
