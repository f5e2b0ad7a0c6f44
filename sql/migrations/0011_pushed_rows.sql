-- What lizsync.synchronize() sends has its rows as one text (lizsync.separable_text): the view of central is made anew.
DROP VIEW IF EXISTS lizsync.remote_push;

DO $do$
BEGIN
  IF to_regclass('lizsync.central_push') IS NOT NULL THEN
    ALTER FOREIGN TABLE lizsync.central_push ALTER COLUMN row_values TYPE text;
  END IF;
END
$do$;
