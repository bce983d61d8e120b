ALTER TABLE cases
  ADD COLUMN code text NOT NULL DEFAULT '',
  ADD COLUMN title text NOT NULL DEFAULT '',
  ADD COLUMN holder_id text REFERENCES regions (id),
  ADD COLUMN holder_path text COLLATE "C",
  ADD COLUMN assignee_id text,
  ADD COLUMN limits jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN provisional boolean NOT NULL DEFAULT false,
  ADD COLUMN paused_at timestamptz,
  ADD COLUMN alarm_at timestamptz,
  ADD COLUMN escalated int NOT NULL DEFAULT 0,
  ADD COLUMN guarded boolean NOT NULL DEFAULT false,
  ADD COLUMN merged_into text REFERENCES cases (id),
  ADD COLUMN split_from text REFERENCES cases (id);
COMMENT ON COLUMN cases.code IS 'Public code of what the case is about; stands in the log''s leaves. Empty: the case leaves none.';
COMMENT ON COLUMN cases.title IS 'What the case is about in a few words, for lists of staff; no names, no numbers.';
COMMENT ON COLUMN cases.holder_id IS 'The place or body whose posts have the case now; null where that is always the case''s own place.';
COMMENT ON COLUMN cases.limits IS 'Limits of this case by step, where they are not those of the rules (a service''s own promise).';
COMMENT ON COLUMN cases.alarm_at IS 'The next instant at which the sweep must look: a card, an escalation, the end of a pause.';
COMMENT ON COLUMN cases.guarded IS 'Somebody is barred from this case (case_bars).';
CREATE INDEX cases_alarm ON cases (alarm_at) WHERE closed_at IS NULL AND alarm_at IS NOT NULL;
CREATE INDEX cases_holder ON cases (holder_id, due_at, id) WHERE closed_at IS NULL AND holder_id IS NOT NULL;
CREATE INDEX cases_below ON cases (holder_path, due_at) WHERE closed_at IS NULL AND holder_id IS NOT NULL;
CREATE INDEX cases_soonest ON cases (due_at, id) WHERE closed_at IS NULL AND holder_id IS NOT NULL;
CREATE INDEX cases_assignee ON cases (assignee_id, due_at) WHERE closed_at IS NULL AND assignee_id IS NOT NULL;

ALTER TABLE case_events ADD COLUMN clock jsonb, ADD COLUMN holder_id text, ADD COLUMN until timestamptz;
COMMENT ON COLUMN case_events.clock IS 'The limit that begins to run with this event, as it was then.';
COMMENT ON COLUMN case_events.holder_id IS 'Who has the case after this event.';
COMMENT ON COLUMN case_events.until IS 'Of a suspension: when it ends by itself at the latest.';

CREATE TABLE case_bars (
  case_id text NOT NULL REFERENCES cases (id),
  person_id text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (case_id, person_id)
);
COMMENT ON TABLE case_bars IS 'People who neither see nor handle a case: whom it is about, and their registered near relatives (信访工作条例 Art. 30).';
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
COMMENT ON TABLE case_requests IS 'Who else is asked for a part of a case: units that handle it jointly (each with an own clock and opinion), posts consulted without moving the case, an outsider invited by link, an order from above (督办) with an own clock.';
COMMENT ON COLUMN case_requests.guest_key IS 'SHA-256 of the key in the outsider''s link.';
CREATE INDEX case_requests_case ON case_requests (case_id);
CREATE INDEX case_requests_place ON case_requests (region_id, due_at) WHERE answered_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX case_requests_alarm ON case_requests (alarm_at) WHERE answered_at IS NULL AND withdrawn_at IS NULL AND alarm_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON case_requests TO app;

CREATE TABLE saved_views (
  id text PRIMARY KEY,
  person_id text NOT NULL,
  name text NOT NULL,
  query jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  UNIQUE (person_id, name)
);
COMMENT ON TABLE saved_views IS 'A person''s own filters of the inbox.';
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO app;

ALTER TABLE rules ADD COLUMN starts text NOT NULL DEFAULT 'nextDay' CHECK (starts IN ('nextDay', 'sameDay')), ADD COLUMN ends text NOT NULL DEFAULT 'asIs' CHECK (ends IN ('asIs', 'nextWorkday'));
COMMENT ON COLUMN rules.starts IS 'Whether the day of receipt counts as the first day of a limit in days.';
COMMENT ON COLUMN rules.ends IS 'Whether a last day that is off moves to the next working day.';
