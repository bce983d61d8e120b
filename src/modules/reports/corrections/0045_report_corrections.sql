CREATE TABLE report_corrections (
  id text PRIMARY KEY,
  report_id text NOT NULL REFERENCES reports (id),
  notice_id text NOT NULL REFERENCES notices (id),
  holder_id text NOT NULL REFERENCES regions (id),
  text text NOT NULL,
  by_name text NOT NULL,
  by_post text NOT NULL,
  by_place text NOT NULL,
  asked_at timestamptz NOT NULL,
  met_at timestamptz,
  met_how text CHECK (met_how IN ('corrected', 'withdrawn', 'waived')),
  CHECK ((met_at IS NULL) = (met_how IS NULL))
);
COMMENT ON TABLE report_corrections IS 'A complaint about a published list was upheld: whoever published it corrects it. Its way and clock are a case of its own (subject_kind correction); whoever corrects does not see the complaint.';
COMMENT ON COLUMN report_corrections.text IS 'What is to be corrected, in the words of whoever upheld it; everybody may read it.';
CREATE UNIQUE INDEX report_corrections_open ON report_corrections (report_id) WHERE met_at IS NULL;
CREATE INDEX report_corrections_report ON report_corrections (report_id);
CREATE INDEX report_corrections_notice ON report_corrections (notice_id);
GRANT SELECT, INSERT, UPDATE ON report_corrections TO app;

CREATE VIEW public_report_corrections AS
  SELECT x.notice_id, x.text, x.by_post, x.by_place, x.asked_at, c.due_at, x.met_at, x.met_how, p.code AS report_code
  FROM report_corrections x JOIN regions g ON g.id = x.holder_id AND NOT g.practice
  JOIN cases c ON c.subject_kind = 'correction' AND c.subject_id = x.id LEFT JOIN public_reports p ON p.id = x.report_id;
COMMENT ON VIEW public_report_corrections IS 'Corrections that an upheld complaint asks of a notice; the complaint itself only where it was released.';
GRANT SELECT ON public_report_corrections TO web_public;

-- Complaints about lists have a way of their own; those that a village has in hand finish the old way.
UPDATE cases SET procedure = 'reports.list' WHERE procedure = 'reports.complaint' AND step <> 'team' AND subject_kind = 'report' AND subject_id IN (SELECT id FROM reports WHERE kind = 'list');
