CREATE OR REPLACE FUNCTION lizsync.lonlat(p_geometry text, p_postgis text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_geometry text;
BEGIN
  IF p_geometry IS NULL THEN
    RETURN NULL;
  END IF;
  EXECUTE format('SELECT CASE WHEN %1$I.ST_SRID(g) > 0 THEN %1$I.ST_Transform(g, 4326) ELSE g END::text FROM (SELECT $1::%1$I.geometry AS g) AS s', p_postgis)
  INTO v_geometry USING p_geometry;
  RETURN v_geometry;
EXCEPTION
  -- PostGIS's errors: coordinates that are nowhere on earth, an SRID that spatial_ref_sys does not have.
  WHEN internal_error OR data_exception THEN
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.lonlat(text, text) IS
'A geometry''s text in longitude and latitude (EPSG:4326), by PostGIS of the given schema; null where it cannot be put on a map: a list of changes must not fail because of it';
REVOKE ALL ON FUNCTION lizsync.lonlat(text, text) FROM PUBLIC;
