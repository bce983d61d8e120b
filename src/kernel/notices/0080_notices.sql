-- One message per matter and event: whoever holds two of the posts that are told reads it once.

ALTER TABLE messages ADD COLUMN event text;
COMMENT ON COLUMN messages.event IS
  'What of a matter it tells, e.g. "<case> 4": the same event reaches the same post once, and not the hand that did it; '
  'null for what is about none.';
CREATE UNIQUE INDEX messages_event ON messages (event, region_id, function, coalesce(person_id, ''))
  WHERE event IS NOT NULL;
