-- By which names on the server this database's rights are given: each database has roles of its own.

CREATE TABLE role_names (
  role text PRIMARY KEY,  -- as the scripts call it: app, web_public, web_resident, backup
  name text NOT NULL
);
COMMENT ON TABLE role_names IS
  'Names of the roles that this database gives its rights to; the owner''s alone, in no backup. [state]';
