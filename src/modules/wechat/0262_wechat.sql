-- The county's official account at WeChat: who it is, what arrived from it, who follows it.

CREATE TABLE wechat_accounts (
  id text PRIMARY KEY CHECK (id = 'official'),
  app_id text NOT NULL,
  original_id text NOT NULL,
  secret bytea NOT NULL,
  token bytea NOT NULL,
  old_token bytea,
  aes_key bytea,
  old_aes_key bytea,
  api_base text NOT NULL,
  open_base text NOT NULL,
  verified boolean NOT NULL,
  in_use boolean NOT NULL,
  menu jsonb,
  menu_sent_at timestamptz,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
COMMENT ON TABLE wechat_accounts IS
  'The official account as the county entered it; secrets are sealed. The words before the present ones stay good until '
  'somebody says that they are not: while they are changed at WeChat both arrive.'
  ' [state]';
COMMENT ON COLUMN wechat_accounts.original_id IS 'gh_…: the name under which WeChat addresses the account.';
COMMENT ON COLUMN wechat_accounts.aes_key IS 'EncodingAESKey; null where messages come plain.';
COMMENT ON COLUMN wechat_accounts.api_base IS 'Where WeChat is asked, or the county''s proxy to it.';
COMMENT ON COLUMN wechat_accounts.verified IS 'A verified service account: only then are OAuth and templates there.';
COMMENT ON COLUMN wechat_accounts.menu IS 'As the county wants it; null for the platform''s own.';
COMMENT ON COLUMN wechat_accounts.menu_sent_at IS 'When WeChat last took it.';
GRANT SELECT, INSERT, UPDATE ON wechat_accounts TO app;

CREATE TABLE wechat_seen (
  key text PRIMARY KEY,
  sent_with text NOT NULL UNIQUE,
  reply bytea,
  seen_at timestamptz NOT NULL
);
COMMENT ON TABLE wechat_seen IS
  'Messages that were taken in, for a day: WeChat sends one up to three times, and the second gets the same answer.'
  ' [transient]';
COMMENT ON COLUMN wechat_seen.sent_with IS
  'Time and nonce of its signature: with plain messages the signature does not cover the message, so each is good for one.';
COMMENT ON COLUMN wechat_seen.reply IS 'What was answered at once, sealed; null for nothing.';
CREATE INDEX wechat_seen_at ON wechat_seen (seen_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_seen TO app;

CREATE TABLE wechat_followers (
  id text PRIMARY KEY,
  openid_index text NOT NULL UNIQUE,
  openid bytea NOT NULL,
  region_id text REFERENCES regions (id),
  followed_at timestamptz,
  left_at timestamptz,
  spoke_at timestamptz
);
COMMENT ON TABLE wechat_followers IS
  'Who follows the account, or has written to it: known by a keyed hash, the openid itself is sealed.'
  ' [state]';
COMMENT ON COLUMN wechat_followers.region_id IS 'The village whose poster was scanned, or that was chosen.';
COMMENT ON COLUMN wechat_followers.spoke_at IS 'For 48 hours from here the account may write by itself.';
CREATE INDEX wechat_followers_region ON wechat_followers (region_id) WHERE left_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON wechat_followers TO app;

CREATE TABLE wechat_posters (
  region_id text PRIMARY KEY REFERENCES regions (id),
  app_id text NOT NULL,
  url text NOT NULL,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE wechat_posters IS
  'What the code of a village''s poster holds, as WeChat gave it for this account: whoever scans it follows, and is shown '
  'that village.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE ON wechat_posters TO app;

CREATE TABLE wechat_drafts (
  id text PRIMARY KEY,
  follower_id text NOT NULL REFERENCES wechat_followers (id),
  lat double precision,
  lng double precision,
  begun_at timestamptz NOT NULL
);
COMMENT ON TABLE wechat_drafts IS
  'A picture, a voice, a place that somebody sent to the account: the beginning of a report, which is theirs until they '
  'send it themselves. The files lie with the key of its form.'
  ' [transient]';
CREATE INDEX wechat_drafts_follower ON wechat_drafts (follower_id, begun_at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_drafts TO app;

CREATE TABLE wechat_media (
  id text PRIMARY KEY,
  draft_id text NOT NULL REFERENCES wechat_drafts (id) ON DELETE CASCADE,
  media_id bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('picture', 'voice', 'video')),
  state text NOT NULL CHECK (state IN ('waiting', 'fetched', 'failed')),
  error text NOT NULL DEFAULT '',
  tries int NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL
);
COMMENT ON COLUMN wechat_media.media_id IS 'Sealed: whoever has it and a token can fetch the file.';
COMMENT ON TABLE wechat_media IS
  'Files of drafts, fetched from WeChat, which keeps them for three days.'
  ' [transient]';
CREATE INDEX wechat_media_waiting ON wechat_media (not_before) WHERE state = 'waiting';
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_media TO app;

CREATE TABLE wechat_bindings (
  id text PRIMARY KEY,
  openid_index text NOT NULL,
  resident_id text NOT NULL REFERENCES residents (id) ON DELETE CASCADE,
  bound_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE wechat_bindings IS
  'Who signs in with which WeChat: bound by whoever was signed in by telephone or slip; several people of a family may '
  'share one.'
  ' [state]';
CREATE UNIQUE INDEX wechat_bindings_now ON wechat_bindings (openid_index, resident_id) WHERE ended_at IS NULL;
CREATE INDEX wechat_bindings_resident ON wechat_bindings (resident_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE (ended_at) ON wechat_bindings TO app;

CREATE TABLE wechat_tokens (
  kind text PRIMARY KEY CHECK (kind IN ('access', 'ticket')),
  value bytea,
  good_until timestamptz NOT NULL,
  forced_at timestamptz,
  forced_today int NOT NULL DEFAULT 0
);
COMMENT ON TABLE wechat_tokens IS
  'The words with which WeChat is asked: one for all processes, sealed.'
  ' [transient]';
COMMENT ON COLUMN wechat_tokens.forced_at IS 'When a new one was demanded before its time: 30 s apart, 20 a day at most.';
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_tokens TO app;
