-- The backup reads everything and changes nothing. Tables made later are covered by the owner's default privileges.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO backup;
