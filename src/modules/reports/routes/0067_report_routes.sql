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
COMMENT ON TABLE report_routes IS 'Ways that a county has agreed on for villagers'' reports (the "four platforms" are four of them): which units are asked together; with `copies`, units that read along whatever is registered under these categories.';
GRANT SELECT, INSERT, UPDATE ON report_routes TO app;

CREATE TABLE report_copies (
  case_id text NOT NULL REFERENCES cases (id),
  region_id text NOT NULL REFERENCES regions (id),
  route_id text NOT NULL REFERENCES report_routes (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (region_id, case_id)
);
COMMENT ON TABLE report_copies IS 'Which unit reads which case along, since when, by which route. It handles nothing, and never learns who reported.';
CREATE INDEX report_copies_newest ON report_copies (region_id, at DESC);
CREATE INDEX report_copies_case ON report_copies (case_id);
GRANT SELECT, INSERT ON report_copies TO app;
