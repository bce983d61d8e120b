-- A self-check that is late is asked for like other late things: at most once a day, and everybody sees that it was.
CREATE TABLE self_check_urges (
  id text PRIMARY KEY,
  check_id text NOT NULL REFERENCES self_checks (id) ON DELETE CASCADE,
  on_day date NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  place_name text NOT NULL,
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  text text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (check_id, on_day)
);
COMMENT ON TABLE self_check_urges IS
  'Late self-checks that an office above has asked for (催办), at most once a day. `region_id`, `place_name`: of the office. [history]';
GRANT SELECT, INSERT ON self_check_urges TO app;
