CREATE TABLE cases (
  id text PRIMARY KEY,
  procedure text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  step text NOT NULL,
  step_since timestamptz NOT NULL,
  warn_at timestamptz,
  due_at timestamptz,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  events int NOT NULL DEFAULT 0,
  content_hash text,
  UNIQUE (subject_kind, subject_id)
);
COMMENT ON TABLE cases IS 'Everything that moves through hands with deadlines. Only act() moves a case; step, clock and hash are what the history in case_events says.';
COMMENT ON COLUMN cases.content_hash IS 'Hash of the content that earlier hands have seen; a changed content voids their signatures.';
CREATE INDEX cases_desk ON cases (step, path, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_due ON cases (due_at) WHERE closed_at IS NULL AND due_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON cases TO app;

CREATE TABLE case_events (
  case_id text NOT NULL REFERENCES cases (id),
  seq int NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  from_step text,
  to_step text,
  person_id text,
  person_name text NOT NULL DEFAULT '',
  appointment_id text,
  post_name text NOT NULL DEFAULT '',
  place_name text NOT NULL DEFAULT '',
  deputy_for text NOT NULL DEFAULT '',
  comment text NOT NULL DEFAULT '',
  content_hash text,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (case_id, seq)
);
COMMENT ON TABLE case_events IS 'The history of a case: who did what, when, through which post. Rows are added, never changed.';
GRANT SELECT, INSERT ON case_events TO app;

CREATE TABLE signatures (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES cases (id),
  seq int NOT NULL,
  person_id text NOT NULL,
  content_hash text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('strokes', 'password', 'paper')),
  strokes jsonb,
  scan_sha256 text,
  signed_at timestamptz NOT NULL,
  binding text NOT NULL
);
COMMENT ON TABLE signatures IS 'Evidence of signing: strokes, password with code, or a scan of the signed paper, bound to the hash of the content. Evidence, not a reliable electronic signature.';
COMMENT ON COLUMN signatures.binding IS 'SHA-256 over content hash, person, time and strokes: what the signature says, in one value.';
CREATE INDEX signatures_case ON signatures (case_id);
GRANT SELECT, INSERT ON signatures TO app;

CREATE TABLE cards (
  id text PRIMARY KEY,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  clock text NOT NULL,
  colour text NOT NULL CHECK (colour IN ('yellow', 'red')),
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  nominal_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  UNIQUE (subject_kind, subject_id, clock, colour, nominal_at)
);
COMMENT ON TABLE cards IS 'Yellow near a limit, red past it, recorded once with the nominal time. Never deleted; lifted only by a signed row.';
CREATE INDEX cards_path ON cards (path, recorded_at);
GRANT SELECT, INSERT ON cards TO app;

CREATE TABLE card_lifts (
  card_id text PRIMARY KEY REFERENCES cards (id),
  reason text NOT NULL,
  decided_by text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  decided_at timestamptz NOT NULL
);
COMMENT ON TABLE card_lifts IS 'A signed decision that lifts a card, with its reason. The card stays.';
GRANT SELECT, INSERT ON card_lifts TO app;
