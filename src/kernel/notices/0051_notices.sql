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
COMMENT ON TABLE office_addresses IS 'Where an office hears by e-mail that the console has a message for it; the mail itself says nothing of what it is about.';
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
COMMENT ON TABLE message_texts IS 'The county''s own words of a message, its number at the carrier, and whether it is sent at all; where there is no row, what the program says.';
GRANT SELECT, INSERT, UPDATE ON message_texts TO app;
