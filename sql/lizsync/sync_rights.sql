CREATE OR REPLACE FUNCTION lizsync.sync_rights()
RETURNS TABLE (privilege text, object text)
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $function$
  VALUES
    ('USAGE', 'SCHEMA lizsync'), ('USAGE', 'SCHEMA audit'),
    -- Which build of LizSync this is; which columns do not travel.
    ('SELECT', 'lizsync.migrations'), ('SELECT', 'lizsync.server_metadata'), ('SELECT', 'audit.ignored_columns'),
    -- What a sync brings and takes. Nobody sees another transaction's inbox; policies limit the other two.
    ('SELECT, INSERT, UPDATE (action, sent_action, first_values, state, error_code, error_message)', 'lizsync.inbox'),
    ('SELECT', 'lizsync.outbox'), ('SELECT', 'lizsync.conflicts'), ('SELECT (clone_id, clone_name)', 'lizsync.clone_states'),
    ('SELECT, INSERT', 'lizsync.remote_call'), ('SELECT, INSERT', 'lizsync.remote_push'),
    -- The messages: these work with the owner's rights, and look at the role's own.
    ('EXECUTE', 'FUNCTION lizsync.central_hello(jsonb)'), ('EXECUTE', 'FUNCTION lizsync.merge_decide(jsonb)'), ('EXECUTE', 'FUNCTION lizsync.merge_settle(uuid, text[])'),
    ('EXECUTE', 'FUNCTION lizsync.central_report(jsonb)'), ('EXECUTE', 'FUNCTION lizsync.merged_details(uuid, text[])'), ('EXECUTE', 'FUNCTION lizsync.own_clones()'),
    -- What works with the role's rights.
    ('EXECUTE', 'FUNCTION lizsync.separated_text(text)'), ('EXECUTE', 'FUNCTION lizsync.keep_session()'), ('EXECUTE', 'FUNCTION lizsync.central_merge(jsonb)'), ('EXECUTE', 'FUNCTION lizsync.await_turn()'), ('EXECUTE', 'FUNCTION lizsync.apply_inbox(uuid, text[])'), ('EXECUTE', 'FUNCTION lizsync.apply_group(uuid, text, text, text[], uuid[])'),
    ('EXECUTE', 'FUNCTION lizsync.apply_statement(text, text, text[], boolean)'), ('EXECUTE', 'FUNCTION lizsync.apply_carefully(uuid, uuid[], boolean)'), ('EXECUTE', 'FUNCTION lizsync.apply_pass(uuid, boolean, boolean)'), ('EXECUTE', 'FUNCTION lizsync.apply_order(uuid, uuid[])'), ('EXECUTE', 'FUNCTION lizsync.clashing_rows(uuid, text, boolean)'), ('EXECUTE', 'FUNCTION lizsync.unique_keys(oid)'), ('EXECUTE', 'FUNCTION lizsync.base_type(oid)'),
    ('EXECUTE', 'FUNCTION lizsync.apply_chunk(uuid, text, text, text[], uuid[])'), ('EXECUTE', 'FUNCTION lizsync.apply_together(uuid)'), ('EXECUTE', 'FUNCTION lizsync.apply_first_values(uuid, boolean, uuid[])'), ('EXECUTE', 'FUNCTION lizsync.settle_cascades(uuid, text[])'),
    ('EXECUTE', 'FUNCTION lizsync.apply_changes(uuid, text[])'), ('EXECUTE', 'FUNCTION lizsync.rows_to_keep(uuid)'), ('EXECUTE', 'FUNCTION lizsync.step_aside(uuid, jsonb)'), ('EXECUTE', 'FUNCTION lizsync.put_back(uuid, jsonb)'), ('EXECUTE', 'FUNCTION lizsync.hand_keys_on(uuid)'),
    ('EXECUTE', 'FUNCTION lizsync.late_children(uuid)'), ('EXECUTE', 'FUNCTION lizsync.current_rows(text, uuid[])'),
    ('EXECUTE', 'FUNCTION lizsync.handed_on_keys(uuid)'), ('EXECUTE', 'FUNCTION lizsync.rows_under(uuid, oid, uuid[], text[], boolean)'),
    ('EXECUTE', 'FUNCTION lizsync.may_apply(text, text, text[])'), ('EXECUTE', 'FUNCTION lizsync.write_row(text, text, uuid, hstore)'), ('EXECUTE', 'FUNCTION lizsync.is_refusal(text)'),
    ('EXECUTE', 'FUNCTION lizsync.open_identities(uuid, text[])'), ('EXECUTE', 'FUNCTION lizsync.close_identities(text[])'), ('EXECUTE', 'FUNCTION lizsync.table_columns(oid)'), ('EXECUTE', 'FUNCTION lizsync.type_name(oid, integer)'),
    ('EXECUTE', 'FUNCTION lizsync.sync_columns(oid)'), ('EXECUTE', 'FUNCTION lizsync.key_columns(oid)'), ('EXECUTE', 'FUNCTION lizsync.from_clause(oid)'),
    ('EXECUTE', 'FUNCTION lizsync.plain_name(oid)'), ('EXECUTE', 'FUNCTION lizsync.quoted_name(oid)'), ('EXECUTE', 'FUNCTION lizsync.current_row(text, uuid)'),
    ('EXECUTE', 'FUNCTION lizsync.row_label(text, uuid, hstore)'), ('EXECUTE', 'FUNCTION lizsync.has_uid(oid)'), ('EXECUTE', 'FUNCTION lizsync.conflict_details(boolean, uuid)'),
    ('EXECUTE', 'FUNCTION lizsync.geometry_column(oid)'), ('EXECUTE', 'FUNCTION lizsync.geometry_expression(oid, text, text)'), ('EXECUTE', 'FUNCTION lizsync.lonlat(text, text)'),
    ('EXECUTE', 'FUNCTION lizsync.readable_relations()'), ('EXECUTE', 'FUNCTION lizsync.restricted_relations()'), ('EXECUTE', 'FUNCTION lizsync.sees_row(text, uuid)'),
    ('EXECUTE', 'FUNCTION lizsync.calling_role()'), ('EXECUTE', 'FUNCTION lizsync.version()'), ('EXECUTE', 'FUNCTION lizsync.table_checksums(text)'),
    ('EXECUTE', 'FUNCTION lizsync.table_rows(text, integer[])'), ('EXECUTE', 'FUNCTION lizsync.bucket(uuid)'),
    -- lizsync:compare.
    ('EXECUTE', 'FUNCTION lizsync.check_hello(jsonb, lizsync.server_metadata)'), ('EXECUTE', 'FUNCTION lizsync.structure(text[])'),
    ('EXECUTE', 'FUNCTION lizsync.type_signature(oid, smallint)'), ('EXECUTE', 'FUNCTION lizsync.type_in_words(text)'), ('EXECUTE', 'FUNCTION lizsync.structure_difference(jsonb, jsonb)'), ('EXECUTE', 'FUNCTION lizsync.system_identifier()')
$function$;
COMMENT ON FUNCTION lizsync.sync_rights() IS 'What a role needs in central to synchronise, beside rights on the tables themselves, and nothing more';
REVOKE ALL ON FUNCTION lizsync.sync_rights() FROM PUBLIC;
