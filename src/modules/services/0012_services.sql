-- Services as data (every version kept, so that an application keeps the version it was made with), the villages'
-- halls, and the applications. Who applies and what was answered is sealed; nothing of applications is public but what
-- the views below say.

CREATE TABLE services (
  code text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  position int NOT NULL,
  definition jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('offered', 'ended')),
  valid_from date NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text,
  -- What lists and searches read of a service, kept beside it by the database: form, papers and steps are most of it.
  listed jsonb GENERATED ALWAYS AS (definition - '{form,materials,steps,source,notes}'::text[]) STORED,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE services IS
  'Services of the county, every version kept; one that is no longer offered ends with a version that says so. The '
  'newest version whose day has come counts.'
  ' [history]';
COMMENT ON COLUMN services.made_by IS
  'Person who made the version in the console; empty where it came with a county pack.';
COMMENT ON COLUMN services.listed IS 'The definition without form, papers, steps and notes; derived, never written.';
GRANT SELECT, INSERT ON services TO app;

CREATE TABLE service_frames (
  version int PRIMARY KEY CHECK (version > 0),
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text
);
COMMENT ON TABLE service_frames IS
  'The county''s own menus and life events, hours of the service halls, and further certificates that villages do '
  'not issue; the newest version counts.'
  ' [history]';
GRANT SELECT, INSERT ON service_frames TO app;

CREATE TABLE service_halls (
  region_id text NOT NULL REFERENCES regions (id),
  version int NOT NULL CHECK (version > 0),
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL REFERENCES persons (id),
  PRIMARY KEY (region_id, version)
);
COMMENT ON TABLE service_halls IS
  'Service halls of villages: place, hours, telephones, what is done at once, who is on duty. The newest version '
  'counts; without one the county''s frame does.'
  ' [history]';
COMMENT ON COLUMN service_halls.definition IS 'As in halls.schema.ts; everything in it is public.';
GRANT SELECT, INSERT ON service_halls TO app;

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
COMMENT ON TABLE applications IS
  'Applications, drafts among them. Answers, result and words of a rating are sealed (AES-256-GCM), bound to the '
  'row.'
  ' [state]';
COMMENT ON COLUMN applications.form_key IS
  'Only the sender''s device knows it: the same form sent twice is one application.';
COMMENT ON COLUMN applications.id_index IS
  'Keyed hash of the applicant''s ID number (blind index), by which duplicates are found.';
COMMENT ON COLUMN applications.identity IS
  'How surely the applicant is known: 0 not, 1 telephone, 2 an agent compared the card, 3 an outside provider.';
COMMENT ON COLUMN applications.consent IS
  'Of an application filed by an agent: how the villager agreed, and the file that proves it.';
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
-- What applicants are told by short message is looked for by time, a few days back.
CREATE INDEX applications_closed ON applications (closed_at) WHERE closed_at IS NOT NULL AND phone_index IS NOT NULL;
-- What the lists, a villager's own applications and the deleting of papers look up among a million applications.
CREATE INDEX applications_resident ON applications (resident_id, sent_at DESC) WHERE resident_id IS NOT NULL;
CREATE INDEX applications_of_service ON applications (service_code, sent_at DESC, id DESC) WHERE sent_at IS NOT NULL;
-- Those done are the rest: nearly all, which the newest first find at once.
CREATE INDEX applications_state ON applications (state, sent_at DESC, id DESC)
  WHERE state IN ('sent', 'refused', 'withdrawn');
CREATE INDEX applications_consent ON applications ((consent ->> 'sha256')) WHERE consent ? 'sha256';
CREATE INDEX applications_consent_ended ON applications (closed_at) WHERE consent ? 'sha256';
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
COMMENT ON TABLE application_papers IS
  'Papers of applications by content; the bytes lie sealed in the file store and never in the public area. [state]';
COMMENT ON COLUMN application_papers.form_key IS
  'SHA-256 of the form''s key: what was sent ahead belongs to whoever holds the key.';
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
COMMENT ON TABLE application_records IS
  'Records of home visits (two people or more), appraisal meetings with their votes, comparisons with the card, and '
  'opinions: sealed, for they tell of the family.'
  ' [history]';
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
COMMENT ON TABLE application_looks IS
  'Who of the staff opened what of an application, and when; the applicant reads this list. [history]';
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
COMMENT ON TABLE application_follows IS
  'Bad ratings (不满意, 非常不满意) that must be followed up; the clock is a case of its own.'
  ' [history except answer, answered_by, answered_at]';
CREATE INDEX application_follows_answered ON application_follows (answered_at) WHERE answered_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE (answer, answered_by, answered_at) ON application_follows TO app;

-- What staff upload for an application (a villager's consent, the scan of a signature) before anything names it.
CREATE TABLE application_uploads (
  sha256 text PRIMARY KEY,
  taken_at timestamptz NOT NULL,
  taken_by text NOT NULL
);
COMMENT ON TABLE application_uploads IS
  'Uploads of staff that an application or a signature may still name; after the days of a draft the row goes, and '
  'with it the bytes that nothing has named.'
  ' [transient]';
CREATE INDEX application_uploads_taken ON application_uploads (taken_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON application_uploads TO app;

CREATE VIEW public_services AS
SELECT code, version, name, position, definition, state, valid_from, listed
FROM services;

CREATE VIEW public_service_frames AS
SELECT version, definition
FROM service_frames;

CREATE VIEW public_service_halls AS
SELECT region_id, version, definition
FROM service_halls;

-- Sums only: how many, how long, how rated; and whether a result's code is genuine. No row names a person. Days are the
-- county's: what is handed in or ended before eight in the morning belongs to that day, not to the one before.
CREATE VIEW public_service_outcomes AS
SELECT a.service_code, r.slug AS place, r.path, a.state, a.closed_at AS ended_at,
  (a.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS sent_on,
  (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on, a.stars, c.opened_at, c.closed_at
FROM applications a
JOIN regions r ON r.id = a.region_id
JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id
WHERE NOT r.practice;
COMMENT ON VIEW public_service_outcomes IS 'Applications without persons, contents or codes, for sums.';

CREATE VIEW public_application_results AS
SELECT a.result_code, a.service_code, s.name AS service, r.name AS place, r.slug, a.state,
  (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on, a.commitment
FROM applications a
JOIN regions r ON r.id = a.region_id
JOIN services s ON s.code = a.service_code AND s.version = a.service_version
WHERE a.result_code IS NOT NULL;
COMMENT ON VIEW public_application_results IS
  'Whether a result with this code was given, for which service, where and when; not to whom.';

GRANT SELECT ON
  public_services, public_service_frames, public_service_halls, public_service_outcomes, public_application_results
TO web_public;
