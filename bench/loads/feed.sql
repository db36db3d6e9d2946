\set after random(0, :contacts - 200)
SELECT e.id, e.contactid, e.data, e.time, e.type FROM event e WHERE e.id > :after ORDER BY e.id LIMIT 200;
