\set contact random(1, :contacts)
\set phone 1000000 + :contact
SELECT c.id AS "Id", c.email AS "Email", c.phonenumber AS "PhoneNumber", c.linkedid AS "LinkedId", c.linkprecedence AS "LinkPrecedence",
    c.createdat AS "CreatedAt"
FROM contact AS c
WHERE c.deletedat IS NULL AND COALESCE(c.linkedid, c.id) IN (
    SELECT COALESCE(c0.linkedid, c0.id) AS c
    FROM contact AS c0
    WHERE c0.deletedat IS NULL AND c0.email IS NOT NULL AND c0.email = ANY (ARRAY['k' || :contact || '@example.com']) AND NOT EXISTS (
        SELECT 1
        FROM sharedidentifier AS s
        WHERE s.email IS NOT NULL AND s.email = c0.email)
    UNION
    SELECT COALESCE(c1.linkedid, c1.id) AS c
    FROM contact AS c1
    WHERE c1.deletedat IS NULL AND c1.phonenumber IS NOT NULL AND c1.phonenumber = ANY (ARRAY[:phone::text]) AND NOT EXISTS (
        SELECT 1
        FROM sharedidentifier AS s0
        WHERE s0.phonenumber IS NOT NULL AND s0.phonenumber = c1.phonenumber)
)
UNION ALL
SELECT s1.id AS "Id", s1.email AS "Email", s1.phonenumber AS "PhoneNumber", NULL AS "LinkedId", NULL AS "LinkPrecedence",
    s1.createdat AS "CreatedAt"
FROM sharedidentifier AS s1
WHERE (s1.email IS NOT NULL AND s1.email = ANY (ARRAY['k' || :contact || '@example.com'])) OR (s1.phonenumber IS NOT NULL
    AND s1.phonenumber = ANY (ARRAY[:phone::text]));
