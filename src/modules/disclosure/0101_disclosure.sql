-- Who urged what is late, and when: so that it is asked for once, and everybody sees that it was.
CREATE TABLE obligation_urges (
  id text PRIMARY KEY,
  obligation_id text NOT NULL REFERENCES obligations (id) ON DELETE CASCADE,
  on_day date NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  place_name text NOT NULL,
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  text text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (obligation_id, on_day)
);
COMMENT ON TABLE obligation_urges IS
  'Late obligations that an office above has asked for (催办), at most once a day. `region_id`, `place_name`: of the office. [history]';
GRANT SELECT, INSERT ON obligation_urges TO app;
