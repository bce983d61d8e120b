-- A village's own service hall, where it differs from the county's general hours: every version kept.
CREATE TABLE service_halls (
  region_id text NOT NULL REFERENCES regions (id),
  version int NOT NULL CHECK (version > 0),
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL REFERENCES persons (id),
  PRIMARY KEY (region_id, version)
);
COMMENT ON TABLE service_halls IS 'Service halls of villages: place, hours, telephones, what is done at once, who is on duty. The newest version counts; without one the county''s frame does.';
COMMENT ON COLUMN service_halls.definition IS 'As in halls.schema.ts; everything in it is public.';
GRANT SELECT, INSERT ON service_halls TO app;

CREATE VIEW public_service_halls AS SELECT region_id, version, definition FROM service_halls;
GRANT SELECT ON public_service_halls TO web_public;
