CREATE OR REPLACE FUNCTION lizsync.synchronize(dry_run boolean DEFAULT false)
RETURNS TABLE (number_replayed_to_central integer, number_replayed_to_clone integer, number_conflicts integer, number_unresolved integer)
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_final jsonb;
  v_context text;
  v_sentence text;
BEGIN
  BEGIN
    v_final := lizsync.exchange();
    IF dry_run THEN
      -- Undone, here and in central; not LZ000, which would stand for its whole class.
      RAISE EXCEPTION 'dry run' USING ERRCODE = 'LZ999';
    END IF;
  EXCEPTION
    WHEN SQLSTATE 'LZ999' THEN
      NULL;
    WHEN sqlclient_unable_to_establish_sqlconnection THEN
      RAISE EXCEPTION 'Central cannot be reached from this database (%): check the network, then synchronise again. Nothing was changed.', SQLERRM
        USING ERRCODE = 'sqlclient_unable_to_establish_sqlconnection';
    WHEN connection_failure OR connection_exception OR admin_shutdown OR crash_shutdown THEN
      -- What comes from central did not fit in the memory here: libpq has no other code for that.
      IF SQLERRM ~* 'out of memory|allocate memory' THEN
        RAISE EXCEPTION '%', lizsync.failure_sentence('53200', trim(SQLERRM, E' \n'), '') USING ERRCODE = 'out_of_memory', DETAIL = SQLERRM;
      END IF;
      RAISE EXCEPTION 'The connection to central was lost: synchronise again. Nothing was changed.' USING ERRCODE = 'connection_failure', DETAIL = SQLERRM;
    WHEN serialization_failure OR deadlock_detected THEN
      RAISE EXCEPTION 'Somebody changed the same rows at the same moment: synchronise again. Nothing was changed.' USING ERRCODE = 'serialization_failure', DETAIL = SQLERRM;
    WHEN insufficient_resources OR system_error OR query_canceled OR lock_not_available THEN
      GET STACKED DIAGNOSTICS v_context = PG_EXCEPTION_CONTEXT;
      IF SQLSTATE = '55P03' AND v_context ~ 'lizsync[.]remote_(call|push)' THEN
        RAISE EXCEPTION 'Somebody has open edits in central of what this sync changes: have them saved or cancelled, then synchronise again. Nothing was changed.'
          USING ERRCODE = 'serialization_failure', DETAIL = SQLERRM;
      END IF;
      v_sentence := lizsync.failure_sentence(SQLSTATE, SQLERRM, v_context);
      IF v_sentence IS NULL THEN
        RAISE;
      END IF;
      RAISE EXCEPTION '%', v_sentence USING ERRCODE = SQLSTATE, DETAIL = SQLERRM;
  END;
  RETURN QUERY SELECT (v_final ->> 'to_central')::integer, (v_final ->> 'to_clone')::integer, (v_final ->> 'conflicts')::integer, (v_final ->> 'unresolved')::integer;
END
$function$;
COMMENT ON FUNCTION lizsync.synchronize(boolean) IS
'On a clone: one sync with its central, through postgres_fdw; commits (or rolls back) with the caller''s transaction. dry_run: does everything and undoes it. Answers the rows really changed in central and in the clone, the new conflicts, and what is unresolved for this clone. Raises LZ001 with a sentence for the user; serialization_failure: try again';
REVOKE ALL ON FUNCTION lizsync.synchronize(boolean) FROM PUBLIC;
