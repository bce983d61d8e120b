-- What concerns one group of villagers is shown to its people first (OL 32): whoever is signed in knows their own group, nobody else's.

CREATE VIEW resident_own_group WITH (security_barrier) AS
SELECT h.group_name
FROM resident_sessions s
JOIN residents me ON me.id = s.resident_id
JOIN households h ON h.id = me.household_id
WHERE s.token_hash = current_setting('sunlit.session', true)
  AND me.state = 'here'
  AND s.expires_at > coalesce(nullif(current_setting('sunlit.now', true), '')::timestamptz, now());
COMMENT ON VIEW resident_own_group IS 'The group of whoever is signed in on this connection; empty for everybody else.';

GRANT SELECT ON resident_own_group TO web_resident;
