CREATE TABLE messages (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  function text NOT NULL,
  kind text NOT NULL,
  say text NOT NULL,
  link text NOT NULL DEFAULT '',
  sent_by text,
  sent_at timestamptz NOT NULL
);
COMMENT ON TABLE messages IS 'Messages in the console to whoever holds a function at a place: urged, returned, corrected. Other channels come later.';
CREATE INDEX messages_region ON messages (region_id, sent_at DESC);
GRANT SELECT, INSERT ON messages TO app;

CREATE TABLE message_reads (
  message_id text NOT NULL REFERENCES messages (id),
  person_id text NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (message_id, person_id)
);
COMMENT ON TABLE message_reads IS 'Who has read a message.';
GRANT SELECT, INSERT ON message_reads TO app;
