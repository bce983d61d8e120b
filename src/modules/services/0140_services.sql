-- Who is consulted about an application (会商) learns who applied, and reads the papers, only where the handler says so, with a reason
-- that is kept. Bureaux of the joint review decide about it: they read it as before.

CREATE TABLE application_shares (
  request_id text PRIMARY KEY REFERENCES case_requests (id),
  case_id text NOT NULL REFERENCES cases (id),
  reason text NOT NULL,
  person_id text NOT NULL,
  person_name text NOT NULL,
  post_name text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE application_shares IS
  'Offices that are consulted about an application and were shown what was handed in: by whom, why, when. Without a row '
  'they see neither name nor number nor telephone nor papers. [history]';
CREATE INDEX application_shares_case ON application_shares (case_id);
GRANT SELECT, INSERT ON application_shares TO app;
