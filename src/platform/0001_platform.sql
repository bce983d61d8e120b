-- Roles, their rights to what is made later, and what the platform itself keeps.

-- Passwords are set at start, from the data folder.
DO $$
DECLARE
  r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['app', 'web_public', 'web_resident', 'backup'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN', r);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster made it just now
      END;
    END IF;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app, web_public, web_resident, backup;

-- The backup reads everything and changes nothing: also what every later script makes.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO backup;
GRANT SELECT ON schema_migrations TO backup;
COMMENT ON TABLE schema_migrations IS
  'Migrations that were applied, with their hashes; the owner''s alone. [history]';

CREATE TABLE settings (
  code text PRIMARY KEY,
  value jsonb NOT NULL,
  set_at timestamptz NOT NULL,
  set_by text
);
COMMENT ON TABLE settings IS
  'County settings that are not rules: names, colours, footer, go-live. Changes stand in the audit trail. [state]';
GRANT SELECT, INSERT, UPDATE ON settings TO app;

CREATE TABLE audit_trail (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  person_id text,
  post text,
  region_id text,
  action text NOT NULL,
  subject text,
  detail jsonb NOT NULL DEFAULT '{}',
  ip text
);
COMMENT ON TABLE audit_trail IS
  'Every sign-in and every change: who, when, what. The application may add and read, never alter or delete.'
  ' [history]';
CREATE INDEX audit_trail_at ON audit_trail (at DESC, id);
CREATE INDEX audit_trail_person ON audit_trail (person_id, at DESC);
GRANT SELECT, INSERT ON audit_trail TO app;

CREATE TABLE page_versions (
  scope text PRIMARY KEY,
  version bigint NOT NULL
);
COMMENT ON TABLE page_versions IS
  'Bumped in the transaction that changes what a public page shows; every process polls it and drops its rendered '
  'pages.'
  ' [transient]';
GRANT SELECT, INSERT, UPDATE ON page_versions TO app;
GRANT SELECT ON page_versions TO web_public;

CREATE TABLE job_progress (
  id text PRIMARY KEY,
  kind text NOT NULL,
  owner_id text,
  started_at timestamptz NOT NULL,
  done int NOT NULL DEFAULT 0,
  total int NOT NULL DEFAULT 0,
  say text NOT NULL DEFAULT '',
  finished_at timestamptz,
  failed text,
  result jsonb
);
COMMENT ON TABLE job_progress IS
  'Long work that a person started and may leave: how far it is and what came of it. [transient]';
GRANT SELECT, INSERT, UPDATE, DELETE ON job_progress TO app;

-- Counters of an hour are not worth a write to disk with every visitor: after a crash they begin anew.
CREATE UNLOGGED TABLE rate_limits (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
COMMENT ON TABLE rate_limits IS
  'Counters of rate-limiter-flexible; keys hold no personal data but a hashed address. [transient]';
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO app;

-- Which keys a database is used with, so that a machine with other keys is refused before it changes anything.
CREATE TABLE key_prints (
  name text PRIMARY KEY,  -- session, files (hashes), log (the verifier key, public)
  print text NOT NULL,    -- tells keys apart, opens nothing
  noted_at timestamptz NOT NULL
);
COMMENT ON TABLE key_prints IS 'The keys that this database is used with, by hash; the owner''s alone [history]';

CREATE VIEW public_settings AS
SELECT code, value
FROM settings
WHERE code IN ('county', 'footer', 'colours', 'levelNames', 'fictional', 'cardsVisibleTo');

GRANT SELECT ON public_settings TO web_public;
