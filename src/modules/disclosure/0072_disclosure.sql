-- The monthly self-check (自查自纠) of every village: owed by a day, what was found and how it was mended, signed.
CREATE TABLE self_checks (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  month text NOT NULL,
  due_on date NOT NULL,
  clean boolean NOT NULL DEFAULT false,
  found jsonb NOT NULL DEFAULT '[]',
  saved_at timestamptz,
  saved_by text,
  signed_at timestamptz,
  UNIQUE (region_id, month)
);
COMMENT ON TABLE self_checks IS
  'Self-checks owed, one per place and month, with what has been written down so far; nothing changes once `signed_at` is set.'
  ' [state]';
COMMENT ON COLUMN self_checks.clean IS 'Everything was looked at and nothing was found.';
COMMENT ON COLUMN self_checks.found IS '[{what, done}]: what was found, and how it was mended.';
CREATE INDEX self_checks_open ON self_checks (path, due_on) WHERE signed_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON self_checks TO app;

CREATE TABLE self_check_signatures (
  check_id text PRIMARY KEY REFERENCES self_checks (id),
  clean boolean NOT NULL,
  found jsonb NOT NULL,
  content_hash text NOT NULL,
  person_id text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  kind text NOT NULL,
  strokes jsonb,
  scan_sha256 text,
  signed_at timestamptz NOT NULL,
  binding text NOT NULL
);
COMMENT ON TABLE self_check_signatures IS
  'Signed self-checks as they were signed, with the evidence bound to their content''s hash. [history]';
GRANT SELECT, INSERT ON self_check_signatures TO app;
