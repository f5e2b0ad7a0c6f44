CREATE OR REPLACE FUNCTION lizsync.structure_difference(p_central jsonb, p_clone jsonb)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT w.words
  FROM (SELECT coalesce(a.key, b.key) AS relation, a.value AS central, b.value AS clone
        FROM jsonb_each(p_central) AS a FULL JOIN jsonb_each(p_clone) AS b ON a.key = b.key) AS d
  CROSS JOIN LATERAL (SELECT CASE
    WHEN d.central IS NULL THEN format('table %s exists in the clone but not in central', d.relation)
    WHEN d.clone IS NULL THEN format('table %s exists in central but not in the clone', d.relation)
    ELSE coalesce(
      (SELECT CASE
         WHEN k.clone_type IS NULL THEN format('table %s has a column %I (%s) in central that the clone does not have', d.relation, k.name, k.central_type)
         WHEN k.central_type IS NULL THEN format('table %s has a column %I (%s) in the clone that central does not have', d.relation, k.name, k.clone_type)
         ELSE format('column %I of table %s is %s in central but %s in the clone', k.name, d.relation, k.central_type, k.clone_type)
       END
       -- What a clone said before it told modifiers by number was said in words.
       FROM (SELECT coalesce(a.key, b.key) AS name, lizsync.type_in_words(a.value) AS central_type, lizsync.type_in_words(b.value) AS clone_type
             FROM jsonb_each_text(d.central -> 'columns') AS a FULL JOIN jsonb_each_text(d.clone -> 'columns') AS b ON a.key = b.key
             WHERE a.value IS DISTINCT FROM b.value) AS k
       WHERE k.central_type IS DISTINCT FROM k.clone_type
       ORDER BY k.name LIMIT 1),
      CASE WHEN d.central -> 'key' IS DISTINCT FROM d.clone -> 'key' THEN format('the primary key of table %s is %s in central but %s in the clone', d.relation, d.central -> 'key', d.clone -> 'key') END)
    END AS words) AS w
  WHERE d.central IS DISTINCT FROM d.clone AND w.words IS NOT NULL
  ORDER BY d.relation LIMIT 1
$function$;
COMMENT ON FUNCTION lizsync.structure_difference(jsonb, jsonb) IS
'First difference between two structure signatures, in words (table, column, both types); null where they are equal';
REVOKE ALL ON FUNCTION lizsync.structure_difference(jsonb, jsonb) FROM PUBLIC;
