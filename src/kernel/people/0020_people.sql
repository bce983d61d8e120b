-- A code of the second factor opens once.
CREATE TABLE used_codes (
  user_id text NOT NULL,
  code_hash text NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);
COMMENT ON TABLE used_codes IS
  'Codes of second factors that have been used in the last minutes, as keyed hashes; none is taken twice. [transient]';
GRANT SELECT, INSERT, DELETE ON used_codes TO app;

COMMENT ON TABLE sign_in_failures IS
  'Tries of signing in that have not succeeded: for a user name and the address or the known device they come from, and for the name '
  'from all unknown ones together; past the limit locked for a while. [transient]';
