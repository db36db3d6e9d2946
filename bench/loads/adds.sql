\set contact random(1, :contacts)
\set issued :issued + 1
\set phone 800000000000000000 + :run * 10000000000000 + :client_id * 1000000000 + :issued
INSERT INTO contact (email, phonenumber, linkedid, linkprecedence) VALUES ('r' || :phone || '@example.com', (1000000 + :contact)::varchar, :contact, 'secondary') RETURNING id, createdat;
