\set contact random(1, :contacts)
\set phone 1000000 + :contact
SELECT c.id, c.createdat, c.deletedat, c.email, c.linkprecedence, c.linkedid, c.phonenumber, c.updatedat FROM contact c WHERE c.deletedat IS NULL AND COALESCE(c.linkedid, c.id) IN (SELECT COALESCE(m.linkedid, m.id) FROM contact m WHERE m.deletedat IS NULL AND (m.email = ('k' || :contact || '@example.com')::varchar OR m.phonenumber = :phone::varchar));
