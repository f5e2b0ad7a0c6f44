CREATE OR REPLACE FUNCTION lizsync.relations_of_sync(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT r.relation
  FROM unnest(p_relations) WITH ORDINALITY AS r(relation, n)
  WHERE r.relation IN (SELECT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync)
    OR parse_ident(r.relation) IN (SELECT ARRAY[a.schema_name, a.table_name] FROM audit.logged_actions AS a
                                   WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = p_sync::text)
    OR r.relation IN (SELECT o.relation FROM lizsync.outbox AS o WHERE o.clone_id = p_clone)
    OR lizsync.kept_aside(p_clone, r.relation) <> '{}'
  ORDER BY r.n
$function$;
COMMENT ON FUNCTION lizsync.relations_of_sync(uuid, uuid, text[]) IS 'On central: the tables that a sync touches';
REVOKE ALL ON FUNCTION lizsync.relations_of_sync(uuid, uuid, text[]) FROM PUBLIC;
