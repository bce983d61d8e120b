-- Notices at WeChat (订阅通知): what each holds, who said yes, and what was told of which village.

CREATE TABLE wechat_templates (
  kind text PRIMARY KEY,
  template_id text NOT NULL UNIQUE,
  lasting boolean NOT NULL,
  fields jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
COMMENT ON TABLE wechat_templates IS
  'The templates that the county chose at WeChat, and which of our facts goes into which of their fields.'
  ' [state]';
COMMENT ON COLUMN wechat_templates.lasting IS 'One yes is good for all that comes; otherwise one yes is one notice.';
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_templates TO app;

CREATE TABLE wechat_consents (
  follower_id text NOT NULL REFERENCES wechat_followers (id),
  template_id text NOT NULL,
  left_over int CHECK (left_over >= 0),
  said_at timestamptz NOT NULL,
  PRIMARY KEY (follower_id, template_id)
);
COMMENT ON TABLE wechat_consents IS
  'Who said yes to a kind of notice, as WeChat told it; where WeChat refuses one, the yes is taken back here too.'
  ' [state]';
COMMENT ON COLUMN wechat_consents.left_over IS 'How many notices may still be sent; null for any number.';
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_consents TO app;

CREATE TABLE wechat_news (
  day date NOT NULL,
  region_id text REFERENCES regions (id),
  after_id text NOT NULL DEFAULT '',
  done_at timestamptz,
  UNIQUE NULLS NOT DISTINCT (day, region_id)
);
COMMENT ON TABLE wechat_news IS
  'How far the followers of a village were told of what it published on a day; without a village: the whole day is done.'
  ' [transient]';
COMMENT ON COLUMN wechat_news.after_id IS 'The last follower who was told.';
GRANT SELECT, INSERT, UPDATE, DELETE ON wechat_news TO app;
