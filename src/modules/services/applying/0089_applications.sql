-- Applications for services. Who applies and what was answered is sealed; nothing of these tables is public but what the views below say.
CREATE TABLE applications (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  secret_hash text NOT NULL,
  form_key text NOT NULL UNIQUE,
  service_code text NOT NULL,
  service_version int NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'sent', 'done', 'refused', 'withdrawn')),
  channel text NOT NULL CHECK (channel IN ('web', 'agent')),
  answers bytea NOT NULL,
  content_hash text,
  id_index text,
  phone_index text,
  resident_id text,
  household_id text,
  identity int NOT NULL DEFAULT 0 CHECK (identity BETWEEN 0 AND 3),
  filed_by text,
  consent jsonb,
  saved_at timestamptz NOT NULL,
  sent_at timestamptz,
  closed_at timestamptz,
  salt bytea,
  commitment text,
  leaf_id text,
  notice_id text REFERENCES notices (id),
  result_notice_id text REFERENCES notices (id),
  result_code text UNIQUE,
  result bytea,
  stars int CHECK (stars BETWEEN 1 AND 5),
  rating_text bytea,
  rated_at timestamptz,
  FOREIGN KEY (service_code, service_version) REFERENCES services (code, version),
  CHECK (state = 'draft' OR (sent_at IS NOT NULL AND commitment IS NOT NULL))
);
COMMENT ON TABLE applications IS 'Applications, drafts among them. Answers, result and words of a rating are sealed (AES-256-GCM), bound to the row.';
COMMENT ON COLUMN applications.form_key IS 'Only the sender''s device knows it: the same form sent twice is one application.';
COMMENT ON COLUMN applications.id_index IS 'Keyed hash of the applicant''s ID number (blind index), by which duplicates are found.';
COMMENT ON COLUMN applications.identity IS 'How surely the applicant is known: 0 not, 1 telephone, 2 an agent compared the card, 3 an outside provider.';
COMMENT ON COLUMN applications.consent IS 'Of an application filed by an agent: how the villager agreed, and the file that proves it.';
CREATE INDEX applications_village ON applications (region_id, sent_at DESC) WHERE sent_at IS NOT NULL;
CREATE INDEX applications_below ON applications (path, sent_at DESC) WHERE sent_at IS NOT NULL;
CREATE INDEX applications_newest ON applications (sent_at DESC, id DESC) WHERE sent_at IS NOT NULL;
CREATE INDEX applications_service ON applications (service_code, closed_at DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX applications_open ON applications (service_code, service_version) WHERE state = 'sent';
CREATE INDEX applications_person ON applications (id_index, sent_at DESC) WHERE id_index IS NOT NULL;
CREATE INDEX applications_phone ON applications (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX applications_household ON applications (household_id, sent_at DESC) WHERE household_id IS NOT NULL;
CREATE INDEX applications_drafts ON applications (saved_at) WHERE state = 'draft';
CREATE INDEX applications_notice ON applications (notice_id) WHERE notice_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON applications TO app;

CREATE TABLE application_papers (
  id text PRIMARY KEY,
  form_key text NOT NULL,
  application_id text REFERENCES applications (id) ON DELETE CASCADE,
  field text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  bytes int NOT NULL,
  sha256 text NOT NULL,
  taken_at timestamptz NOT NULL,
  reused_from text,
  delete_on date,
  UNIQUE (form_key, field, sha256)
);
COMMENT ON TABLE application_papers IS 'Papers of applications by content; the bytes lie sealed in the file store and never in the public area.';
COMMENT ON COLUMN application_papers.form_key IS 'SHA-256 of the form''s key: what was sent ahead belongs to whoever holds the key.';
CREATE INDEX application_papers_application ON application_papers (application_id);
CREATE INDEX application_papers_sha ON application_papers (sha256);
CREATE INDEX application_papers_unsent ON application_papers (taken_at) WHERE application_id IS NULL;
CREATE INDEX application_papers_delete ON application_papers (delete_on) WHERE delete_on IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON application_papers TO app;

CREATE TABLE application_records (
  id text PRIMARY KEY,
  application_id text NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('visit', 'appraise', 'identity', 'opinion')),
  held_on date NOT NULL,
  record bytea NOT NULL,
  by_id text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE application_records IS 'Records of home visits (two people or more), appraisal meetings with their votes, comparisons with the card, and opinions: sealed, for they tell of the family.';
CREATE INDEX application_records_application ON application_records (application_id, at);
GRANT SELECT, INSERT ON application_records TO app;

CREATE TABLE application_looks (
  id text PRIMARY KEY,
  application_id text NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  what text NOT NULL,
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  why text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE application_looks IS 'Who of the staff opened what of an application, and when; the applicant reads this list.';
CREATE INDEX application_looks_application ON application_looks (application_id, at);
GRANT SELECT, INSERT ON application_looks TO app;

CREATE TABLE application_follows (
  id text PRIMARY KEY,
  application_id text NOT NULL UNIQUE REFERENCES applications (id) ON DELETE CASCADE,
  answer text NOT NULL DEFAULT '',
  answered_by text NOT NULL DEFAULT '',
  answered_at timestamptz,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE application_follows IS 'Bad ratings (不满意, 非常不满意) that must be followed up; the clock is a case of its own.';
GRANT SELECT, INSERT, UPDATE ON application_follows TO app;

-- Sums only: how many, how long, how rated; and whether a result's code is genuine. No row names a person.
CREATE VIEW public_service_outcomes AS
  SELECT a.service_code, r.slug AS place, r.path, a.state, a.closed_at AS ended_at, a.sent_at::date AS sent_on, a.closed_at::date AS closed_on, a.stars, c.opened_at, c.closed_at
  FROM applications a JOIN regions r ON r.id = a.region_id JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id WHERE NOT r.practice;
COMMENT ON VIEW public_service_outcomes IS 'Applications without persons, contents or codes, for sums.';
CREATE VIEW public_application_results AS
  SELECT a.result_code, a.service_code, s.name AS service, r.name AS place, r.slug, a.state, a.closed_at::date AS closed_on, a.commitment
  FROM applications a JOIN regions r ON r.id = a.region_id JOIN services s ON s.code = a.service_code AND s.version = a.service_version WHERE a.result_code IS NOT NULL;
COMMENT ON VIEW public_application_results IS 'Whether a result with this code was given, for which service, where and when; not to whom.';
GRANT SELECT ON public_service_outcomes, public_application_results TO web_public;
