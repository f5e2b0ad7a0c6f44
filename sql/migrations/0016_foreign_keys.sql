-- It tells ON UPDATE too: a function with another result cannot be replaced.
DROP FUNCTION IF EXISTS lizsync.foreign_keys(text[]);
