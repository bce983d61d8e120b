-- Roles and what the platform itself keeps. Passwords are set at start, from the data folder.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['app', 'web_public', 'web_resident', 'backup'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN', r);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster made it just now
      END;
    END IF;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app, web_public, web_resident, backup;

CREATE TABLE settings (
  code text PRIMARY KEY,
  value jsonb NOT NULL,
  set_at timestamptz NOT NULL,
  set_by text
);
COMMENT ON TABLE settings IS 'County settings that are not rules: names, colours, footer, go-live. Changes stand in the audit trail.';
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
COMMENT ON TABLE audit_trail IS 'Every sign-in and every change: who, when, what. The application may add and read, never alter or delete.';
CREATE INDEX audit_trail_at ON audit_trail (at DESC, id);
CREATE INDEX audit_trail_person ON audit_trail (person_id, at DESC);
GRANT SELECT, INSERT ON audit_trail TO app;

CREATE TABLE page_versions (
  scope text PRIMARY KEY,
  version bigint NOT NULL
);
COMMENT ON TABLE page_versions IS 'Bumped in the transaction that changes what a public page shows; every process polls it and drops its rendered pages.';
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
COMMENT ON TABLE job_progress IS 'Long work that a person started and may leave: how far it is and what came of it.';
GRANT SELECT, INSERT, UPDATE, DELETE ON job_progress TO app;

CREATE TABLE rate_limits (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
COMMENT ON TABLE rate_limits IS 'Counters of rate-limiter-flexible; keys hold no personal data but a hashed address.';
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO app;
