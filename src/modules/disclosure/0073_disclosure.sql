-- The three-fold review (三级核对): station and discipline hold each row of a notice against its sealed source papers.
CREATE TABLE row_checks (
  notice_id text NOT NULL REFERENCES notices (id),
  step text NOT NULL,
  content_hash text NOT NULL,
  row int NOT NULL,
  differs text NOT NULL DEFAULT '',
  checked_by text NOT NULL,
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (notice_id, step, content_hash, row)
);
COMMENT ON TABLE row_checks IS
  'Rows of a notice''s content that a step of the three-fold review has held against the source papers; `row` counts from 0, '
  '`differs` says what does not agree, empty: it agrees. Of the content with this hash only. [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON row_checks TO app;

CREATE TABLE source_papers (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notices (id),
  file_id text NOT NULL REFERENCES files (id),
  name text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  removed_at timestamptz
);
COMMENT ON TABLE source_papers IS
  'Source papers (原始凭证) of a notice: sealed files that only its hands may open, each look being recorded; never published. '
  '`removed_at`: taken away again by the drafter.'
  ' [history except removed_at]';
CREATE INDEX source_papers_notice ON source_papers (notice_id);
GRANT SELECT, INSERT, UPDATE (removed_at) ON source_papers TO app;
