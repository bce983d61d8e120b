-- Every step's clock of what is published can be read by everybody, on the page and on paper.
CREATE VIEW public_notice_clocks AS
SELECT c.subject_id AS notice_id, c.procedure, e.seq, e.at, e.action, e.from_step, e.to_step, e.clock, '' AS comment
FROM case_events e
JOIN cases c ON c.id = e.case_id AND c.subject_kind = 'notice'
WHERE (e.clock IS NOT NULL OR e.to_step IS DISTINCT FROM e.from_step OR e.action IN ('suspend', 'resume'))
  AND EXISTS (
    SELECT 1
    FROM public_notices p
    WHERE p.notice_id = c.subject_id
      AND (p.published_at >= e.at OR e.action IN ('file', 'archive', 'withdraw'))
  );
COMMENT ON VIEW public_notice_clocks IS
  'The limits of the steps that published versions went through, with pauses: no names, no remarks, nothing of a correction that is still being written.';
GRANT SELECT ON public_notice_clocks TO web_public;
