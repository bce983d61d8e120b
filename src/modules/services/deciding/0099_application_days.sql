-- Days are the county's: what is handed in or ended before eight in the morning belongs to that day, not to the one before.
CREATE OR REPLACE VIEW public_service_outcomes AS
  SELECT a.service_code, r.slug AS place, r.path, a.state, a.closed_at AS ended_at, (a.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS sent_on, (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on, a.stars, c.opened_at, c.closed_at
  FROM applications a JOIN regions r ON r.id = a.region_id JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id WHERE NOT r.practice;
CREATE OR REPLACE VIEW public_application_results AS
  SELECT a.result_code, a.service_code, s.name AS service, r.name AS place, r.slug, a.state, (a.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on, a.commitment
  FROM applications a JOIN regions r ON r.id = a.region_id JOIN services s ON s.code = a.service_code AND s.version = a.service_version WHERE a.result_code IS NOT NULL;
