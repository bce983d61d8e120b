-- Views belong to the site, which counts them; the room of the notices only reads them, as every page does.
CREATE TABLE site_views (LIKE page_views INCLUDING ALL);
INSERT INTO site_views SELECT * FROM page_views;
DROP TABLE page_views;
COMMENT ON TABLE site_views IS 'Views per page and day, counted without tracking anybody; in no score. [state]';
GRANT SELECT, INSERT, UPDATE ON site_views TO app;
GRANT SELECT ON site_views TO web_public;
