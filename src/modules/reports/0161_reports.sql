-- Of two reports that were merged neither kept that it had been late: lateness that a case records stays with its report.
UPDATE reports p
SET late = true
FROM cases c
WHERE c.subject_kind = 'report' AND c.subject_id = p.id AND c.missed_at IS NOT NULL AND NOT p.late;
