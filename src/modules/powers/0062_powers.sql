-- What was late once stays to be seen on a run, and every step's clock can be read there.
CREATE OR REPLACE VIEW public_power_runs AS
SELECT r.id, r.code, r.region_id, r.path, r.power_code, r.power_version, r.power_name,
  CASE WHEN r.person THEN '' ELSE r.title END AS title,
  CASE WHEN r.person THEN '' ELSE r.about END AS about,
  r.person, r.started_at, r.started_name, r.started_post, w.amount, w.band, w.steps, c.step, c.step_since, c.due_at,
  c.warn_at, c.paused_at, c.closed_at, c.provisional, c.missed_at
FROM power_runs r
JOIN regions g ON g.id = r.region_id AND NOT g.practice
JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id
JOIN LATERAL (
    SELECT amount, band, steps
    FROM power_run_ways w
    WHERE w.run_id = r.id
    ORDER BY seq DESC
    LIMIT 1
  ) w ON true;

CREATE VIEW public_power_run_clocks AS
SELECT r.id AS run_id, e.seq, e.at, e.action, e.from_step, e.to_step, e.clock,
  CASE WHEN e.action = 'suspend' AND NOT r.person THEN e.comment ELSE '' END AS comment
FROM case_events e
JOIN cases c ON c.id = e.case_id AND c.subject_kind = 'power_run'
JOIN public_power_runs r ON r.id = c.subject_id
WHERE e.clock IS NOT NULL OR e.to_step IS DISTINCT FROM e.from_step OR e.action IN ('suspend', 'resume');
COMMENT ON VIEW public_power_run_clocks IS 'The limits of a run''s steps as its history has them, with pauses: no names, no remarks.';
GRANT SELECT ON public_power_run_clocks TO web_public;
