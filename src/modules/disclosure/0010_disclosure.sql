-- Publishing: the catalogue (every version kept), what is due, drafts, what went out, questions, archives.

CREATE TABLE catalogue_categories (
  code text PRIMARY KEY,
  name text NOT NULL,
  position int NOT NULL
);
COMMENT ON TABLE catalogue_categories IS 'Categories of the county''s disclosure catalogue, in order. [state]';
GRANT SELECT, INSERT, UPDATE ON catalogue_categories TO app;

CREATE TABLE form_templates (
  code text NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE form_templates IS
  'Table templates, every version kept: a notice is read with the version it was made with. [history]';
GRANT SELECT, INSERT ON form_templates TO app;

CREATE TABLE catalogue_items (
  code text NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  category_code text NOT NULL REFERENCES catalogue_categories (code),
  position int NOT NULL,
  definition jsonb NOT NULL,
  template_code text,
  template_version int,
  in_force_from date NOT NULL,
  in_force_to date,
  made_at timestamptz NOT NULL,
  made_by text,
  PRIMARY KEY (code, version),
  FOREIGN KEY (template_code, template_version) REFERENCES form_templates (code, version)
);
COMMENT ON TABLE catalogue_items IS
  'Items of the catalogue, every version kept; obligations snapshot the version. Changes touch future periods only.'
  ' [history except in_force_to]';
GRANT SELECT, INSERT, UPDATE (in_force_to) ON catalogue_items TO app;

CREATE TABLE notices (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  item_code text NOT NULL,
  item_version int NOT NULL,
  period text NOT NULL,
  stage text NOT NULL DEFAULT '',
  title text NOT NULL,
  audience text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text,
  FOREIGN KEY (item_code, item_version) REFERENCES catalogue_items (code, version),
  UNIQUE (region_id, item_code, period, stage)
);
COMMENT ON TABLE notices IS
  'One item of one place for one period: what its drafts, versions, hands and questions hang on. `code` is its '
  'public address /d/CODE.'
  ' [history except path, title, audience]';
GRANT SELECT, INSERT, UPDATE (path, title, audience) ON notices TO app;

CREATE TABLE obligations (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  item_code text NOT NULL,
  item_version int NOT NULL,
  period text NOT NULL,
  stage text NOT NULL DEFAULT '',
  due_on date NOT NULL,
  due_month text NOT NULL,
  provisional boolean NOT NULL DEFAULT false,
  event_on date,
  event_title text NOT NULL DEFAULT '',
  notice_id text REFERENCES notices (id),
  published_at timestamptz,
  published_on date,
  nothing boolean NOT NULL DEFAULT false,
  made_at timestamptz NOT NULL,
  UNIQUE (region_id, item_code, period, stage),
  FOREIGN KEY (item_code, item_version) REFERENCES catalogue_items (code, version)
);
COMMENT ON TABLE obligations IS
  'What is due: every item of every place and period, with due day. Absence is data: an obligation without '
  'published_at past due_on is a public, dated fact.'
  ' [history except path, due_on, due_month, provisional, notice_id, published_at, published_on, nothing]';
COMMENT ON COLUMN obligations.due_month IS
  'Month of due_on (YYYY-MM): "应公开 this month" means due dates within the month.';
COMMENT ON COLUMN obligations.published_at IS
  'First publication, set in the transaction that publishes; the publication row is the proof.';
CREATE INDEX obligations_place ON obligations (region_id, due_on DESC);
CREATE INDEX obligations_month ON obligations (due_month, path);
CREATE INDEX obligations_open ON obligations (due_on, path) WHERE published_at IS NULL;
CREATE INDEX obligations_notice ON obligations (notice_id);
-- What is missing at one place: without it a village page walked all that is overdue in the county.
CREATE INDEX obligations_missing ON obligations (region_id, due_on) WHERE published_at IS NULL;
GRANT SELECT, INSERT, UPDATE (path, due_on, due_month, provisional, notice_id, published_at, published_on, nothing) ON
  obligations TO app;

CREATE TABLE drafts (
  notice_id text PRIMARY KEY REFERENCES notices (id),
  revision int NOT NULL,
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  reason text NOT NULL DEFAULT '',
  confirmed jsonb NOT NULL DEFAULT '{}',
  publish_at timestamptz,
  saved_at timestamptz NOT NULL,
  saved_by text
);
COMMENT ON TABLE drafts IS
  'The one draft of a notice, saved as it is typed. `revision` lets two open windows notice each other; what hands '
  'have seen is in case_events by hash.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO app;

CREATE TABLE publications (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notices (id),
  version int NOT NULL,
  code text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  item_code text NOT NULL,
  category_code text NOT NULL,
  period text NOT NULL,
  stage text NOT NULL DEFAULT '',
  title text NOT NULL,
  audience text NOT NULL,
  content jsonb NOT NULL,
  public_content jsonb NOT NULL,
  salt bytea NOT NULL,
  commitment text NOT NULL,
  leaf_id text NOT NULL,
  hands jsonb NOT NULL,
  reason text NOT NULL DEFAULT '',
  nothing boolean NOT NULL DEFAULT false,
  names_people boolean NOT NULL DEFAULT false,
  due_on date,
  published_at timestamptz NOT NULL,
  published_on date NOT NULL,
  display_from date NOT NULL,
  display_until date,
  leaves_on date,
  retain_until date,
  superseded_at timestamptz,
  tokens tsvector,
  demo boolean NOT NULL DEFAULT false,
  UNIQUE (notice_id, version)
);
COMMENT ON TABLE publications IS
  'Versions of a notice as they went out. Nothing here is edited: a correction is a new version, a withdrawal a row '
  'of its own.'
  ' [history except path, salt, superseded_at, tokens]';
COMMENT ON COLUMN publications.public_content IS
  'What may leave the office for this notice''s audience, columns already public, masked or gone. The one source of '
  'page, print, export, API and archive.';
COMMENT ON COLUMN publications.leaves_on IS
  'First day on which a page that names people has left public view; null = stays in the archive.';
CREATE INDEX publications_place ON publications (region_id, published_at DESC, id DESC) WHERE superseded_at IS NULL;
CREATE INDEX publications_item ON publications (region_id, item_code, published_at DESC) WHERE superseded_at IS NULL;
CREATE INDEX publications_path ON publications (path, published_at DESC) WHERE superseded_at IS NULL;
CREATE INDEX publications_recent ON publications (published_at DESC, id DESC) WHERE superseded_at IS NULL;
CREATE INDEX publications_code ON publications (code, version);
CREATE INDEX publications_tokens ON publications USING gin (tokens);
CREATE INDEX publications_narrow ON publications (path) WHERE audience <> 'everyone';
GRANT SELECT, INSERT, UPDATE (path, salt, superseded_at, tokens) ON publications TO app;
GRANT SELECT (id, notice_id, path, audience, public_content) ON publications TO web_resident;
-- Who reads is looked up once per query, by index, not once per notice: a county's register has a quarter of a million
-- rows, and each of these selects finds one of them or none (the policies of kernel/residents).
ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON publications TO app, backup USING (true) WITH CHECK (true);
CREATE POLICY named_readers ON publications FOR SELECT TO web_resident
  USING (
    audience = 'everyone'
    OR (
      (SELECT r.level > 0 FROM residents r)
      AND (
        audience = 'countyResidents'
        OR (
          (
            audience = 'villageResidents'
            OR (audience = 'partyMembers' AND (SELECT r.party FROM residents r))
          )
          -- The village's own and its groups'; and what a place above publishes for its villages.
          AND (
            (path >= (SELECT r.path FROM residents r) AND path < (SELECT r.path_end FROM residents r))
            OR (
              (SELECT r.path FROM residents r) >= path
              AND (SELECT r.path FROM residents r) < left(path, -1) || '/'
            )
          )
        )
      )
    )
  );

CREATE TABLE publication_files (
  publication_id text NOT NULL REFERENCES publications (id),
  position int NOT NULL,
  sha256 text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  bytes int NOT NULL,
  PRIMARY KEY (publication_id, position)
);
COMMENT ON TABLE publication_files IS
  'Public derivatives of the attachments of a version; a file is served only while its notice shows its content.'
  ' [history]';
CREATE INDEX publication_files_sha ON publication_files (sha256);
GRANT SELECT, INSERT ON publication_files TO app;
GRANT SELECT ON publication_files TO web_resident;
ALTER TABLE publication_files ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON publication_files TO app, backup USING (true) WITH CHECK (true);
CREATE POLICY named_readers ON publication_files FOR SELECT TO web_resident
  USING (publication_id IN (SELECT id FROM publications));

CREATE TABLE withdrawals (
  notice_id text PRIMARY KEY REFERENCES notices (id),
  kind text NOT NULL CHECK (kind IN ('withdrawal', 'takedown')),
  reason text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  at timestamptz NOT NULL,
  leaf_id text NOT NULL,
  lifted_at timestamptz
);
COMMENT ON TABLE withdrawals IS
  'A notice taken from view: its page says what, by whom and why; the content is gone from every public surface, the '
  'hash stays.'
  ' [history except lifted_at]';
GRANT SELECT, INSERT, UPDATE (lifted_at) ON withdrawals TO app;

CREATE TABLE questions (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('question', 'objection', 'untrue', 'missing')),
  notice_id text REFERENCES notices (id),
  obligation_id text REFERENCES obligations (id),
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  handler_id text NOT NULL REFERENCES regions (id),
  text text NOT NULL,
  name text NOT NULL DEFAULT '',
  show_name boolean NOT NULL DEFAULT false,
  contact text NOT NULL DEFAULT '',
  idempotency_key text UNIQUE,
  asked_at timestamptz NOT NULL,
  due_on date NOT NULL,
  demo boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE questions IS
  'Questions and objections of visitors. Nameless text reaches the handlers only. "Not published" and "untrue" are '
  'handled by the township (OL Art. 36).'
  ' [history except path, handler_id]';
CREATE INDEX questions_notice ON questions (notice_id, asked_at);
CREATE INDEX questions_handler ON questions (handler_id, due_on);
-- Questions of a place that ceases go to its successor.
GRANT SELECT, INSERT, UPDATE (path, handler_id) ON questions TO app;

CREATE TABLE question_reviews (
  question_id text PRIMARY KEY REFERENCES questions (id),
  shown boolean NOT NULL,
  reason text NOT NULL DEFAULT '',
  by_name text NOT NULL,
  by_post text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE question_reviews IS
  'The review that lets a named visitor''s text be shown, or not, with the reason. [history]';
GRANT SELECT, INSERT ON question_reviews TO app;

CREATE TABLE answers (
  id text PRIMARY KEY,
  question_id text NOT NULL UNIQUE REFERENCES questions (id),
  text text NOT NULL,
  conclusion text NOT NULL DEFAULT '',
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  at timestamptz NOT NULL,
  leaf_id text NOT NULL,
  demo boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE answers IS 'Public replies; each is a leaf of the log. [history]';
GRANT SELECT, INSERT ON answers TO app;

CREATE TABLE paper_postings (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notices (id),
  place text NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  by_name text NOT NULL,
  recorded_at timestamptz NOT NULL,
  CHECK (to_on >= from_on)
);
COMMENT ON TABLE paper_postings IS 'Posting on the paper board: where, from–to, by whom. [history]';
CREATE INDEX paper_postings_notice ON paper_postings (notice_id);
GRANT SELECT, INSERT ON paper_postings TO app;

CREATE TABLE correction_demands (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notices (id),
  text text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  at timestamptz NOT NULL,
  met_at timestamptz
);
COMMENT ON TABLE correction_demands IS
  'The township sends a published notice back: a public demand to correct it. [history except met_at]';
CREATE INDEX correction_demands_notice ON correction_demands (notice_id);
GRANT SELECT, INSERT, UPDATE (met_at) ON correction_demands TO app;

CREATE TABLE item_comments (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notices (id),
  text text NOT NULL,
  by_name text NOT NULL,
  by_place text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE item_comments IS 'Remarks of the guiding bureau to the village, inside the office. [history]';
CREATE INDEX item_comments_notice ON item_comments (notice_id);
GRANT SELECT, INSERT ON item_comments TO app;

CREATE TABLE page_views (
  code text NOT NULL,
  day date NOT NULL,
  views int NOT NULL,
  PRIMARY KEY (code, day)
);
COMMENT ON TABLE page_views IS 'Views per page and day, counted without tracking anybody; in no score. [state]';
GRANT SELECT, INSERT, UPDATE ON page_views TO app;
GRANT SELECT ON page_views TO web_public;

CREATE TABLE place_months (
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  month text NOT NULL,
  due int NOT NULL DEFAULT 0,
  published int NOT NULL DEFAULT 0,
  late int NOT NULL DEFAULT 0,
  PRIMARY KEY (region_id, month)
);
COMMENT ON TABLE place_months IS
  'Per place and month: due, published, published late. Kept by the transactions that make obligations and publish; '
  'every count over many places reads this.'
  ' [derived]';
CREATE INDEX place_months_path ON place_months (month, path);
GRANT SELECT, INSERT, UPDATE ON place_months TO app;

CREATE TABLE archives (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  kind text NOT NULL CHECK (kind IN ('month', 'year')),
  period text NOT NULL,
  supplement int NOT NULL DEFAULT 0,
  sha256 text NOT NULL,
  bytes int NOT NULL,
  notices int NOT NULL,
  made_at timestamptz NOT NULL,
  UNIQUE (region_id, kind, period, supplement)
);
COMMENT ON TABLE archives IS
  'Archive packages per place: month by the 10th with supplements after, year by 15 February. [history]';
GRANT SELECT, INSERT ON archives TO app;

-- What the public may read. Visibility is written here and nowhere else.
CREATE VIEW public_categories AS
SELECT code, name, position
FROM catalogue_categories;

CREATE VIEW public_items AS
SELECT code, version, name, category_code, position, definition, template_code, template_version, in_force_from,
  in_force_to
FROM catalogue_items;

CREATE VIEW public_templates AS
SELECT code, version, name, definition
FROM form_templates;

CREATE VIEW public_obligations AS
SELECT o.id, o.region_id, o.path, o.item_code, o.item_version, o.period, o.stage, o.due_on, o.due_month, o.provisional,
  o.event_on, o.event_title, o.notice_id, o.published_at, o.published_on, o.nothing
FROM obligations o
JOIN regions r ON r.id = o.region_id AND NOT r.practice;

CREATE VIEW public_notices AS
SELECT p.id, p.notice_id, p.version, p.code, p.region_id, p.path, p.item_code, n.item_version, p.category_code,
  p.period, p.stage, p.audience,
  CASE WHEN w.notice_id IS NULL THEN p.title ELSE '' END AS title,
  CASE
    WHEN p.audience = 'everyone'
      AND w.notice_id IS NULL
      AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      THEN p.public_content
  END AS content,
  CASE
    WHEN p.audience = 'everyone'
      AND w.notice_id IS NULL
      AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      THEN p.salt
  END AS salt,
  CASE
    WHEN p.audience = 'everyone'
      AND w.notice_id IS NULL
      AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      THEN p.tokens
  END AS tokens,
  p.commitment, p.leaf_id,
  CASE
    WHEN w.notice_id IS NULL THEN p.hands
    ELSE (SELECT coalesce(jsonb_agg(h || '{"comment": ""}'), '[]') FROM jsonb_array_elements(p.hands) AS h)
  END AS hands,
  CASE WHEN w.notice_id IS NULL THEN p.reason ELSE '' END AS reason,
  p.nothing, p.names_people, p.due_on, p.published_at, p.published_on, p.display_from, p.display_until, p.leaves_on,
  p.retain_until, p.superseded_at, p.demo, w.kind AS withdrawn, w.reason AS withdrawn_reason, w.by_name AS withdrawn_by,
  w.by_post AS withdrawn_post, w.by_place AS withdrawn_place, w.at AS withdrawn_at
FROM publications p
JOIN notices n ON n.id = p.notice_id
JOIN regions r ON r.id = p.region_id AND NOT r.practice
LEFT JOIN withdrawals w ON w.notice_id = p.notice_id AND w.lifted_at IS NULL;

-- In sensitive times a county shows nothing that visitors wrote (rule public.visitorText); questions are answered all
-- the same.
CREATE VIEW public_questions AS
SELECT q.id, q.code, q.kind, q.notice_id, q.obligation_id, q.region_id, q.path, q.asked_at, q.due_on,
  CASE WHEN v.shown AND s.shows THEN q.text END AS text,
  CASE WHEN v.shown AND s.shows AND q.show_name THEN q.name END AS name,
  a.text AS answer, a.conclusion, a.by_name AS answered_by, a.by_post AS answered_post, a.by_place AS answered_place,
  a.at AS answered_at
FROM questions q
JOIN regions r ON r.id = q.region_id AND NOT r.practice
CROSS JOIN (
    SELECT
      coalesce((
          SELECT u.value
          FROM rules u
          WHERE u.code = 'public.visitorText'
            AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
            AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
          ORDER BY u.effective_from DESC, u.set_at DESC
          LIMIT 1
        ), 'true'::jsonb) <> 'false'::jsonb AS shows
  ) s
LEFT JOIN question_reviews v ON v.question_id = q.id
LEFT JOIN answers a ON a.question_id = q.id AND v.shown AND s.shows;

CREATE VIEW public_paper_postings AS
SELECT notice_id, place, from_on, to_on, by_name
FROM paper_postings;

CREATE VIEW public_correction_demands AS
SELECT notice_id, text, by_post, by_place, at, met_at
FROM correction_demands;

CREATE VIEW public_place_months AS
SELECT m.region_id, m.path, m.month, m.due, m.published, m.late
FROM place_months m
JOIN regions r ON r.id = m.region_id AND NOT r.practice;

-- public_notices shows tokens through a CASE, which no index can serve; this view has the same conditions as rows left
-- out instead, so that the GIN index on tokens is used. Only what everyone may read is in it. With the title, so that
-- what is called so comes before what only mentions it.
CREATE VIEW public_search AS
SELECT p.id, p.path, p.published_at, p.tokens, p.title
FROM publications p
JOIN regions r ON r.id = p.region_id AND NOT r.practice
WHERE p.superseded_at IS NULL
  AND p.audience = 'everyone'
  AND p.tokens IS NOT NULL
  AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
  AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = p.notice_id AND w.lifted_at IS NULL);
COMMENT ON VIEW public_search IS
  'What a search of the public site looks through: current versions that everyone may read, with their tokens.';

GRANT SELECT ON
  public_categories, public_items, public_templates, public_obligations, public_questions, public_paper_postings,
  public_correction_demands, public_place_months, public_search
TO web_public;
GRANT SELECT ON public_notices TO web_public, web_resident;
