CREATE OR REPLACE FUNCTION lizsync.selected_tables(p_schemas text[], p_tables text[])
RETURNS SETOF regclass
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_name text;
BEGIN
  IF coalesce(cardinality(p_schemas), 0) = 0 AND coalesce(cardinality(p_tables), 0) = 0 THEN
    PERFORM lizsync.raise_error('Nothing is selected: name at least one schema or layer.');
  END IF;
  FOREACH v_name IN ARRAY coalesce(p_schemas, '{}') || ARRAY(SELECT (parse_ident(t))[1] FROM unnest(p_tables) AS t) LOOP
    IF v_name IN ('public', 'audit', 'lizsync') THEN
      PERFORM lizsync.raise_error(format('Schema "%s" is never synchronised: move the tables to another schema (ALTER TABLE … SET SCHEMA).', v_name));
    ELSIF starts_with(v_name, 'pg_') OR v_name = 'information_schema' THEN
      PERFORM lizsync.raise_error(format('Schema "%s" belongs to PostgreSQL and is never synchronised.', v_name));
    ELSIF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = v_name) THEN
      PERFORM lizsync.raise_error(format('Schema "%s" does not exist in database "%s": check its spelling (upper and lower case matter).', v_name, current_database()));
    END IF;
  END LOOP;
  FOREACH v_name IN ARRAY coalesce(p_tables, '{}') LOOP
    IF to_regclass(v_name) IS NULL THEN
      PERFORM lizsync.raise_error(format('Table %s does not exist in database "%s".', v_name, current_database()));
    ELSIF (SELECT relispartition FROM pg_class WHERE oid = to_regclass(v_name)) THEN
      PERFORM lizsync.raise_error(format('%s is a partition: name the partitioned table %s, which is synchronised with all its partitions.',
        v_name, lizsync.plain_name(pg_partition_root(to_regclass(v_name)))));
    END IF;
  END LOOP;
  RETURN QUERY
    SELECT c.oid::regclass
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE ((n.nspname = ANY (p_schemas) AND c.relkind IN ('r', 'p', 'f')) OR c.oid IN (SELECT to_regclass(t) FROM unnest(p_tables) AS t))
      AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY n.nspname, c.relname;
END
$function$;
COMMENT ON FUNCTION lizsync.selected_tables(text[], text[]) IS
'Tables of schemas and tables named singly ("schema"."table"); not partitions, not tables of extensions. Raises LZ001 where a name does not exist, is never synchronised or is a partition, or none is given';
REVOKE ALL ON FUNCTION lizsync.selected_tables(text[], text[]) FROM PUBLIC;
