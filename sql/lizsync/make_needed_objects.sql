CREATE OR REPLACE FUNCTION lizsync.make_needed_objects(p_needs jsonb)
RETURNS TABLE (name text, outcome text)
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- A body may name what comes later.
SET check_function_bodies TO off
AS $function$
DECLARE
  v_need record;
  v_there text;
  v_roles text;
BEGIN
  SELECT string_agg(n.name, ', ') INTO v_roles
  FROM jsonb_to_recordset(p_needs) AS n(kind text, name text)
  WHERE n.kind = 'role' AND NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.oid::regrole::text = n.name);
  IF v_roles IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('The archive has policies for roles that the server of database "%s" does not have (%s): create them there (CREATE ROLE), then deploy again.', current_database(), v_roles));
  END IF;
  -- What an earlier deploy made, and nobody has changed since, is made anew. Nothing of the archive stands on it yet; what else does keeps it.
  FOR v_need IN
    SELECT n.kind, n.name
    FROM ROWS FROM (jsonb_to_recordset(p_needs) AS (kind text, name text)) WITH ORDINALITY AS n(kind, name, number)
    JOIN lizsync.deployed_objects AS o ON o.name = n.name
    WHERE o.definition = lizsync.named_definition(n.kind, n.name)
    ORDER BY n.number DESC
  LOOP
    BEGIN
      -- The name as the catalog writes it.
      EXECUTE CASE v_need.kind WHEN 'function' THEN format('DROP ROUTINE %s', to_regprocedure(v_need.name)) ELSE format('DROP TYPE %s', to_regtype(v_need.name)) END;
    EXCEPTION WHEN dependent_objects_still_exist THEN
      NULL;
    END;
  END LOOP;
  FOR v_need IN SELECT n.* FROM jsonb_to_recordset(p_needs) AS n(kind text, name text, schema_name text, definition text) WHERE n.kind <> 'role' LOOP
    v_there := lizsync.named_definition(v_need.kind, v_need.name);
    name := v_need.name;
    IF v_there IS NULL THEN
      EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', v_need.schema_name);
      EXECUTE v_need.definition;
      INSERT INTO lizsync.deployed_objects AS o (name, definition) VALUES (v_need.name, lizsync.named_definition(v_need.kind, v_need.name))
      ON CONFLICT ON CONSTRAINT deployed_objects_pkey DO UPDATE SET definition = EXCLUDED.definition;
      outcome := 'made';
    ELSIF v_there = v_need.definition THEN
      outcome := 'there';
    ELSE
      outcome := 'other';
    END IF;
    RETURN NEXT;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.make_needed_objects(jsonb) IS
'On a clone, before the restore: makes what the archive''s tables need from elsewhere (lizsync.needed_objects() of central). Answers for each whether it was made, was there already, or is there in another form, in which it is left: because it is not as an earlier deploy made it, or something else stands on it. Raises LZ001 where the server lacks a role that policies of the archive name';
REVOKE ALL ON FUNCTION lizsync.make_needed_objects(jsonb) FROM PUBLIC;
