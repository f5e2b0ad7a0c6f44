CREATE OR REPLACE FUNCTION lizsync.preparation_fault(p_relid oid)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE
      WHEN lizsync.is_prepared(p_relid) OR NOT EXISTS (SELECT FROM audit.logged_relations AS r WHERE r.relation_name = lizsync.plain_name(p_relid))
        OR NOT EXISTS (SELECT FROM lizsync.history AS h WHERE h.tables ? lizsync.quoted_name(p_relid)) THEN NULL
      WHEN NOT lizsync.has_uid(p_relid) THEN 'it has no column uid of type uuid'
      WHEN NOT lizsync.has_unique_uid(p_relid) THEN 'its column uid is not unique'
      ELSE 'its audit triggers are not there or switched off' END
$function$;
COMMENT ON FUNCTION lizsync.preparation_fault(oid) IS
'On central: what a table that was in a package lacks to be in another one; null where nothing is missing, or the table is audited no more (audit.unaudit_table())';
REVOKE ALL ON FUNCTION lizsync.preparation_fault(oid) FROM PUBLIC;
