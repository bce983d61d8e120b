-- What a round could not do is noted here and tried again later, so that one bad row never keeps the others waiting.
CREATE TABLE round_faults (
  round text NOT NULL,
  subject_id text NOT NULL,  -- the row that fails; empty: the round as a whole
  code text NOT NULL,        -- the error's code or class, never its words
  times int NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  retry_at timestamptz NOT NULL,
  told_at timestamptz,       -- when the administrator was told
  PRIMARY KEY (round, subject_id)
);
COMMENT ON TABLE round_faults IS 'What the rounds of the worker could not do and will try again [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON round_faults TO app;
