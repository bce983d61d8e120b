-- Numbers of law and county, and the calendar of working days.

CREATE TABLE rules (
  id text PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  value jsonb NOT NULL,
  unit text NOT NULL,
  floor numeric,
  ceiling numeric,
  citation text NOT NULL,
  article text NOT NULL DEFAULT '',
  jurisdiction text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('law', 'promise', 'reference', 'assumed')),
  effective_from date NOT NULL,
  effective_to date,
  note text NOT NULL DEFAULT '',
  set_by text,
  set_at timestamptz NOT NULL,
  starts text NOT NULL DEFAULT 'nextDay' CHECK (starts IN ('nextDay', 'sameDay')),
  ends text NOT NULL DEFAULT 'asIs' CHECK (ends IN ('asIs', 'nextWorkday'))
);
COMMENT ON TABLE rules IS
  'Law and county numbers as rows: the newest row in force of a code counts. Never below the floor of the law row of '
  'the same code.'
  ' [history]';
COMMENT ON COLUMN rules.starts IS 'Whether the day of receipt counts as the first day of a limit in days.';
COMMENT ON COLUMN rules.ends IS 'Whether a last day that is off moves to the next working day.';
CREATE INDEX rules_code ON rules (code, effective_from DESC);
GRANT SELECT, INSERT ON rules TO app;

CREATE TABLE calendar_days (
  date date PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('上班', '放假')),
  name text NOT NULL,
  source text NOT NULL,
  set_by text,
  set_at timestamptz NOT NULL
);
COMMENT ON TABLE calendar_days IS
  'County overrides of the working-day calendar: regional holidays, and years the package does not know yet.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_days TO app;

CREATE VIEW public_rules AS
SELECT code, name, value, unit, citation, article, jurisdiction, kind, effective_from, effective_to, note, starts, ends
FROM rules;

CREATE VIEW public_calendar_days AS
SELECT date, kind, name, source
FROM calendar_days;

GRANT SELECT ON public_rules, public_calendar_days TO web_public;
