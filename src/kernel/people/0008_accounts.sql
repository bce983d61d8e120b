CREATE TABLE auth_users (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  username text UNIQUE,
  display_username text,
  two_factor_enabled boolean DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE auth_users IS 'Accounts of the sign-in library; person_id lives in accounts.';
CREATE TABLE auth_sessions (
  id text PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  token text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE
);
COMMENT ON TABLE auth_sessions IS 'Sessions of the sign-in library.';
CREATE INDEX auth_sessions_user ON auth_sessions (user_id);
CREATE TABLE auth_accounts (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE auth_accounts IS 'Credentials of the sign-in library: the password as scrypt hash.';
CREATE INDEX auth_accounts_user ON auth_accounts (user_id);
CREATE TABLE auth_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz,
  updated_at timestamptz
);
COMMENT ON TABLE auth_verifications IS 'Pending second steps of the sign-in library.';
CREATE INDEX auth_verifications_identifier ON auth_verifications (identifier);
CREATE TABLE auth_two_factors (
  id text PRIMARY KEY,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean DEFAULT true,
  failed_verification_count int DEFAULT 0,
  locked_until timestamptz,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE
);
COMMENT ON TABLE auth_two_factors IS 'Second factors (TOTP), encrypted by the sign-in library.';
CREATE INDEX auth_two_factors_user ON auth_two_factors (user_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_users, auth_sessions, auth_accounts, auth_verifications, auth_two_factors TO app;

CREATE TABLE accounts (
  user_id text PRIMARY KEY REFERENCES auth_users (id) ON DELETE CASCADE,
  person_id text NOT NULL UNIQUE REFERENCES persons (id),
  must_change_password boolean NOT NULL DEFAULT true,
  demo boolean NOT NULL DEFAULT false,
  made_by text,
  made_at timestamptz NOT NULL,
  disabled_at timestamptz
);
COMMENT ON TABLE accounts IS 'Which person signs in with which account; the first password must be changed.';
GRANT SELECT, INSERT, UPDATE ON accounts TO app;

CREATE TABLE sign_in_failures (
  username text PRIMARY KEY,
  count int NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
COMMENT ON TABLE sign_in_failures IS 'Failed sign-ins per user name; past the limit the name is locked for a while.';
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures TO app;
