-- Who takes a post over is told what came to them; others who hold the same function are not.
ALTER TABLE messages ADD COLUMN person_id text REFERENCES persons (id);
COMMENT ON COLUMN messages.person_id IS 'Where it is for one holder of the function alone; null for whoever holds it.';
