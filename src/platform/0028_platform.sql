-- Which keys a database is used with, so that a machine with other keys is refused before it changes anything.
CREATE TABLE key_prints (
  name text PRIMARY KEY,         -- session, files (hashes), log (the verifier key, public)
  print text NOT NULL,           -- tells keys apart, opens nothing
  noted_at timestamptz NOT NULL
);
COMMENT ON TABLE key_prints IS 'The keys that this database is used with, by hash; the owner''s alone';
