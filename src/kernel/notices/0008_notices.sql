-- What people are told: messages in the console, short messages and e-mails.

CREATE TABLE messages (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  function text NOT NULL,
  kind text NOT NULL,
  say text NOT NULL,
  link text NOT NULL DEFAULT '',
  sent_by text,
  sent_at timestamptz NOT NULL,
  case_id text REFERENCES cases (id),
  person_id text REFERENCES persons (id)
);
COMMENT ON TABLE messages IS
  'Messages in the console to whoever holds a function at a place: urged, returned, corrected. Other channels come '
  'later.'
  ' [history]';
COMMENT ON COLUMN messages.case_id IS
  'The case that the message is about: whoever is barred from it does not get the message.';
COMMENT ON COLUMN messages.person_id IS 'Where it is for one holder of the function alone; null for whoever holds it.';
CREATE INDEX messages_region ON messages (region_id, sent_at DESC);
GRANT SELECT, INSERT ON messages TO app;

CREATE TABLE message_reads (
  message_id text NOT NULL REFERENCES messages (id),
  person_id text NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (message_id, person_id)
);
COMMENT ON TABLE message_reads IS 'Who has read a message. [history]';
GRANT SELECT, INSERT ON message_reads TO app;

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
COMMENT ON TABLE notice_deliveries IS
  'Short messages and e-mails: one per event and recipient; what became of each. Addresses and words are sealed and '
  'erased once sent.'
  ' [state]';
COMMENT ON COLUMN notice_deliveries.recipient IS 'A keyed hash of the address: no telephone stands here.';
COMMENT ON COLUMN notice_deliveries.shown_address IS 'Masked: 139****5678.';
CREATE INDEX notice_deliveries_waiting ON notice_deliveries (not_before) WHERE state = 'waiting';
CREATE INDEX notice_deliveries_made ON notice_deliveries (made_at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_deliveries TO app;

CREATE TABLE office_addresses (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  function text NOT NULL,
  email text NOT NULL,
  recipient text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  UNIQUE (region_id, function)
);
COMMENT ON TABLE office_addresses IS
  'Where an office hears by e-mail that the console has a message for it; the mail itself says nothing of what it is '
  'about.'
  ' [state]';
COMMENT ON COLUMN office_addresses.recipient IS 'The keyed hash under which notice_deliveries knows the address.';
GRANT SELECT, INSERT, UPDATE, DELETE ON office_addresses TO app;

CREATE TABLE message_texts (
  template text PRIMARY KEY,
  words text NOT NULL,
  carrier_code text NOT NULL,
  in_use boolean NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
COMMENT ON TABLE message_texts IS
  'The county''s own words of a message, its number at the carrier, and whether it is sent at all; where there is no '
  'row, what the program says.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE ON message_texts TO app;
