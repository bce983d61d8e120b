ALTER TABLE reports ADD COLUMN contact_index text;
COMMENT ON COLUMN reports.contact_index IS 'Keyed hash of the telephone that the reporter left, by which earlier reports of the same telephone are counted; tells nothing else. Null without a mobile number.';
CREATE INDEX reports_contact ON reports (contact_index, received_at DESC) WHERE contact_index IS NOT NULL;
