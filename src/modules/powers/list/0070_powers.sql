-- The list of powers as data: every version kept, so that a run keeps the version it was started with.
CREATE TABLE powers (
  code text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  position int NOT NULL,
  definition jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('inForce', 'ended')),
  valid_from date NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE powers IS 'The small powers of villages (村级小微权力清单), every version kept; one that is no longer on the list ends with a version that says so. The newest version whose day has come counts.';
GRANT SELECT, INSERT ON powers TO app;

CREATE TABLE power_frames (
  version int PRIMARY KEY CHECK (version > 0),
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE power_frames IS 'Title and aspects of the county''s list of powers; the newest version counts.';
GRANT SELECT, INSERT ON power_frames TO app;

CREATE VIEW public_powers AS SELECT code, version, name, position, definition, state, valid_from FROM powers;
CREATE VIEW public_power_frames AS SELECT version, definition FROM power_frames;
GRANT SELECT ON public_powers, public_power_frames TO web_public;
