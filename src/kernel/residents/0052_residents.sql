-- A county's register has a quarter of a million rows: who reads is looked up once per query, by index, not once per notice.
-- (A session's token is a primary key, so each of these selects finds one row or none.)
DROP POLICY own ON residents;
CREATE POLICY own ON residents FOR SELECT TO web_resident USING (state = 'here' AND id = (SELECT resident_id FROM resident_sessions));
DROP POLICY own ON resident_looks;
CREATE POLICY own ON resident_looks FOR SELECT TO web_resident USING (resident_id = (SELECT resident_id FROM resident_sessions));

DROP POLICY named_readers ON publications;
CREATE POLICY named_readers ON publications FOR SELECT TO web_resident USING (
  audience = 'everyone' OR ((SELECT r.level > 0 FROM residents r) AND (
    audience = 'countyResidents'
    OR ((audience = 'villageResidents' OR (audience = 'partyMembers' AND (SELECT r.party FROM residents r)))
      -- The village's own and its groups'; and what a place above publishes for its villages.
      AND ((path >= (SELECT r.path FROM residents r) AND path < (SELECT r.path_end FROM residents r))
        OR ((SELECT r.path FROM residents r) >= path AND (SELECT r.path FROM residents r) < left(path, -1) || '/'))))));
CREATE INDEX publications_narrow ON publications (path) WHERE audience <> 'everyone';
