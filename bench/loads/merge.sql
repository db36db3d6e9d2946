\set older random(1, :contacts - 1)
\set younger random(:older + 1, :contacts)
UPDATE contact SET linkedid = :older, linkprecedence = 'secondary' WHERE id = :younger;
