-- Who is consulted learns who the reporter is only where the handler says so, with a reason that is kept.

CREATE TABLE report_shares (
  request_id text PRIMARY KEY REFERENCES case_requests (id),
  case_id text NOT NULL REFERENCES cases (id),
  reason text NOT NULL,
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE report_shares IS
  'Units and outsiders who are asked about a report and were told who the reporter is: by whom, why, when. Without a '
  'row they see neither name nor telephone nor what the reporter sent in. [history]';
CREATE INDEX report_shares_case ON report_shares (case_id);
GRANT SELECT, INSERT ON report_shares TO app;
