\set issued :issued + 1
\set phone 800000000000000000 + :run * 10000000000000 + :client_id * 1000000000 + :issued
WITH created AS (INSERT INTO contact (email, phonenumber, linkprecedence) VALUES ('r' || :phone || '@example.com', :phone::varchar, 'primary') RETURNING id, createdat), noted AS (INSERT INTO event (type, contactid, data) SELECT 'contact.created', id, '{}'::json FROM created) SELECT id, createdat FROM created;
