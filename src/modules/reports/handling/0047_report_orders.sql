CREATE VIEW public_report_orders AS
  SELECT p.id AS report_id, e.post_name AS by_post, e.place_name AS by_place, h.name AS holder, q.ask, q.asked_at, q.due_at, q.answered_at
  FROM case_requests q JOIN cases c ON c.id = q.case_id AND c.subject_kind = 'report' JOIN public_reports p ON p.id = c.subject_id
  JOIN case_events e ON e.case_id = q.case_id AND e.seq = q.seq LEFT JOIN regions h ON h.id = q.region_id
  WHERE q.kind = 'order' AND (SELECT u.value #>> '{}' FROM rules u WHERE u.code = 'report.ordersVisible' AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
    AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date) ORDER BY u.effective_from DESC, u.set_at DESC LIMIT 1) = 'everyone';
COMMENT ON VIEW public_report_orders IS 'Supervision orders of released reports, where the county shows them to everybody (rule report.ordersVisible).';
GRANT SELECT ON public_report_orders TO web_public;
