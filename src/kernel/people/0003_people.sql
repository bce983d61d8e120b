-- People, their posts and relatives; the accounts with which they sign in.

CREATE TABLE persons (
  id text PRIMARY KEY,
  code text UNIQUE,
  name text NOT NULL,
  pinyin text NOT NULL DEFAULT '',
  initials text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE persons IS
  'People who hold posts. Nothing of them is public but the name beside a current or past post. [state]';
-- DELETE: undo takes back what an import made and nobody has used since; foreign keys keep the rest.
GRANT SELECT, INSERT, UPDATE, DELETE ON persons TO app;

CREATE TABLE kinships (
  person_id text NOT NULL REFERENCES persons (id),
  relative_id text NOT NULL REFERENCES persons (id),
  relation text NOT NULL,
  registered_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, relative_id)
);
COMMENT ON TABLE kinships IS
  'Registered near relatives: a supervision seat is refused to those of a committee member (OL Art. 37). Each pair '
  'stands in both directions.'
  ' [state]';
GRANT SELECT, INSERT, DELETE ON kinships TO app;

CREATE TABLE post_kinds (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  function text NOT NULL,
  level text NOT NULL,
  seats int NOT NULL DEFAULT 1,
  chair boolean NOT NULL DEFAULT false,
  committee text NOT NULL DEFAULT '',
  position int NOT NULL DEFAULT 100,
  duty text NOT NULL DEFAULT ''
);
COMMENT ON TABLE post_kinds IS
  'Posts are rows a county adds: each maps to one function of the code; `duty` is shown to the public as its '
  'responsibilities (责任清单).'
  ' [state]';
GRANT SELECT, INSERT, UPDATE ON post_kinds TO app;

CREATE TABLE appointments (
  id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES persons (id),
  post_kind_id text NOT NULL REFERENCES post_kinds (id),
  region_id text NOT NULL REFERENCES regions (id),
  from_on date NOT NULL,
  to_on date,
  office_phone text NOT NULL DEFAULT '',
  made_by text,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE appointments IS 'A person holds a post at a place from–to. A person acts only through one. [state]';
CREATE INDEX appointments_region ON appointments (region_id, post_kind_id);
CREATE INDEX appointments_person ON appointments (person_id);
-- DELETE: as of persons.
GRANT SELECT, INSERT, UPDATE, DELETE ON appointments TO app;

CREATE TABLE deputations (
  id text PRIMARY KEY,
  appointment_id text NOT NULL REFERENCES appointments (id),
  deputy_id text NOT NULL REFERENCES persons (id),
  from_on date NOT NULL,
  to_on date NOT NULL,
  reason text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CHECK (to_on >= from_on)
);
COMMENT ON TABLE deputations IS
  'A deputy acts for a post holder for a stated time; every act shows it. [history except revoked_at]';
CREATE INDEX deputations_deputy ON deputations (deputy_id, to_on);
GRANT SELECT, INSERT, UPDATE (revoked_at) ON deputations TO app;

CREATE TABLE hand_overs (
  id text PRIMARY KEY,
  from_appointment_id text NOT NULL REFERENCES appointments (id),
  to_appointment_id text NOT NULL REFERENCES appointments (id),
  on_date date NOT NULL,
  open_work jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL
);
COMMENT ON TABLE hand_overs IS
  'Signed record of a hand-over: what was open when the post changed hands (OL Art. 24: within 10 days of an '
  'election).'
  ' [history]';
GRANT SELECT, INSERT ON hand_overs TO app;

CREATE TABLE group_members (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  group_name text NOT NULL,
  person_id text NOT NULL REFERENCES persons (id),
  role text NOT NULL,
  from_on date NOT NULL,
  to_on date
);
COMMENT ON TABLE group_members IS 'Leading groups as dated records: head, deputy heads, members, office. [state]';
CREATE INDEX group_members_region ON group_members (region_id);
GRANT SELECT, INSERT, UPDATE ON group_members TO app;

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
COMMENT ON TABLE auth_users IS 'Accounts of the sign-in library; person_id lives in accounts. [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_users TO app;

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
COMMENT ON TABLE auth_sessions IS 'Sessions of the sign-in library. [transient]';
CREATE INDEX auth_sessions_user ON auth_sessions (user_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_sessions TO app;

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
COMMENT ON TABLE auth_accounts IS 'Credentials of the sign-in library: the password as scrypt hash. [state]';
CREATE INDEX auth_accounts_user ON auth_accounts (user_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_accounts TO app;

CREATE TABLE auth_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz,
  updated_at timestamptz
);
COMMENT ON TABLE auth_verifications IS 'Pending second steps of the sign-in library. [transient]';
CREATE INDEX auth_verifications_identifier ON auth_verifications (identifier);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_verifications TO app;

CREATE TABLE auth_two_factors (
  id text PRIMARY KEY,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean DEFAULT true,
  failed_verification_count int DEFAULT 0,
  locked_until timestamptz,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE
);
COMMENT ON TABLE auth_two_factors IS 'Second factors (TOTP), encrypted by the sign-in library. [state]';
CREATE INDEX auth_two_factors_user ON auth_two_factors (user_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_two_factors TO app;

CREATE TABLE accounts (
  user_id text PRIMARY KEY REFERENCES auth_users (id) ON DELETE CASCADE,
  person_id text NOT NULL UNIQUE REFERENCES persons (id),
  must_change_password boolean NOT NULL DEFAULT true,
  demo boolean NOT NULL DEFAULT false,
  made_by text,
  made_at timestamptz NOT NULL,
  disabled_at timestamptz
);
COMMENT ON TABLE accounts IS 'Which person signs in with which account; the first password must be changed. [state]';
GRANT SELECT, INSERT, UPDATE ON accounts TO app;

CREATE TABLE sign_in_failures (
  username text PRIMARY KEY,
  count int NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
COMMENT ON TABLE sign_in_failures IS
  'Failed sign-ins per user name; past the limit the name is locked for a while. [transient]';
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures TO app;

CREATE TABLE confirmation_failures (
  user_id text PRIMARY KEY REFERENCES auth_users (id) ON DELETE CASCADE,
  count int NOT NULL,
  last_at timestamptz NOT NULL
);
COMMENT ON TABLE confirmation_failures IS
  'Wrong passwords and codes of somebody who is signed in (signing by keyboard, changing the password): a limit of '
  'its own, which a new sign-in does not lift.'
  ' [transient]';
GRANT SELECT, INSERT, UPDATE, DELETE ON confirmation_failures TO app;

CREATE VIEW public_posts AS
SELECT a.id, a.region_id, r.path, k.code AS post_code, k.name AS post, k.duty, k.position, k.chair, k.committee,
  k.function, p.name AS person, a.office_phone, a.from_on, a.to_on, d.name AS deputy, dp.from_on AS deputy_from,
  dp.to_on AS deputy_to
FROM appointments a
JOIN post_kinds k ON k.id = a.post_kind_id
JOIN persons p ON p.id = a.person_id
JOIN regions r ON r.id = a.region_id AND NOT r.practice
LEFT JOIN deputations dp ON dp.appointment_id = a.id AND dp.revoked_at IS NULL
LEFT JOIN persons d ON d.id = dp.deputy_id;

CREATE VIEW public_post_kinds AS
SELECT code, name, level, seats, position, duty
FROM post_kinds;

CREATE VIEW public_group_members AS
SELECT g.region_id, g.group_name, p.name AS person, g.role, g.from_on, g.to_on
FROM group_members g
JOIN persons p ON p.id = g.person_id
JOIN regions r ON r.id = g.region_id AND NOT r.practice;

GRANT SELECT ON public_posts, public_post_kinds, public_group_members TO web_public;
