CREATE TABLE notice_deliveries (
  id text PRIMARY KEY,
  event text NOT NULL,
  recipient text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  template text NOT NULL,
  address bytea,
  shown_address text NOT NULL,
  params bytea,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
  not_before timestamptz NOT NULL,
  tries int NOT NULL DEFAULT 0,
  made_at timestamptz NOT NULL,
  sent_at timestamptz,
  driver text NOT NULL DEFAULT '',
  receipt text NOT NULL DEFAULT '',
  error text NOT NULL DEFAULT '',
  UNIQUE (event, recipient, channel)
);
COMMENT ON TABLE notice_deliveries IS 'Short messages and e-mails: one per event and recipient; what became of each. Addresses and words are sealed and erased once sent.';
COMMENT ON COLUMN notice_deliveries.recipient IS 'A keyed hash of the address: no telephone stands here.';
COMMENT ON COLUMN notice_deliveries.shown_address IS 'Masked: 139****5678.';
CREATE INDEX notice_deliveries_waiting ON notice_deliveries (not_before) WHERE state = 'waiting';
CREATE INDEX notice_deliveries_made ON notice_deliveries (made_at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_deliveries TO app;

CREATE TABLE api_keys (
  id text PRIMARY KEY,
  name text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  key_start text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  contact text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
COMMENT ON TABLE api_keys IS 'Keys that a county gives to other programs, with which they may file reports (Open311). The key is shown once and kept as a hash.';
GRANT SELECT, INSERT, UPDATE (ended_at) ON api_keys TO app;

-- Reporters who left a telephone hear of the answer: a round looks for new ones.
CREATE INDEX report_replies_at ON report_replies (at);
