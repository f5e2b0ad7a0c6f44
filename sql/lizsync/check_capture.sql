CREATE OR REPLACE FUNCTION lizsync.check_capture(p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_clone CONSTANT boolean := EXISTS (SELECT FROM lizsync.central);
  v_relation text;
  v_name text;
  v_what text;
BEGIN
  SELECT m.relation, lizsync.plain_name(to_regclass(m.relation)), format('%s.%s', quote_ident((parse_ident(m.name))[1]), quote_ident((parse_ident(m.name))[2]))
  INTO v_relation, v_name, v_what
  FROM lizsync.missing_partitions(p_relations) AS m WHERE m.detached IS NULL AND m.had_rows ORDER BY m.name LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(CASE WHEN v_clone
      THEN format('Partition %s of table %s was dropped in the clone with the rows that it had, which central still has: run SELECT lizsync.mend_capture(%L) in the clone, synchronise, then deploy a new archive to it.', v_what, v_name, v_name)
      ELSE format('Partition %s of table %s was dropped in central with the rows that it had, and the log cannot say which: run lizsync:prepare again in central, then synchronise; lizsync:compare lists the rows that a clone still has.', v_what, v_name) END);
  END IF;
  SELECT f.name, f.other INTO v_name, v_what
  FROM (SELECT lizsync.plain_name(to_regclass(r)) AS name, lizsync.inheritance_fault(to_regclass(r)) AS other FROM unnest(p_relations) AS r
        WHERE to_regclass(r) IN (SELECT i.inhparent FROM pg_inherits AS i UNION ALL SELECT i.inhrelid FROM pg_inherits AS i)) AS f
  WHERE f.other IS NOT NULL ORDER BY f.name LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(CASE WHEN v_clone
      THEN format('Tables %s and %s inherit from one another since the clone was deployed, so that their edits cannot be told apart: run SELECT lizsync.mend_capture(%L) in the clone, then synchronise.', v_name, v_what, v_name)
      ELSE format('Tables %s and %s inherit from one another since %s was prepared, so that their edits cannot be told apart: run lizsync:prepare again in central, then synchronise.', v_name, v_what, v_name) END);
  END IF;
  SELECT lizsync.plain_name(to_regclass(r)) INTO v_name FROM unnest(p_relations) AS r
  WHERE EXISTS (SELECT FROM audit.logged_relations AS l WHERE l.relation_name = lizsync.plain_name(to_regclass(r)))
    AND NOT lizsync.is_logged(to_regclass(r))
  ORDER BY 1 LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(CASE WHEN v_clone
      THEN format('Edits of table %s are not logged in the clone, as its audit triggers are not there or switched off: run SELECT lizsync.mend_capture(%L) in the clone, then synchronise; lizsync:compare lists what was edited meanwhile.', v_name, v_name)
      ELSE format('Edits of table %s are not logged in central, as its audit triggers are not there or switched off: run lizsync:prepare again in central, then synchronise; lizsync:compare lists what was edited meanwhile.', v_name) END);
  END IF;
  IF NOT v_clone OR NOT EXISTS (SELECT FROM unnest(p_relations) AS r WHERE to_regclass(r) IS NULL) THEN
    RETURN;
  END IF;
  -- Triggers go with a table that gets another name, the white list does not. (What central edits comes with the next archive.)
  SELECT format('%I.%I', VARIADIC parse_ident(r)), lizsync.plain_name(t.tgrelid) INTO v_name, v_what
  FROM unnest(p_relations) AS r
  CROSS JOIN pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
  WHERE to_regclass(r) IS NULL AND t.tgname IN ('lizsync_audit_update', 'lizsync_audit_row') AND t.tgparentid = 0 AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM audit.logged_relations AS l WHERE l.relation_name = lizsync.plain_name(t.tgrelid))
    AND EXISTS (SELECT FROM audit.logged_actions AS a WHERE a.relid = t.tgrelid)
  ORDER BY 1, 2 LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(format('Table %s is not there any more, and edits of %s, which has another name since it was prepared, are sent to nobody: give it its name back and synchronise; rename it when every clone has, then prepare it and deploy a new archive.',
      v_name, v_what));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_capture(text[]) IS
'Raises LZ001 where edits of tables ("schema"."table") have not been logged as they should be: a partition was dropped with its rows, inheritance came after prepare (lizsync.mend_capture() mends both), triggers are not there or switched off, or a clone''s table was renamed with edits that are not sent';
REVOKE ALL ON FUNCTION lizsync.check_capture(text[]) FROM PUBLIC;
