CREATE TABLE report_uploads (
  id text PRIMARY KEY,
  form_key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('picture', 'voice', 'video', 'paper')),
  name text NOT NULL,
  type text NOT NULL,
  bytes int NOT NULL,
  sha256 text NOT NULL,
  shown_sha256 text,
  shown_type text,
  sent_at timestamptz NOT NULL,
  report_id text REFERENCES reports (id),
  UNIQUE (form_key, sha256)
);
COMMENT ON TABLE report_uploads IS 'Files that have arrived for a form that is still being filled in: bound to the form''s key, so that nothing recorded is lost when the form is refused or the network ends. Taken over by the report; what is never sent is removed.';
COMMENT ON COLUMN report_uploads.form_key IS 'Hash of the form''s key, which only the sender''s browser knows.';
CREATE INDEX report_uploads_left ON report_uploads (sent_at) WHERE report_id IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_uploads TO app;

CREATE OR REPLACE VIEW public_reports AS
  SELECT r.id, r.code, r.region_id, r.path, r.kind, r.category, r.received_at, r.supporters, r.rating, r.notice_id, r.finding,
         f.title, f.text, f.name, f.file_ids, c.procedure, c.step, c.step_since, c.warn_at, c.due_at, c.closed_at, c.paused_at, h.name AS holder, h.level AS holder_level, c.holder_id
  FROM reports r
  JOIN regions g ON g.id = r.region_id AND NOT g.practice
  JOIN LATERAL (SELECT * FROM report_faces f WHERE f.report_id = r.id ORDER BY seq DESC LIMIT 1) f ON f.shown
  JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = r.id
  LEFT JOIN regions h ON h.id = c.holder_id;
COMMENT ON VIEW public_reports IS 'Reports that somebody released, with the words released, and where their case stands.';

CREATE VIEW public_report_events AS
  SELECT r.id AS report_id, e.seq, e.at, e.action, e.from_step, e.to_step, e.post_name, e.place_name, e.clock, e.holder_id, e.until,
         CASE WHEN e.action IN ('suspend', 'extend', 'resume') THEN e.comment ELSE '' END AS comment,
         CASE WHEN (SELECT u.value #>> '{}' FROM rules u WHERE u.code = 'report.showHandler' AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
           AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date) ORDER BY u.effective_from DESC, u.set_at DESC LIMIT 1) = 'name' AND e.post_name <> '' THEN e.person_name ELSE '' END AS by_name
  FROM case_events e JOIN cases c ON c.id = e.case_id AND c.subject_kind = 'report' JOIN public_reports r ON r.id = c.subject_id
  WHERE e.to_step IS DISTINCT FROM e.from_step OR e.action IN ('suspend', 'extend', 'resume');
COMMENT ON VIEW public_report_events IS 'The way of a released report through hands: steps, posts and clocks; remarks only where the reporter may read them, names only where the county says so.';

CREATE VIEW public_late_reports AS
  SELECT r.region_id, r.path, r.kind, r.received_at, c.due_at, c.procedure, c.step, h.name AS holder, CASE WHEN p.id IS NULL THEN '' ELSE r.code END AS code, coalesce(p.title, '') AS title
  FROM cases c JOIN reports r ON r.id = c.subject_id JOIN regions g ON g.id = r.region_id AND NOT g.practice
  LEFT JOIN regions h ON h.id = c.holder_id LEFT JOIN public_reports p ON p.id = r.id
  WHERE c.subject_kind = 'report' AND c.closed_at IS NULL AND c.due_at IS NOT NULL AND c.paused_at IS NULL AND c.step <> 'answered' AND r.kind <> 'person';
COMMENT ON VIEW public_late_reports IS 'Open reports with their limits, for the list of what is late: of those not released only the place, the kind and the times.';
GRANT SELECT ON public_report_events, public_late_reports TO web_public;

CREATE TABLE report_months (
  region_id text NOT NULL REFERENCES regions (id),
  month text NOT NULL,
  kind text NOT NULL,
  path text COLLATE "C" NOT NULL,
  received int NOT NULL DEFAULT 0,
  answered int NOT NULL DEFAULT 0,
  in_time int NOT NULL DEFAULT 0,
  satisfied int NOT NULL DEFAULT 0,
  basic int NOT NULL DEFAULT 0,
  unsatisfied int NOT NULL DEFAULT 0,
  PRIMARY KEY (region_id, month, kind)
);
COMMENT ON TABLE report_months IS 'Reports per place, month of receipt and kind: received, answered, answered without a red card, and the last rating; recounted from the reports by a job.';
GRANT SELECT, INSERT, UPDATE, DELETE ON report_months TO app;
CREATE VIEW public_report_months AS SELECT m.region_id, m.month, m.kind, m.path, m.received, m.answered, m.in_time, m.satisfied, m.basic, m.unsatisfied FROM report_months m JOIN regions r ON r.id = m.region_id AND NOT r.practice;
GRANT SELECT ON public_report_months TO web_public;

CREATE TABLE report_pieces_begun (
  id text PRIMARY KEY,
  form_key text NOT NULL,
  name text NOT NULL,
  bytes int NOT NULL,
  begun_at timestamptz NOT NULL
);
COMMENT ON TABLE report_pieces_begun IS 'Files that are arriving in pieces (tus); removed when whole, or when given up.';
CREATE INDEX report_pieces_begun_at ON report_pieces_begun (begun_at);
CREATE TABLE report_pieces (
  begun_id text NOT NULL REFERENCES report_pieces_begun (id) ON DELETE CASCADE,
  at_byte int NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (begun_id, at_byte)
);
COMMENT ON TABLE report_pieces IS 'The pieces, in the database so that any process can take the next one.';
GRANT SELECT, INSERT, DELETE ON report_pieces_begun, report_pieces TO app;
