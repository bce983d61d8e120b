-- Services as data: every version kept, so that an application keeps the version it was made with.
CREATE TABLE services (
  code text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  position int NOT NULL,
  definition jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('offered', 'ended')),
  valid_from date NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE services IS 'Services of the county, every version kept; one that is no longer offered ends with a version that says so. The newest version whose day has come counts.';
COMMENT ON COLUMN services.made_by IS 'Person who made the version in the console; empty where it came with a county pack.';
GRANT SELECT, INSERT ON services TO app;

CREATE TABLE service_frames (
  version int PRIMARY KEY CHECK (version > 0),
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text
);
COMMENT ON TABLE service_frames IS 'The county''s own menus and life events, hours of the service halls, and further certificates that villages do not issue; the newest version counts.';
GRANT SELECT, INSERT ON service_frames TO app;

CREATE VIEW public_services AS SELECT code, version, name, position, definition, state, valid_from FROM services;
CREATE VIEW public_service_frames AS SELECT version, definition FROM service_frames;
GRANT SELECT ON public_services, public_service_frames TO web_public;
