\set issued :issued + 1
\set phone 800000000000000000 + :run * 10000000000000 + :client_id * 1000000000 + :issued
INSERT INTO contact_lean (email, phonenumber, linkprecedence) VALUES ('r' || :phone || '@example.com', :phone::varchar, 'primary') RETURNING id, createdat;
