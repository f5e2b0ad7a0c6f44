-- A clone deployed before gives up a network that falls silent as others do: what lizsync.connect_central() gives to new ones, where nobody chose otherwise.
DO $do$
DECLARE
  v_option record;
BEGIN
  FOR v_option IN
    SELECT o.name, o.value
    FROM (VALUES ('connect_timeout', '30'), ('keepalives_idle', '30'), ('keepalives_interval', '10'), ('keepalives_count', '3'), ('tcp_user_timeout', '60000')) AS o(name, value)
    JOIN pg_foreign_server AS s ON s.srvname = 'lizsync_central' AND pg_has_role(s.srvowner, 'USAGE')
    WHERE NOT EXISTS (SELECT FROM pg_options_to_table(s.srvoptions) AS p WHERE p.option_name = o.name)
  LOOP
    EXECUTE format('ALTER SERVER lizsync_central OPTIONS (ADD %I %L)', v_option.name, v_option.value);
  END LOOP;
END
$do$;
