-- postgres_fdw cannot call a function: the clone inserts a request in a view, and gets the reply from RETURNING.
CREATE OR REPLACE FUNCTION lizsync.remote_call_trigger()
RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Compiling these statements takes longer than running them.
SET jit TO off
AS $function$
BEGIN
  CASE NEW.verb
    WHEN 'clock' THEN NEW.reply := to_jsonb(clock_timestamp());
    WHEN 'hello' THEN
      PERFORM lizsync.keep_session();
      NEW.reply := lizsync.central_hello(NEW.request);
    WHEN 'report' THEN NEW.reply := lizsync.central_report(NEW.request);
    WHEN 'checksums' THEN NEW.reply := lizsync.table_checksums(NEW.request ->> 'relation');
    WHEN 'rows' THEN NEW.reply := lizsync.table_rows(NEW.request ->> 'relation', ARRAY(SELECT b::integer FROM jsonb_array_elements_text(NEW.request -> 'buckets') AS b));
    ELSE RAISE EXCEPTION 'LizSync of central does not know the request "%".', NEW.verb USING ERRCODE = 'LZ001';
  END CASE;
  RETURN NEW;
END
$function$;
COMMENT ON FUNCTION lizsync.remote_call_trigger() IS 'INSTEAD OF INSERT trigger of lizsync.remote_call';
REVOKE ALL ON FUNCTION lizsync.remote_call_trigger() FROM PUBLIC;
