-- What villagers tell, what is answered, what comes of it; the accusations that only the discipline office can read.

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
  first_answered_at timestamptz,
  answered_level text,
  answered_by text REFERENCES regions (id),
  late boolean NOT NULL DEFAULT false,
  closed_on date,
  row_ref text NOT NULL DEFAULT '' CHECK (row_ref ~ '^([0-9]{1,4}/[0-9]{1,5})?$'),
  contact_index text,
  CHECK ((channel IN ('agent', 'phone', 'visit', 'letter')) = (filed_by IS NOT NULL))
);
COMMENT ON TABLE reports IS
  'What villagers tell (民情反映). The text is for the handlers; what the public reads stands in report_faces. Its way '
  'through hands is its case (subject_kind report).'
  ' [history except path, notice_id, category, judgement, finding, supporters, rating, late, first_answered_at,'
  ' answered_by, answered_level, closed_on]';
COMMENT ON COLUMN reports.code IS 'First half of the receipt; stands in addresses and in the log.';
COMMENT ON COLUMN reports.secret_hash IS 'Hash of the receipt''s second half, without which nothing is shown.';
COMMENT ON COLUMN reports.contact IS 'Name and telephone, sealed (AES-256-GCM); each look is a row of report_looks.';
COMMENT ON COLUMN reports.notice_row IS
  'The same row in words, names masked, or what the reporter wrote instead of choosing one.';
COMMENT ON COLUMN reports.about IS 'Whom a complaint is about, as the reporter wrote it, sealed.';
COMMENT ON COLUMN reports.commitment IS
  'Salted commitment to what was sent and when: the leaf of the receipt carries it.';
COMMENT ON COLUMN reports.first_answered_at IS
  'When the first answer was given; kept by the same transaction, for the statistics.';
COMMENT ON COLUMN reports.answered_level IS 'Level of the place that gave the newest answer.';
COMMENT ON COLUMN reports.answered_by IS 'The place that gave the newest answer.';
COMMENT ON COLUMN reports.late IS
  'A step ran past its limit (kept when the case moves on; what is overdue now is seen from the case).';
COMMENT ON COLUMN reports.closed_on IS 'The day on which the case closed; null while it is open.';
COMMENT ON COLUMN reports.row_ref IS
  'The row that a complaint about a list means, as "version/number": rows of a published version never change, so it '
  'means the same row for ever. Counted from 1.';
COMMENT ON COLUMN reports.contact_index IS
  'Keyed hash of the telephone that the reporter left, by which earlier reports of the same telephone are counted; '
  'tells nothing else. Null without a mobile number.';
CREATE INDEX reports_region ON reports (region_id, received_at DESC);
CREATE INDEX reports_path ON reports (path, received_at DESC);
CREATE INDEX reports_notice ON reports (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX reports_received ON reports (received_at, path);
CREATE INDEX reports_contact ON reports (contact_index, received_at DESC) WHERE contact_index IS NOT NULL;
-- Reports close to one that is being told, in a county of any size.
CREATE INDEX reports_spot ON reports (lat, lng) WHERE lat IS NOT NULL AND lng IS NOT NULL;
CREATE INDEX reports_consent ON reports (consent_file_id) WHERE consent_file_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE (path, notice_id, category, judgement, finding, supporters, rating, first_answered_at,
  answered_level, answered_by, late, closed_on) ON reports TO app;

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
  poster_sha256 text,
  unreadable_at timestamptz,
  UNIQUE (report_id, sha256)
);
COMMENT ON TABLE report_files IS
  'Pictures, voice, video and papers of a report: the original sealed, beside it what can be shown or played '
  'everywhere.'
  ' [history except shown_sha256, shown_type, poster_sha256, unreadable_at, transcript, transcript_by]';
COMMENT ON COLUMN report_files.poster_sha256 IS 'A still of a video, to be seen before it is played.';
COMMENT ON COLUMN report_files.unreadable_at IS
  'When it turned out that a voice or video cannot be read; whoever sent it and whoever handles it are told.';
CREATE INDEX report_files_unmade ON report_files (added_at)
  WHERE kind IN ('voice', 'video') AND shown_sha256 IS NULL AND unreadable_at IS NULL;
CREATE INDEX report_files_sha ON report_files (sha256);
GRANT SELECT, INSERT, UPDATE (shown_sha256, shown_type, transcript, transcript_by, poster_sha256, unreadable_at) ON
  report_files TO app;

CREATE TABLE report_additions (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  text text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE report_additions IS 'What the reporter adds later. [history]';
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
COMMENT ON TABLE report_supporters IS
  '"Me too": a collective case with its count; each has a receipt of their own. [history]';
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
  tokens tsvector,
  PRIMARY KEY (report_id, seq)
);
COMMENT ON TABLE report_faces IS
  'What the public may read of a report: redacted by rule and by hand, with the editor and the reason; the newest '
  'row counts, the original stays.'
  ' [history except tokens]';
COMMENT ON COLUMN report_faces.tokens IS
  'Search tokens of title and text, without names of people; made by the worker soon after the release.';
CREATE INDEX report_faces_tokens ON report_faces USING gin (tokens);
CREATE INDEX report_faces_unread ON report_faces (at) WHERE shown AND tokens IS NULL;
GRANT SELECT, INSERT, UPDATE (tokens) ON report_faces TO app;

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
COMMENT ON TABLE report_replies IS 'Answers to a report, each a leaf of the log. [history]';
CREATE INDEX report_replies_report ON report_replies (report_id);
-- Reporters who left a telephone hear of the answer: a round looks for new ones.
CREATE INDEX report_replies_at ON report_replies (at);
GRANT SELECT, INSERT ON report_replies TO app;

CREATE TABLE report_ratings (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  rating text NOT NULL CHECK (rating IN ('satisfied', 'basic', 'unsatisfied')),
  reason text NOT NULL DEFAULT '',
  by_party text NOT NULL CHECK (by_party IN ('reporter', 'supporter', 'callback')),
  at timestamptz NOT NULL,
  supporter_id text REFERENCES report_supporters (id),
  CHECK (supporter_id IS NULL OR by_party = 'supporter')
);
COMMENT ON TABLE report_ratings IS 'Satisfaction as the reporter, a supporter, or a call-back says it. [history]';
COMMENT ON COLUMN report_ratings.supporter_id IS 'Which supporter; each rates an answer once.';
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
COMMENT ON TABLE report_callbacks IS
  'Sampled call-backs by somebody other than the handlers; what differs from the record is flagged.'
  ' [history except called_at, by_person, by_name, reached, rating, differs, note]';
CREATE INDEX report_callbacks_open ON report_callbacks (chosen_at) WHERE called_at IS NULL;
GRANT SELECT, INSERT, UPDATE (called_at, by_person, by_name, reached, rating, differs, note) ON report_callbacks TO app;

CREATE TABLE report_looks (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  why text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE report_looks IS 'Each look at who a reporter is (信访工作条例 Art. 30). [history]';
GRANT SELECT, INSERT ON report_looks TO app;

CREATE TABLE standard_answers (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  title text NOT NULL,
  text text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE standard_answers IS 'Answers that a place keeps ready. [state]';
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
COMMENT ON TABLE mediations IS
  'Mediation records (人民调解法): parties (sealed), meetings, agreement with signatures, follow-up day.'
  ' [history except path, outcome, agreement, signed_scan, follow_up_on, closed_at, followed_up]';
CREATE INDEX mediations_path ON mediations (path, opened_at DESC);
GRANT SELECT, INSERT, UPDATE (path, agreement, outcome, signed_scan, follow_up_on, followed_up, closed_at) ON mediations
  TO app;

CREATE TABLE mediation_meetings (
  id text PRIMARY KEY,
  mediation_id text NOT NULL REFERENCES mediations (id),
  met_on date NOT NULL,
  spot text NOT NULL,
  notes text NOT NULL,
  noted_by text NOT NULL,
  noted_at timestamptz NOT NULL
);
COMMENT ON TABLE mediation_meetings IS 'Meetings of a mediation. [history]';
GRANT SELECT, INSERT ON mediation_meetings TO app;

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
COMMENT ON TABLE report_uploads IS
  'Files that have arrived for a form that is still being filled in: bound to the form''s key, so that nothing '
  'recorded is lost when the form is refused or the network ends. Taken over by the report; what is never sent is '
  'removed.'
  ' [transient]';
COMMENT ON COLUMN report_uploads.form_key IS 'Hash of the form''s key, which only the sender''s browser knows.';
CREATE INDEX report_uploads_left ON report_uploads (sent_at) WHERE report_id IS NULL;
CREATE INDEX report_uploads_sha ON report_uploads (sha256);
GRANT SELECT, INSERT, UPDATE, DELETE ON report_uploads TO app;

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
COMMENT ON TABLE report_months IS
  'Reports per place, month of receipt and kind: received, answered, answered without a red card, and the last '
  'rating; recounted from the reports by a job.'
  ' [derived]';
GRANT SELECT, INSERT, UPDATE, DELETE ON report_months TO app;

CREATE TABLE report_pieces_begun (
  id text PRIMARY KEY,
  form_key text NOT NULL,
  name text NOT NULL,
  bytes int NOT NULL,
  begun_at timestamptz NOT NULL,
  slot text NOT NULL DEFAULT '',
  taker text NOT NULL DEFAULT ''
);
COMMENT ON TABLE report_pieces_begun IS
  'Files that are arriving in pieces (tus); removed when whole, or when given up. [transient]';
COMMENT ON COLUMN report_pieces_begun.slot IS 'The form''s field to which the file belongs; empty for reports.';
COMMENT ON COLUMN report_pieces_begun.taker IS 'Which room takes the whole file ("application"); empty for reports.';
CREATE INDEX report_pieces_begun_at ON report_pieces_begun (begun_at);
GRANT SELECT, INSERT, DELETE ON report_pieces_begun TO app;

CREATE TABLE report_pieces (
  begun_id text NOT NULL REFERENCES report_pieces_begun (id) ON DELETE CASCADE,
  at_byte int NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (begun_id, at_byte)
);
COMMENT ON TABLE report_pieces IS 'The pieces, in the database so that any process can take the next one. [transient]';
GRANT SELECT, INSERT, DELETE ON report_pieces TO app;

-- Reports of cadres' misconduct (举报, CAUTIONS 5) are sealed in the accuser's browser to the discipline office's public
-- key. The server holds what it cannot read; nothing here is joined to a place, a person or a case.
CREATE TABLE accusation_keys (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  public_key bytea NOT NULL CHECK (length(public_key) = 65),
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE accusation_keys IS
  'Public keys (P-256, uncompressed) to which accusations are sealed; the private halves never come here. The newest '
  'that has not ended counts.'
  ' [history except ended_at]';
COMMENT ON COLUMN accusation_keys.id IS
  'First 32 hex digits of the SHA-256 of the public key: the fingerprint that the office can publish elsewhere.';
CREATE UNIQUE INDEX accusation_keys_current ON accusation_keys (region_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE (ended_at) ON accusation_keys TO app;

CREATE TABLE accusations (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  sealed bytea NOT NULL,
  key_id text NOT NULL REFERENCES accusation_keys (id),
  received_at timestamptz NOT NULL,
  identity bytea,
  secret_hash text NOT NULL,
  idempotency_key text NOT NULL UNIQUE
);
COMMENT ON TABLE accusations IS
  'Reports of cadres'' misconduct (举报), sealed in the browser or on receipt to the discipline office''s public key: '
  'no clock, no board, no administrator reads them (CAUTIONS 5).'
  ' [history]';
COMMENT ON COLUMN accusations.sealed IS
  'What is reported, as ciphertext of the browser, padded so that its length tells little.';
COMMENT ON COLUMN accusations.identity IS
  'Who reports, sealed apart: it is handed out only with a reason, which is recorded (accusation_looks). Null where '
  'nobody gave a name.';
COMMENT ON COLUMN accusations.secret_hash IS 'Hash of the receipt''s second half.';
CREATE INDEX accusations_received ON accusations (key_id, received_at DESC);
GRANT SELECT, INSERT ON accusations TO app;

CREATE TABLE accusation_steps (
  accusation_id text NOT NULL REFERENCES accusations (id),
  seq int NOT NULL,
  state text NOT NULL CHECK (state IN ('opened', 'accepted', 'transferred', 'outside', 'closed')),
  by_person text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (accusation_id, seq)
);
COMMENT ON TABLE accusation_steps IS
  'How far the discipline office says it is; the accuser sees the newest with the receipt. Only additions.'
  ' [history]';
GRANT SELECT, INSERT ON accusation_steps TO app;

CREATE TABLE accusation_looks (
  id text PRIMARY KEY,
  accusation_id text NOT NULL REFERENCES accusations (id),
  what text NOT NULL CHECK (what IN ('body', 'identity')),
  person_id text NOT NULL,
  person_name text NOT NULL,
  why text NOT NULL DEFAULT '',
  at timestamptz NOT NULL
);
COMMENT ON TABLE accusation_looks IS
  'Each time somebody of the discipline office fetched an accusation, or who made it, and why. Kept apart from the '
  'trail that administrators read.'
  ' [history]';
CREATE INDEX accusation_looks_of ON accusation_looks (accusation_id, at);
GRANT SELECT, INSERT ON accusation_looks TO app;

CREATE TABLE report_corrections (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  notice_id text NOT NULL REFERENCES notices (id),
  holder_id text NOT NULL REFERENCES regions (id),
  text text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  asked_at timestamptz NOT NULL,
  met_at timestamptz,
  met_how text CHECK (met_how IN ('corrected', 'withdrawn', 'waived')),
  CHECK ((met_at IS NULL) = (met_how IS NULL))
);
COMMENT ON TABLE report_corrections IS
  'A complaint about a published list was upheld: whoever published it corrects it. Its way and clock are a case of '
  'its own (subject_kind correction); whoever corrects does not see the complaint.'
  ' [history except met_at, met_how]';
COMMENT ON COLUMN report_corrections.text IS
  'What is to be corrected, in the words of whoever upheld it; everybody may read it.';
CREATE UNIQUE INDEX report_corrections_open ON report_corrections (report_id) WHERE met_at IS NULL;
CREATE INDEX report_corrections_report ON report_corrections (report_id);
CREATE INDEX report_corrections_notice ON report_corrections (notice_id);
GRANT SELECT, INSERT, UPDATE (met_at, met_how) ON report_corrections TO app;

CREATE TABLE report_reply_files (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  reply_id text REFERENCES report_replies (id),
  person_id text NOT NULL,
  position int NOT NULL DEFAULT 0,
  kind text NOT NULL CHECK (kind IN ('picture', 'paper')),
  name text NOT NULL,
  type text NOT NULL,
  bytes int NOT NULL,
  sha256 text NOT NULL,
  original_sha256 text NOT NULL,
  taken_at timestamptz NOT NULL
);
COMMENT ON TABLE report_reply_files IS
  'Pictures and papers of an answer: the cleaned copy for readers, the original sealed. Without a reply it waits '
  'with the person who is writing one.'
  ' [state]';
CREATE INDEX report_reply_files_report ON report_reply_files (report_id);
CREATE INDEX report_reply_files_reply ON report_reply_files (reply_id);
CREATE INDEX report_reply_files_sha256 ON report_reply_files (sha256);
CREATE INDEX report_reply_files_original ON report_reply_files (original_sha256);
GRANT SELECT, INSERT, UPDATE, DELETE ON report_reply_files TO app;

CREATE TABLE report_routes (
  id text PRIMARY KEY,
  name text NOT NULL,
  categories text[] NOT NULL DEFAULT '{}',
  units text[] NOT NULL,
  copies boolean NOT NULL DEFAULT false,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE report_routes IS
  'Ways that a county has agreed on for villagers'' reports (the "four platforms" are four of them): which units are '
  'asked together; with `copies`, units that read along whatever is registered under these categories.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE ON report_routes TO app;

CREATE TABLE report_copies (
  case_id text NOT NULL REFERENCES cases (id),
  region_id text NOT NULL REFERENCES regions (id),
  route_id text NOT NULL REFERENCES report_routes (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, case_id)
);
COMMENT ON TABLE report_copies IS
  'Which unit reads which case along, since when, by which route. It handles nothing, and never learns who reported.'
  ' [history]';
CREATE INDEX report_copies_newest ON report_copies (region_id, at DESC);
CREATE INDEX report_copies_case ON report_copies (case_id);
GRANT SELECT, INSERT ON report_copies TO app;

CREATE TABLE api_keys (
  id text PRIMARY KEY,
  name text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  key_start text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  contact text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE api_keys IS
  'Keys that a county gives to other programs, with which they may file reports (Open311). The key is shown once and '
  'kept as a hash.'
  ' [history except ended_at]';
GRANT SELECT, INSERT, UPDATE (ended_at) ON api_keys TO app;

-- A released report that was merged into another says so, instead of looking closed without an answer; and names the
-- other where that is released. In sensitive times a county shows nothing that visitors wrote (rule
-- public.visitorText); it is handled all the same.
CREATE VIEW public_reports AS
SELECT r.id, r.code, r.region_id, r.path, r.kind, r.category, r.received_at, r.supporters, r.rating, r.notice_id,
  r.finding, f.title, f.text, f.name, f.file_ids, c.procedure, c.step, c.step_since, c.warn_at, c.due_at, c.closed_at,
  c.paused_at, h.name AS holder, h.level AS holder_level, c.holder_id, c.merged_into IS NOT NULL AS merged,
  (
    SELECT o.code
    FROM cases i
    JOIN reports o ON o.id = i.subject_id
    JOIN LATERAL (SELECT shown FROM report_faces x WHERE x.report_id = o.id ORDER BY seq DESC LIMIT 1) x ON x.shown
    WHERE i.id = c.merged_into
  ) AS merged_code
FROM reports r
JOIN regions g ON g.id = r.region_id AND NOT g.practice
JOIN LATERAL (SELECT * FROM report_faces f WHERE f.report_id = r.id ORDER BY seq DESC LIMIT 1) f ON f.shown
JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = r.id
LEFT JOIN regions h ON h.id = c.holder_id
WHERE coalesce((
    SELECT u.value
    FROM rules u
    WHERE u.code = 'public.visitorText'
      AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
      AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY u.effective_from DESC, u.set_at DESC
    LIMIT 1
  ), 'true'::jsonb) <> 'false'::jsonb;
COMMENT ON VIEW public_reports IS
  'Reports that somebody released, with the words released, and where their case stands.';

CREATE VIEW public_report_replies AS
SELECT p.report_id, p.seq, p.text, p.form, p.by_post, p.by_place, p.at, p.leaf_id
FROM report_replies p
JOIN public_reports r ON r.id = p.report_id;

CREATE VIEW public_report_files AS
SELECT x.id, x.report_id, x.position, x.kind, x.shown_sha256, x.shown_type, x.transcript, x.poster_sha256
FROM report_files x
JOIN public_reports r ON r.id = x.report_id AND x.id = ANY(r.file_ids);

CREATE VIEW public_report_events AS
SELECT r.id AS report_id, e.seq, e.at, e.action, e.from_step, e.to_step, e.post_name, e.place_name, e.clock,
  e.holder_id, e.until,
  CASE WHEN e.action IN ('suspend', 'extend', 'resume') THEN e.comment ELSE '' END AS comment,
  CASE
    WHEN (
        SELECT u.value #>> '{}'
        FROM rules u
        WHERE u.code = 'report.showHandler'
          AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
          AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
        ORDER BY u.effective_from DESC, u.set_at DESC
        LIMIT 1
      ) = 'name'
      AND e.post_name <> ''
      THEN e.person_name
    ELSE ''
  END AS by_name
FROM case_events e
JOIN cases c ON c.id = e.case_id AND c.subject_kind = 'report'
JOIN public_reports r ON r.id = c.subject_id
WHERE e.to_step IS DISTINCT FROM e.from_step OR e.action IN ('suspend', 'extend', 'resume');
COMMENT ON VIEW public_report_events IS
  'The way of a released report through hands: steps, posts and clocks; remarks only where the reporter may read '
  'them, names only where the county says so.';

CREATE VIEW public_late_reports AS
SELECT r.region_id, r.path, r.kind, r.received_at, c.due_at, c.procedure, c.step, h.name AS holder,
  CASE WHEN p.id IS NULL THEN '' ELSE r.code END AS code,
  coalesce(p.title, '') AS title
FROM cases c
JOIN reports r ON r.id = c.subject_id
JOIN regions g ON g.id = r.region_id AND NOT g.practice
LEFT JOIN regions h ON h.id = c.holder_id
LEFT JOIN public_reports p ON p.id = r.id
WHERE c.subject_kind = 'report'
  AND c.closed_at IS NULL
  AND c.due_at IS NOT NULL
  AND c.paused_at IS NULL
  AND c.step <> 'answered'
  AND r.kind <> 'person';
COMMENT ON VIEW public_late_reports IS
  'Open reports with their limits, for the list of what is late: of those not released only the place, the kind and '
  'the times.';

CREATE VIEW public_report_months AS
SELECT m.region_id, m.month, m.kind, m.path, m.received, m.answered, m.in_time, m.satisfied, m.basic, m.unsatisfied
FROM report_months m
JOIN regions r ON r.id = m.region_id AND NOT r.practice;

CREATE VIEW public_accusation_keys AS
SELECT k.id, r.name AS place, k.public_key, k.set_at, r.path
FROM accusation_keys k
JOIN regions r ON r.id = k.region_id
WHERE k.ended_at IS NULL;
COMMENT ON VIEW public_accusation_keys IS 'The keys in force, for the form that seals.';

CREATE VIEW public_report_search AS
SELECT r.code, r.path, r.received_at, r.kind, f.title, f.text, f.tokens, g.name AS place
FROM report_faces f
JOIN reports r ON r.id = f.report_id
JOIN regions g ON g.id = r.region_id AND NOT g.practice
WHERE f.shown
  AND f.tokens IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM report_faces x WHERE x.report_id = f.report_id AND x.seq > f.seq);
COMMENT ON VIEW public_report_search IS 'Released reports with their tokens, as the site''s search finds them.';

CREATE VIEW public_report_corrections AS
SELECT x.notice_id, x.text, x.by_post, x.by_place, x.asked_at, c.due_at, x.met_at, x.met_how, p.code AS report_code
FROM report_corrections x
JOIN regions g ON g.id = x.holder_id AND NOT g.practice
JOIN cases c ON c.subject_kind = 'correction' AND c.subject_id = x.id
LEFT JOIN public_reports p ON p.id = x.report_id;
COMMENT ON VIEW public_report_corrections IS
  'Corrections that an upheld complaint asks of a notice; the complaint itself only where it was released.';

CREATE VIEW public_report_reply_files AS
SELECT x.id, p.report_id, p.seq, x.position, x.kind, x.name, x.type, x.bytes, x.sha256
FROM report_reply_files x
JOIN report_replies p ON p.id = x.reply_id
JOIN public_reports r ON r.id = p.report_id;
COMMENT ON VIEW public_report_reply_files IS 'What was attached to answers of released reports.';

CREATE VIEW public_report_orders AS
SELECT p.id AS report_id, e.post_name AS by_post, e.place_name AS by_place, h.name AS holder, q.ask, q.asked_at,
  q.due_at, q.answered_at
FROM case_requests q
JOIN cases c ON c.id = q.case_id AND c.subject_kind = 'report'
JOIN public_reports p ON p.id = c.subject_id
JOIN case_events e ON e.case_id = q.case_id AND e.seq = q.seq
LEFT JOIN regions h ON h.id = q.region_id
WHERE q.kind = 'order'
  AND (
      SELECT u.value #>> '{}'
      FROM rules u
      WHERE u.code = 'report.ordersVisible'
        AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
        AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
      ORDER BY u.effective_from DESC, u.set_at DESC
      LIMIT 1
    ) = 'everyone';
COMMENT ON VIEW public_report_orders IS
  'Supervision orders of released reports, where the county shows them to everybody (rule report.ordersVisible).';

GRANT SELECT ON
  public_reports, public_report_replies, public_report_files, public_report_events, public_late_reports,
  public_report_months, public_accusation_keys, public_report_search, public_report_corrections,
  public_report_reply_files, public_report_orders
TO web_public;

-- The reports that a villager put among their own (kernel/residents): that room comes before this one.
ALTER TABLE resident_reports ADD FOREIGN KEY (report_id) REFERENCES reports (id);
