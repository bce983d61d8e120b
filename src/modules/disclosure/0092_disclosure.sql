-- What is ready for going live, ticked by hand: each tick with who, when and, where a plan is wanted, its file.
CREATE TABLE onboarding_ticks (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  part text NOT NULL CHECK (part IN ('premises', 'staff', 'equipment', 'plan')),
  ready boolean NOT NULL,
  note text NOT NULL DEFAULT '',
  file_id text REFERENCES files (id),
  by_id text NOT NULL REFERENCES persons (id),
  by_name text NOT NULL,
  by_post text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE onboarding_ticks IS
  'Premises, staff, equipment and plan of a place that goes live: ticked and taken back, the newest of each part counts. '
  '[history]';
CREATE INDEX onboarding_ticks_region ON onboarding_ticks (region_id, part, at DESC);
CREATE INDEX onboarding_ticks_file ON onboarding_ticks (file_id) WHERE file_id IS NOT NULL;
GRANT SELECT, INSERT ON onboarding_ticks TO app;
