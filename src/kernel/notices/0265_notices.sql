-- A message that was begun and not answered is known as such; what one channel can't bring the next one tries.

ALTER TABLE notice_deliveries
  DROP CONSTRAINT notice_deliveries_channel_check,
  DROP CONSTRAINT notice_deliveries_state_check,
  ADD CONSTRAINT notice_deliveries_channel_check CHECK (channel IN ('sms', 'email', 'wechat')),
  ADD CONSTRAINT notice_deliveries_state_check
    CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped')),
  ADD COLUMN facts bytea,
  ADD COLUMN otherwise bytea,
  ADD COLUMN onward_at timestamptz;
COMMENT ON COLUMN notice_deliveries.state IS
  'waiting → sending → sent; failed: refused, or tried long enough; unsure: no answer came, and the carrier would take '
  'it for another message if it came again; dropped: never to be sent.';
COMMENT ON COLUMN notice_deliveries.facts IS 'What a channel with room for it shows beside the words; sealed.';
COMMENT ON COLUMN notice_deliveries.otherwise IS 'Channels and addresses to try where this one fails, in order; sealed.';
COMMENT ON COLUMN notice_deliveries.onward_at IS 'When the next of them is tried though this one has not failed for good.';
CREATE INDEX notice_deliveries_sending ON notice_deliveries (not_before) WHERE state = 'sending';
CREATE INDEX notice_deliveries_unsure ON notice_deliveries (made_at) WHERE state = 'unsure';
