-- Reports close to one that is being told, in a county of any size.
CREATE INDEX reports_spot ON reports (lat, lng) WHERE lat IS NOT NULL AND lng IS NOT NULL;
