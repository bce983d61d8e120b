CREATE TABLE reports (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  secret_hash text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('suggestion', 'question', 'trouble', 'danger', 'dispute', 'list', 'person')),
  channel text NOT NULL CHECK (channel IN ('web', 'agent', 'phone', 'visit', 'letter', 'open311', 'city')),
  text text NOT NULL,
  spot text NOT NULL DEFAULT '',
  group_id text REFERENCES regions (id),
  lng double precision,
  lat double precision,
  contact bytea,
  show text NOT NULL CHECK (show IN ('handlers', 'nameless', 'named')),
  notice_id text,
  notice_row text NOT NULL DEFAULT '',
  about bytea,
  category text NOT NULL DEFAULT '',
  judgement text NOT NULL DEFAULT '',
  finding text CHECK (finding IN ('upheld', 'dismissed')),
  supporters int NOT NULL DEFAULT 1,
  rating text CHECK (rating IN ('satisfied', 'basic', 'unsatisfied')),
  idempotency_key text UNIQUE,
  consent_file_id text,
  filed_by text,
  received_at timestamptz NOT NULL,
  salt bytea NOT NULL,
  commitment text NOT NULL,
  leaf_id text NOT NULL,
  CHECK ((channel IN ('agent', 'phone', 'visit', 'letter')) = (filed_by IS NOT NULL))
);
COMMENT ON TABLE reports IS 'What villagers tell (民情反映). The text is for the handlers; what the public reads stands in report_faces. Its way through hands is its case (subject_kind report).';
COMMENT ON COLUMN reports.code IS 'First half of the receipt; stands in addresses and in the log.';
COMMENT ON COLUMN reports.secret_hash IS 'Hash of the receipt''s second half, without which nothing is shown.';
COMMENT ON COLUMN reports.contact IS 'Name and telephone, sealed (AES-256-GCM); each look is a row of report_looks.';
COMMENT ON COLUMN reports.about IS 'Whom a complaint is about, as the reporter wrote it, sealed.';
COMMENT ON COLUMN reports.commitment IS 'Salted commitment to what was sent and when: the leaf of the receipt carries it.';
CREATE INDEX reports_region ON reports (region_id, received_at DESC);
CREATE INDEX reports_path ON reports (path, received_at DESC);
CREATE INDEX reports_notice ON reports (notice_id) WHERE notice_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON reports TO app;

CREATE TABLE report_files (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  position int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('picture', 'voice', 'video', 'paper')),
  name text NOT NULL,
  type text NOT NULL,
  bytes int NOT NULL,
  sha256 text NOT NULL,
  shown_sha256 text,
  shown_type text,
  transcript text NOT NULL DEFAULT '',
  transcript_by text,
  added_at timestamptz NOT NULL,
  UNIQUE (report_id, sha256)
);
COMMENT ON TABLE report_files IS 'Pictures, voice, video and papers of a report: the original sealed, beside it what can be shown or played everywhere.';
GRANT SELECT, INSERT, UPDATE ON report_files TO app;

CREATE TABLE report_additions (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  text text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE report_additions IS 'What the reporter adds later.';
GRANT SELECT, INSERT ON report_additions TO app;

CREATE TABLE report_supporters (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  secret_hash text NOT NULL,
  contact bytea,
  visitor text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (report_id, visitor)
);
COMMENT ON TABLE report_supporters IS '"Me too": a collective case with its count; each has a receipt of their own.';
GRANT SELECT, INSERT ON report_supporters TO app;

CREATE TABLE report_faces (
  report_id text NOT NULL REFERENCES reports (id),
  seq int NOT NULL,
  shown boolean NOT NULL,
  title text NOT NULL DEFAULT '',
  text text NOT NULL DEFAULT '',
  name text NOT NULL DEFAULT '',
  file_ids text[] NOT NULL DEFAULT '{}',
  reason text NOT NULL DEFAULT '',
  by_name text NOT NULL,
  by_post text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (report_id, seq)
);
COMMENT ON TABLE report_faces IS 'What the public may read of a report: redacted by rule and by hand, with the editor and the reason; the newest row counts, the original stays.';
GRANT SELECT, INSERT ON report_faces TO app;

CREATE TABLE report_replies (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  seq int NOT NULL,
  text text NOT NULL,
  form text NOT NULL CHECK (form IN ('written', 'face', 'meeting', 'phone')),
  file_ids text[] NOT NULL DEFAULT '{}',
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  at timestamptz NOT NULL,
  leaf_id text,
  UNIQUE (report_id, seq)
);
COMMENT ON TABLE report_replies IS 'Answers to a report, each a leaf of the log.';
CREATE INDEX report_replies_report ON report_replies (report_id);
GRANT SELECT, INSERT ON report_replies TO app;

CREATE TABLE report_ratings (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  rating text NOT NULL CHECK (rating IN ('satisfied', 'basic', 'unsatisfied')),
  reason text NOT NULL DEFAULT '',
  by_party text NOT NULL CHECK (by_party IN ('reporter', 'supporter', 'callback')),
  at timestamptz NOT NULL
);
COMMENT ON TABLE report_ratings IS 'Satisfaction as the reporter, a supporter, or a call-back says it.';
CREATE INDEX report_ratings_report ON report_ratings (report_id, at);
GRANT SELECT, INSERT ON report_ratings TO app;

CREATE TABLE report_callbacks (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  chosen_at timestamptz NOT NULL,
  called_at timestamptz,
  by_person text,
  by_name text NOT NULL DEFAULT '',
  reached boolean,
  rating text CHECK (rating IN ('satisfied', 'basic', 'unsatisfied')),
  differs boolean,
  note text NOT NULL DEFAULT ''
);
COMMENT ON TABLE report_callbacks IS 'Sampled call-backs by somebody other than the handlers; what differs from the record is flagged.';
CREATE INDEX report_callbacks_open ON report_callbacks (chosen_at) WHERE called_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON report_callbacks TO app;

CREATE TABLE report_looks (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  why text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE report_looks IS 'Each look at who a reporter is (信访工作条例 Art. 30).';
GRANT SELECT, INSERT ON report_looks TO app;

CREATE TABLE accusations (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  sealed bytea NOT NULL,
  key_id text NOT NULL,
  received_at timestamptz NOT NULL
);
COMMENT ON TABLE accusations IS 'Reports of cadres'' misconduct (举报), sealed in the browser or on receipt to the discipline office''s public key: no clock, no board, no administrator reads them (CAUTIONS 5).';
GRANT SELECT, INSERT ON accusations TO app;

CREATE TABLE standard_answers (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  title text NOT NULL,
  text text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE standard_answers IS 'Answers that a place keeps ready.';
GRANT SELECT, INSERT, UPDATE ON standard_answers TO app;

CREATE TABLE mediations (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  report_id text REFERENCES reports (id),
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  title text NOT NULL,
  parties bytea NOT NULL,
  mediator text NOT NULL,
  agreement text NOT NULL DEFAULT '',
  outcome text CHECK (outcome IN ('agreed', 'failed', 'withdrawn')),
  signed_scan text,
  follow_up_on date,
  followed_up text NOT NULL DEFAULT '',
  opened_by text NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
COMMENT ON TABLE mediations IS 'Mediation records (人民调解法): parties (sealed), meetings, agreement with signatures, follow-up day.';
CREATE INDEX mediations_path ON mediations (path, opened_at DESC);
GRANT SELECT, INSERT, UPDATE ON mediations TO app;

CREATE TABLE mediation_meetings (
  id text PRIMARY KEY,
  mediation_id text NOT NULL REFERENCES mediations (id),
  met_on date NOT NULL,
  spot text NOT NULL,
  notes text NOT NULL,
  noted_by text NOT NULL,
  noted_at timestamptz NOT NULL
);
COMMENT ON TABLE mediation_meetings IS 'Meetings of a mediation.';
GRANT SELECT, INSERT ON mediation_meetings TO app;

CREATE VIEW public_reports AS
  SELECT r.id, r.code, r.region_id, r.path, r.kind, r.category, r.received_at, r.supporters, r.rating, r.notice_id, r.finding,
         f.title, f.text, f.name, f.file_ids, c.procedure, c.step, c.step_since, c.warn_at, c.due_at, c.closed_at, c.paused_at, h.name AS holder, h.level AS holder_level
  FROM reports r
  JOIN regions g ON g.id = r.region_id AND NOT g.practice
  JOIN LATERAL (SELECT * FROM report_faces f WHERE f.report_id = r.id ORDER BY seq DESC LIMIT 1) f ON f.shown
  JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = r.id
  LEFT JOIN regions h ON h.id = c.holder_id;
CREATE VIEW public_report_replies AS
  SELECT p.report_id, p.seq, p.text, p.form, p.by_post, p.by_place, p.at, p.leaf_id FROM report_replies p JOIN public_reports r ON r.id = p.report_id;
CREATE VIEW public_report_files AS
  SELECT x.id, x.report_id, x.position, x.kind, x.shown_sha256, x.shown_type, x.transcript FROM report_files x JOIN public_reports r ON r.id = x.report_id AND x.id = ANY(r.file_ids);
GRANT SELECT ON public_reports, public_report_replies, public_report_files TO web_public;
