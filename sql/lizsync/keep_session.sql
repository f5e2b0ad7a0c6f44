-- A sync takes as long as there is to do, and waits idle while the clone works; a clone that vanishes must not keep its locks for hours.
CREATE OR REPLACE FUNCTION lizsync.keep_session()
RETURNS void
LANGUAGE sql
SET search_path FROM CURRENT
AS $function$
  SELECT set_config(s.name, s.value, true)
  FROM (VALUES ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
    -- What is text here is the same value wherever it came from.
    ('array_nulls', 'on'), ('quote_all_identifiers', 'off'),
    ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '60000')) AS s(name, value)
  WHERE current_setting(s.name, true) IS NOT NULL
  UNION ALL
  -- Enough to sort and hash some ten thousand rows in memory; who set less than PostgreSQL's default has a reason.
  SELECT set_config('work_mem', '16MB', true) WHERE pg_size_bytes(current_setting('work_mem')) BETWEEN 4194304 AND 16777216
$function$;
COMMENT ON FUNCTION lizsync.keep_session() IS
'On central: until the end of the transaction no limit of time ends this session, except that its client has not been heard of for a minute (docs/protocol.md), it has work_mem for some ten thousand rows, and reads arrays and writes names as any other server does';
REVOKE ALL ON FUNCTION lizsync.keep_session() FROM PUBLIC;
