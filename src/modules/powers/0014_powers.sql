-- The list of powers as data (every version kept, so that a run keeps the version it was started with). Running a power
-- leaves a trail: one case per run; every step with who, when, words, papers and the notices that followed. And the
-- register of the village's seals: asked, approved by somebody else, stamped and photographed.

CREATE TABLE powers (
  code text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  position int NOT NULL,
  definition jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('inForce', 'ended')),
  valid_from date NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text REFERENCES persons (id),
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE powers IS
  'The small powers of villages (村级小微权力清单), every version kept; one that is no longer on the list ends with a '
  'version that says so. The newest version whose day has come counts.'
  ' [history]';
COMMENT ON COLUMN powers.made_by IS
  'Person who made the version in the console; empty where it came with a county pack.';
GRANT SELECT, INSERT ON powers TO app;

CREATE TABLE power_frames (
  version int PRIMARY KEY CHECK (version > 0),
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE power_frames IS
  'Title and aspects of the county''s list of powers; the newest version counts. [history]';
GRANT SELECT, INSERT ON power_frames TO app;

CREATE TABLE power_runs (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  power_code text NOT NULL,
  power_version int NOT NULL,
  power_name text NOT NULL,
  title text NOT NULL,
  about text NOT NULL DEFAULT '',
  person boolean NOT NULL,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  started_name text NOT NULL,
  started_post text NOT NULL,
  idempotency_key text UNIQUE,
  FOREIGN KEY (power_code, power_version) REFERENCES powers (code, version)
);
COMMENT ON TABLE power_runs IS
  'A power exercised once: what about, by whom started. Its case (kernel/cases, subject kind power_run) moves it '
  'from step to step.'
  ' [history except path]';
COMMENT ON COLUMN power_runs.person IS 'About one person: title and words are not shown in public.';
CREATE INDEX power_runs_path ON power_runs (path, started_at);
GRANT SELECT, INSERT, UPDATE (path) ON power_runs TO app;

CREATE TABLE power_run_ways (
  run_id text NOT NULL REFERENCES power_runs (id),
  seq int NOT NULL,
  amount numeric(14, 2),
  band text,
  steps text[] NOT NULL,
  reason text NOT NULL DEFAULT '',
  by_person text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (run_id, seq)
);
COMMENT ON TABLE power_run_ways IS
  'Amount, band and the steps that follow from it; a changed amount is a new row with its reason. The last counts.'
  ' [history]';
GRANT SELECT, INSERT ON power_run_ways TO app;

CREATE TABLE power_run_steps (
  id text PRIMARY KEY,
  run_id text NOT NULL REFERENCES power_runs (id),
  position int NOT NULL,
  step text NOT NULL,
  name text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'skipped', 'stopped')),
  happened_on date NOT NULL,
  words text NOT NULL DEFAULT '',
  facts jsonb NOT NULL DEFAULT '{}',
  people int NOT NULL DEFAULT 1,
  salt text NOT NULL,
  content_hash text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE power_run_steps IS
  'What was recorded of a step: done, skipped with a signed reason, or the run stopped here with a signed reason. '
  'Rows are added, never changed; it counts when as many people as it needs have put their hand to it '
  '(power_run_hands).'
  ' [history]';
COMMENT ON COLUMN power_run_steps.content_hash IS
  'SHA-256 of the canonical JSON of what was recorded, papers included: what hands confirm and signatures are bound '
  'to.';
CREATE INDEX power_run_steps_run ON power_run_steps (run_id, at);
GRANT SELECT, INSERT ON power_run_steps TO app;

CREATE TABLE power_run_hands (
  step_id text NOT NULL REFERENCES power_run_steps (id),
  person_id text NOT NULL,
  name text NOT NULL,
  post text NOT NULL,
  place text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('recorded', 'confirmed', 'refused')),
  words text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  PRIMARY KEY (step_id, person_id)
);
COMMENT ON TABLE power_run_hands IS
  'Who recorded a step and who confirmed it; a second person who refuses voids the record, and the step is recorded '
  'anew.'
  ' [history]';
GRANT SELECT, INSERT ON power_run_hands TO app;

CREATE TABLE power_run_papers (
  id text PRIMARY KEY,
  run_id text NOT NULL REFERENCES power_runs (id),
  step_id text REFERENCES power_run_steps (id),
  paper text NOT NULL,
  file_id text NOT NULL REFERENCES files (id),
  open boolean NOT NULL,
  person_id text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE power_run_papers IS
  'Papers of a step: the original sealed, a cleaned copy shown where open. Without a step it waits with the person '
  'who is recording one.'
  ' [state]';
CREATE INDEX power_run_papers_run ON power_run_papers (run_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON power_run_papers TO app;

CREATE TABLE power_run_notices (
  run_id text NOT NULL REFERENCES power_runs (id),
  step_id text NOT NULL REFERENCES power_run_steps (id),
  item_code text NOT NULL,
  obligation_id text NOT NULL REFERENCES obligations (id),
  by_itself boolean NOT NULL,
  PRIMARY KEY (step_id, obligation_id)
);
COMMENT ON TABLE power_run_notices IS
  'What a step made due: an obligation of its own, whose draft the run wrote (by_itself), or the period''s '
  'obligation into which it goes.'
  ' [history]';
CREATE INDEX power_run_notices_obligation ON power_run_notices (obligation_id);
CREATE INDEX power_run_notices_run ON power_run_notices (run_id);
GRANT SELECT, INSERT ON power_run_notices TO app;

CREATE TABLE power_run_questions (
  report_id text PRIMARY KEY REFERENCES reports (id),
  run_id text NOT NULL REFERENCES power_runs (id),
  step text NOT NULL DEFAULT ''
);
COMMENT ON TABLE power_run_questions IS
  'What villagers asked about a run, and at which step; the question itself is a report. [history]';
CREATE INDEX power_run_questions_run ON power_run_questions (run_id);
GRANT SELECT, INSERT ON power_run_questions TO app;

CREATE TABLE seal_uses (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  seal text NOT NULL,
  paper text NOT NULL,
  reason text NOT NULL,
  copies int NOT NULL CHECK (copies BETWEEN 1 AND 1000),
  asker_kind text NOT NULL CHECK (asker_kind IN ('villager', 'staff', 'unit')),
  asker_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by text NOT NULL,
  asked_by_name text NOT NULL,
  asked_by_post text NOT NULL,
  idempotency_key text UNIQUE
);
COMMENT ON TABLE seal_uses IS
  'A use of a village seal that was asked for: what is to be stamped, why, by whom asked. Its case (subject kind '
  'seal_use) carries approval and stamping.'
  ' [history except path]';
COMMENT ON COLUMN seal_uses.asker_name IS
  'Shown in public only for units; of villagers and staff who ask for themselves the kind alone.';
CREATE INDEX seal_uses_path ON seal_uses (path, asked_at);
GRANT SELECT, INSERT, UPDATE (path) ON seal_uses TO app;

CREATE TABLE seal_stamps (
  seal_use_id text PRIMARY KEY REFERENCES seal_uses (id),
  stamped_on date NOT NULL,
  keeper_name text NOT NULL,
  keeper_post text NOT NULL,
  approver_name text NOT NULL,
  approver_post text NOT NULL,
  file_id text NOT NULL REFERENCES files (id),
  at timestamptz NOT NULL
);
COMMENT ON TABLE seal_stamps IS
  'The seal was used: by which keeper, approved by whom, on which day, with the photo of the register''s sheet '
  '(sealed: names of villagers stand on it).'
  ' [history]';
GRANT SELECT, INSERT ON seal_stamps TO app;

CREATE VIEW public_powers AS
SELECT code, version, name, position, definition, state, valid_from
FROM powers;

CREATE VIEW public_power_frames AS
SELECT version, definition
FROM power_frames;

-- What everybody may read. A run of a practice village is nobody's business; what is about one person shows neither
-- title nor words.
CREATE VIEW public_power_runs AS
SELECT r.id, r.code, r.region_id, r.path, r.power_code, r.power_version, r.power_name,
  CASE WHEN r.person THEN '' ELSE r.title END AS title,
  CASE WHEN r.person THEN '' ELSE r.about END AS about,
  r.person, r.started_at, r.started_name, r.started_post, w.amount, w.band, w.steps, c.step, c.step_since, c.due_at,
  c.warn_at, c.paused_at, c.closed_at, c.provisional
FROM power_runs r
JOIN regions g ON g.id = r.region_id AND NOT g.practice
JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id
JOIN LATERAL (
    SELECT amount, band, steps
    FROM power_run_ways w
    WHERE w.run_id = r.id
    ORDER BY seq DESC
    LIMIT 1
  ) w ON true;

CREATE VIEW public_power_run_ways AS
SELECT w.run_id, w.seq, w.amount, w.band, w.reason, w.by_name, w.by_post, w.at
FROM power_run_ways w
JOIN public_power_runs r ON r.id = w.run_id;

CREATE VIEW public_power_run_steps AS
SELECT s.id, s.run_id, s.position, s.step, s.name, s.outcome, s.happened_on,
  CASE WHEN r.person AND s.outcome = 'done' THEN '' ELSE s.words END AS words,
  CASE WHEN r.person THEN '{}'::jsonb ELSE s.facts END AS facts,
  CASE WHEN r.person THEN '' ELSE s.salt END AS salt,
  s.content_hash, s.at,
  (
    SELECT jsonb_agg(jsonb_build_object('name', h.name, 'post', h.post, 'place', h.place) ORDER BY h.at)
    FROM power_run_hands h
    WHERE h.step_id = s.id
  ) AS hands
FROM power_run_steps s
JOIN public_power_runs r ON r.id = s.run_id
WHERE (SELECT count(*) FROM power_run_hands h WHERE h.step_id = s.id AND h.kind <> 'refused') >= s.people
  AND NOT EXISTS (SELECT 1 FROM power_run_hands h WHERE h.step_id = s.id AND h.kind = 'refused');

CREATE VIEW public_power_run_papers AS
SELECT p.id, p.run_id, p.step_id, p.paper, p.open AND NOT r.person AS open,
  CASE WHEN p.open AND NOT r.person THEN f.name ELSE '' END AS name,
  CASE WHEN p.open AND NOT r.person THEN f.public_type ELSE '' END AS type,
  CASE WHEN p.open AND NOT r.person THEN f.public_sha256 END AS sha256,
  f.sha256 AS original_sha256
FROM power_run_papers p
JOIN public_power_run_steps s ON s.id = p.step_id
JOIN public_power_runs r ON r.id = p.run_id
JOIN files f ON f.id = p.file_id;
COMMENT ON VIEW public_power_run_papers IS 'Papers of recorded steps; those not open are named by kind and hash only.';

CREATE VIEW public_power_run_notices AS
SELECT n.run_id, n.step_id, n.item_code, n.by_itself, o.id AS obligation_id, o.due_on, o.period, o.stage,
  o.published_on, o.notice_id, c.step AS notice_step,
  (SELECT p.code FROM notices p WHERE p.id = o.notice_id AND o.published_at IS NOT NULL) AS notice_code
FROM power_run_notices n
JOIN public_power_runs r ON r.id = n.run_id
JOIN obligations o ON o.id = n.obligation_id
LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id;

CREATE VIEW public_power_run_questions AS
SELECT q.report_id, q.run_id, q.step
FROM power_run_questions q
JOIN public_power_runs r ON r.id = q.run_id;
COMMENT ON VIEW public_power_run_questions IS
  'Questions about runs; the report itself is public only where it is released.';

CREATE VIEW public_seal_uses AS
SELECT u.code, u.region_id, u.path, u.seal, u.paper, u.reason, u.copies, u.asker_kind,
  CASE WHEN u.asker_kind = 'unit' THEN u.asker_name ELSE '' END AS asker,
  s.stamped_on, s.keeper_name, s.keeper_post, s.approver_name, s.approver_post, f.sha256 AS sheet_sha256, s.at,
  l.position AS leaf
FROM seal_uses u
JOIN regions r ON r.id = u.region_id AND NOT r.practice
JOIN seal_stamps s ON s.seal_use_id = u.id
JOIN files f ON f.id = s.file_id
LEFT JOIN ledger_leaves l ON l.subject_id = u.id AND l.kind = 'step';
COMMENT ON VIEW public_seal_uses IS 'Seals that were used; no villager is named.';

-- Villagers see when the clock of a step stood still, and for what.
CREATE VIEW public_power_run_pauses AS
SELECT r.id AS run_id, e.seq, e.action,
  CASE WHEN r.person THEN '' ELSE e.comment END AS reason,
  e.at, c.alarm_at AS until
FROM public_power_runs r
JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id
JOIN case_events e ON e.case_id = c.id AND e.action IN ('suspend', 'resume');
COMMENT ON VIEW public_power_run_pauses IS
  'Stops and starts of the clock of a run; until: when the present stop ends by itself.';

GRANT SELECT ON
  public_powers, public_power_frames, public_power_runs, public_power_run_ways, public_power_run_steps,
  public_power_run_papers, public_power_run_notices, public_power_run_questions, public_seal_uses,
  public_power_run_pauses
TO web_public;
