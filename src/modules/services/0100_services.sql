-- What a result says to whoever checks it: made when it is decided, committed to by the leaf that closes the case.
CREATE TABLE application_faces (
  id text PRIMARY KEY,
  application_id text NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  face jsonb NOT NULL,
  salt bytea NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE application_faces IS
  'What whoever holds the result''s code reads of a decision: the applicant masked, amount, from which month. The newest counts.'
  ' [history]';
CREATE INDEX application_faces_application ON application_faces (application_id, at);
GRANT SELECT, INSERT ON application_faces TO app;

CREATE OR REPLACE VIEW public_application_results AS
SELECT a.result_code, a.service_code, s.name AS service, r.name AS place, r.slug, a.state,
  (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on, a.commitment,
  a.id, (a.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS sent_on, f.face, f.salt AS face_salt
FROM applications a
JOIN regions r ON r.id = a.region_id
JOIN services s ON s.code = a.service_code AND s.version = a.service_version
LEFT JOIN LATERAL (
  SELECT face, salt FROM application_faces WHERE application_id = a.id ORDER BY at DESC, id DESC LIMIT 1
) f ON true
WHERE a.result_code IS NOT NULL;
COMMENT ON VIEW public_application_results IS
  'Whether a result with this code was given, for which service, where and when, and what it says: the applicant masked, '
  'amount, month.';
