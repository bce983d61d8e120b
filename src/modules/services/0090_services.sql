-- Which applications are of a service that is done while the applicant waits (即办), so that its share can be measured.
CREATE OR REPLACE VIEW public_service_outcomes AS
SELECT a.service_code, r.slug AS place, r.path, a.state, a.closed_at AS ended_at,
  (a.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS sent_on,
  (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on, a.stars, c.opened_at, c.closed_at,
  coalesce(s.definition -> 'atOnce' = 'true', false) AS at_once
FROM applications a
JOIN regions r ON r.id = a.region_id
JOIN services s ON s.code = a.service_code AND s.version = a.service_version
JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id
WHERE NOT r.practice;
