CREATE TABLE report_reply_files (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  reply_id text REFERENCES report_replies (id),
  person_id text NOT NULL,
  position int NOT NULL DEFAULT 0,
  kind text NOT NULL CHECK (kind IN ('picture', 'paper')),
  name text NOT NULL,
  type text NOT NULL,
  bytes int NOT NULL,
  sha256 text NOT NULL,
  original_sha256 text NOT NULL,
  taken_at timestamptz NOT NULL
);
COMMENT ON TABLE report_reply_files IS 'Pictures and papers of an answer: the cleaned copy for readers, the original sealed. Without a reply it waits with the person who is writing one.';
CREATE INDEX report_reply_files_report ON report_reply_files (report_id);
CREATE INDEX report_reply_files_reply ON report_reply_files (reply_id);
CREATE INDEX report_reply_files_sha256 ON report_reply_files (sha256);
GRANT SELECT, INSERT, UPDATE, DELETE ON report_reply_files TO app;

CREATE VIEW public_report_reply_files AS
  SELECT x.id, p.report_id, p.seq, x.position, x.kind, x.name, x.type, x.bytes, x.sha256
  FROM report_reply_files x JOIN report_replies p ON p.id = x.reply_id JOIN public_reports r ON r.id = p.report_id;
COMMENT ON VIEW public_report_reply_files IS 'What was attached to answers of released reports.';
GRANT SELECT ON public_report_reply_files TO web_public;
