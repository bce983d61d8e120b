CREATE TABLE confirmation_failures (
  user_id text PRIMARY KEY REFERENCES auth_users (id) ON DELETE CASCADE,
  count int NOT NULL,
  last_at timestamptz NOT NULL
);
COMMENT ON TABLE confirmation_failures IS 'Wrong passwords and codes of somebody who is signed in (signing by keyboard, changing the password): a limit of its own, which a new sign-in does not lift.';
GRANT SELECT, INSERT, UPDATE, DELETE ON confirmation_failures TO app;
