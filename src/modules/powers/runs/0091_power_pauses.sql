-- Villagers see when the clock of a step stood still, and for what.
CREATE VIEW public_power_run_pauses AS
  SELECT r.id AS run_id, e.seq, e.action, CASE WHEN r.person THEN '' ELSE e.comment END AS reason, e.at, c.alarm_at AS until
  FROM public_power_runs r JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id JOIN case_events e ON e.case_id = c.id AND e.action IN ('suspend', 'resume');
COMMENT ON VIEW public_power_run_pauses IS 'Stops and starts of the clock of a run; until: when the present stop ends by itself.';
GRANT SELECT ON public_power_run_pauses TO web_public;
