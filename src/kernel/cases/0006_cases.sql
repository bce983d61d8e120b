-- Whatever moves through hands with deadlines: cases with their history, signatures, requests to others, cards.

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
  code text NOT NULL DEFAULT '',
  title text NOT NULL DEFAULT '',
  holder_id text REFERENCES regions (id),
  holder_path text COLLATE "C",
  assignee_id text,
  limits jsonb NOT NULL DEFAULT '{}',
  provisional boolean NOT NULL DEFAULT false,
  paused_at timestamptz,
  alarm_at timestamptz,
  escalated int NOT NULL DEFAULT 0,
  guarded boolean NOT NULL DEFAULT false,
  merged_into text REFERENCES cases (id),
  split_from text REFERENCES cases (id),
  hands text[],
  route jsonb,
  UNIQUE (subject_kind, subject_id)
);
COMMENT ON TABLE cases IS
  'Everything that moves through hands with deadlines. Only act() moves a case; step, clock and hash are what the '
  'history in case_events says.'
  ' [state]';
COMMENT ON COLUMN cases.content_hash IS
  'Hash of the content that earlier hands have seen; a changed content voids their signatures.';
COMMENT ON COLUMN cases.code IS
  'Public code of what the case is about; stands in the log''s leaves. Empty: the case leaves none.';
COMMENT ON COLUMN cases.title IS 'What the case is about in a few words, for lists of staff; no names, no numbers.';
COMMENT ON COLUMN cases.holder_id IS
  'The place or body whose posts have the case now; null where that is always the case''s own place.';
COMMENT ON COLUMN cases.limits IS
  'Limits of this case by step, where they are not those of the rules (a service''s own promise).';
COMMENT ON COLUMN cases.alarm_at IS
  'The next instant at which the sweep must look: a card, an escalation, the end of a pause.';
COMMENT ON COLUMN cases.guarded IS 'Somebody is barred from this case (case_bars).';
COMMENT ON COLUMN cases.hands IS
  'Functions that have the present step in hand, where the case''s own way says so more narrowly than its procedure; '
  'null: whoever the procedure names.';
COMMENT ON COLUMN cases.route IS
  'The steps this case takes, in order, each with the place that has it there; null where the procedure alone says '
  'what follows what.';
CREATE INDEX cases_desk ON cases (step, path, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_alarm ON cases (alarm_at) WHERE closed_at IS NULL AND alarm_at IS NOT NULL;
CREATE INDEX cases_holder ON cases (holder_id, due_at, id) WHERE closed_at IS NULL AND holder_id IS NOT NULL;
CREATE INDEX cases_below ON cases (holder_path, due_at) WHERE closed_at IS NULL AND holder_id IS NOT NULL;
CREATE INDEX cases_soonest ON cases (due_at, id) WHERE closed_at IS NULL AND holder_id IS NOT NULL;
CREATE INDEX cases_assignee ON cases (assignee_id, due_at) WHERE closed_at IS NULL AND assignee_id IS NOT NULL;
CREATE INDEX cases_calendar ON cases (due_at) WHERE closed_at IS NULL AND provisional;
-- What was merged into a case, or split from it, is looked up whenever the case is opened or answered.
CREATE INDEX cases_merged_into ON cases (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX cases_split_from ON cases (split_from) WHERE split_from IS NOT NULL;
CREATE INDEX cases_paused ON cases (paused_at) WHERE paused_at IS NOT NULL;
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
  clock jsonb,
  holder_id text,
  until timestamptz,
  PRIMARY KEY (case_id, seq)
);
COMMENT ON TABLE case_events IS
  'The history of a case: who did what, when, through which post. Rows are added, never changed. [history]';
COMMENT ON COLUMN case_events.clock IS 'The limit that begins to run with this event, as it was then.';
COMMENT ON COLUMN case_events.holder_id IS 'Who has the case after this event.';
COMMENT ON COLUMN case_events.until IS 'Of a suspension: when it ends by itself at the latest.';
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
COMMENT ON TABLE signatures IS
  'Evidence of signing: strokes, password with code, or a scan of the signed paper, bound to the hash of the '
  'content. Evidence, not a reliable electronic signature.'
  ' [history]';
COMMENT ON COLUMN signatures.binding IS
  'SHA-256 over content hash, person, time and strokes: what the signature says, in one value.';
CREATE INDEX signatures_case ON signatures (case_id);
CREATE INDEX signatures_scan ON signatures (scan_sha256) WHERE scan_sha256 IS NOT NULL;
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
COMMENT ON TABLE cards IS
  'Yellow near a limit, red past it, recorded once with the nominal time. Never deleted; lifted only by a signed '
  'row.'
  ' [history except path]';
CREATE INDEX cards_path ON cards (path, recorded_at);
GRANT SELECT, INSERT, UPDATE (path) ON cards TO app;

CREATE TABLE card_lifts (
  card_id text PRIMARY KEY REFERENCES cards (id),
  reason text NOT NULL,
  decided_by text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  decided_at timestamptz NOT NULL
);
COMMENT ON TABLE card_lifts IS 'A signed decision that lifts a card, with its reason. The card stays. [history]';
GRANT SELECT, INSERT ON card_lifts TO app;

CREATE TABLE case_bars (
  case_id text NOT NULL REFERENCES cases (id),
  person_id text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (case_id, person_id)
);
COMMENT ON TABLE case_bars IS
  'People who neither see nor handle a case: whom it is about, and their registered near relatives (信访工作条例 Art. 30).'
  ' [history]';
CREATE INDEX case_bars_person ON case_bars (person_id);
GRANT SELECT, INSERT ON case_bars TO app;

CREATE TABLE case_requests (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES cases (id),
  seq int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('joint', 'consult', 'guest', 'order')),
  lead boolean NOT NULL DEFAULT false,
  region_id text REFERENCES regions (id),
  path text COLLATE "C",
  functions text[] NOT NULL DEFAULT '{}',
  guest_name text NOT NULL DEFAULT '',
  guest_key text UNIQUE,
  guest_until timestamptz,
  ask text NOT NULL,
  asked_at timestamptz NOT NULL,
  clock jsonb,
  warn_at timestamptz,
  due_at timestamptz,
  alarm_at timestamptz,
  answered_at timestamptz,
  answered_by text,
  answer_name text NOT NULL DEFAULT '',
  answer_post text NOT NULL DEFAULT '',
  opinion text CHECK (opinion IN ('agree', 'disagree', 'noted')),
  answer text NOT NULL DEFAULT '',
  withdrawn_at timestamptz,
  CHECK ((kind = 'guest') = (region_id IS NULL))
);
COMMENT ON TABLE case_requests IS
  'Who else is asked for a part of a case: units that handle it jointly (each with an own clock and opinion), posts '
  'consulted without moving the case, an outsider invited by link, an order from above (督办) with an own clock.'
  ' [history except path, alarm_at, answered_at, answered_by, answer_name, answer_post, opinion, answer, withdrawn_at]';
COMMENT ON COLUMN case_requests.guest_key IS 'SHA-256 of the key in the outsider''s link.';
CREATE INDEX case_requests_case ON case_requests (case_id);
CREATE INDEX case_requests_place ON case_requests (region_id, due_at)
  WHERE answered_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX case_requests_alarm ON case_requests (alarm_at)
  WHERE answered_at IS NULL AND withdrawn_at IS NULL AND alarm_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE (path, alarm_at, answered_at, answered_by, answer_name, answer_post, opinion, answer,
  withdrawn_at) ON case_requests TO app;

CREATE TABLE saved_views (
  id text PRIMARY KEY,
  person_id text NOT NULL,
  name text NOT NULL,
  query jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  UNIQUE (person_id, name)
);
COMMENT ON TABLE saved_views IS 'A person''s own filters of the inbox. [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO app;

-- Who sees cards is a county's rule (CAUTIONS 12). Where it says "internal" nobody outside the office does; a missing
-- item still shows on its village's page, because that page reads obligations.
CREATE VIEW public_cards AS
SELECT c.id, c.subject_kind, c.subject_id, c.clock, c.colour, c.region_id, c.path, c.nominal_at,
  l.reason AS lifted_reason, l.post_name AS lifted_post, l.decided_at AS lifted_at
FROM cards c
JOIN regions r ON r.id = c.region_id AND NOT r.practice
LEFT JOIN card_lifts l ON l.card_id = c.id
WHERE coalesce((
    SELECT u.value #>> '{}'
    FROM rules u
    WHERE u.code = 'cards.visibleTo'
      AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
      AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY u.effective_from DESC, u.set_at DESC
    LIMIT 1
  ), 'internal') <> 'internal'
  AND NOT (c.subject_kind = 'case' AND EXISTS (SELECT 1 FROM cases k WHERE k.id = c.subject_id AND k.guarded))
  AND NOT (c.subject_kind = 'request' AND EXISTS (
      SELECT 1
      FROM case_requests q
      JOIN cases k ON k.id = q.case_id
      WHERE q.id = c.subject_id AND k.guarded
    ));
COMMENT ON VIEW public_cards IS
  'Yellow and red cards with their lifts, unless the county keeps cards inside the office (rule cards.visibleTo); '
  'none of a case from which somebody is barred.';

GRANT SELECT ON public_cards TO web_public;
