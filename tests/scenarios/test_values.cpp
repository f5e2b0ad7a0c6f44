/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/requirements.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

//! What is logged, and what arrives: every value, every kind of table, every session setting.
class TestValues : public QObject
{
    Q_OBJECT

    //! SQLSTATE of what the database says to it; empty where it says nothing.
    static QString errorStateOf( TestDatabase &database, const QString &sql )
    {
      try
      {
        database.exec( sql );
      }
      catch ( const Pg::Error &error )
      {
        return error.sqlState();
      }
      return {};
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void namesWithEverything()
    {
      Network network( "CREATE TABLE s.\"Big.Table \"\"x\"\"\" ( \"select\" serial PRIMARY KEY, \"Mixed Case\" text, \"quo\"\"te\" text, t text, n text, lizsync_row text, lizsync_change text );"
                       "CREATE TABLE s.\"user\" ( \"order\" text PRIMARY KEY, o text, i text, p text )" );
      network.clone( "a" ).exec( "INSERT INTO s.\"Big.Table \"\"x\"\"\" ( \"Mixed Case\", \"quo\"\"te\", t, n, lizsync_row ) VALUES ( 'a''b', '\"', 't', 'n', 'r' ); INSERT INTO s.\"user\" VALUES ( 'k', 'o', 'i', 'p' )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/0/0" ) );
      network.central().exec( "UPDATE s.\"Big.Table \"\"x\"\"\" SET \"Mixed Case\" = '\\', lizsync_change = 'c'; UPDATE s.\"user\" SET \"order\" = 'new key', o = NULL" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT \"Mixed Case\", \"quo\"\"te\", lizsync_change FROM s.\"Big.Table \"\"x\"\"\"" ), QStringLiteral( "\\|\"|c" ) );
    }

    //! Many rows travel as one text, with a character between them that is a value as good as any other.
    void separatorsInValues()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t ( id serial PRIMARY KEY, note text, \"a%1\" text, other text, uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE )" ).arg( QChar( 30 ) ) );
      const QString column = QStringLiteral( "\"a%1\"" ).arg( QChar( 30 ) );
      const QString state = QStringLiteral( "SELECT id, translate( note, chr( 30 ) || chr( 28 ), '#!' ), translate( %1, chr( 30 ) || chr( 28 ), '#!' ), other IS NULL FROM s.t ORDER BY id" ).arg( column );
      network.clone( "a" ).exec( QStringLiteral( "INSERT INTO s.t ( note, %1, other ) SELECT x, y, CASE WHEN x = '' THEN 'o' END FROM unnest( ARRAY[ chr( 30 ), chr( 28 ), chr( 28 ) || '0', chr( 28 ) || '1', chr( 30 ) || '1', chr( 28 ) || chr( 30 ), chr( 30 ) || chr( 28 ) || '1', '', NULL, '\"', '\\', "
                                                 "chr( 28 ) || chr( 28 ) || '01' || chr( 30 ), E'a\nb\tc', chr( 31 ) || chr( 29 ), 'NULL', '{\"a\"=>\"b\"}' ] ) AS x, unnest( ARRAY[ NULL, '', chr( 28 ) || chr( 30 ) ] ) AS y" )
                                   .arg( column ) );
      const QString typed = network.clone( "a" ).rows( state );
      QVERIFY( typed.contains( "|#|!#|" ) && typed.contains( "!!01#" ) && typed.contains( "#!1" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "48/0/0/0" ) );
      QCOMPARE( network.central().rows( state ), typed );
      network.clone( "a" ).exec( QStringLiteral( "UPDATE s.t SET note = CASE WHEN id % 2 = 0 THEN chr( 30 ) || note END, %1 = chr( 28 ) WHERE id % 3 = 0; DELETE FROM s.t WHERE id % 5 = 0" ).arg( column ) );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( state ), network.clone( "a" ).rows( state ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );
      // Between separators, whatever comes before and after.
      QCOMPARE( network.central().value( "SELECT bool_and( lizsync.separated_text( lizsync.separable_text( t ) ) IS NOT DISTINCT FROM t AND strpos( lizsync.separable_text( t ), chr( 30 ) ) = 0 ) FROM unnest( ARRAY[ NULL, '', chr( 28 ), chr( 30 ), "
                                         "chr( 28 ) || '0', chr( 28 ) || '1', '0' || chr( 28 ) || '1', chr( 30 ) || '0', chr( 28 ) || chr( 30 ) || '1' || chr( 28 ) ] ) AS t" ),
                QStringLiteral( "t" ) );
    }

    void valuesWhateverTheSessionsSettings_data()
    {
      QTest::addColumn<QString>( "table" );
      const QString columns = QStringLiteral( "d date, ts timestamptz, tl timestamp, iv interval, f4 real, f8 double precision, m money, b bytea, n numeric" );
      QTest::newRow( "ordinary" ) << QStringLiteral( "CREATE TABLE s.v ( id serial PRIMARY KEY, %1 )" ).arg( columns );
      // Logged row by row.
      QTest::newRow( "partitioned" ) << QStringLiteral( "CREATE TABLE s.v ( id serial PRIMARY KEY, %1 ) PARTITION BY RANGE ( id ); CREATE TABLE s.v1 PARTITION OF s.v DEFAULT" ).arg( columns );
    }

    //! Values arrive exactly, whatever the settings of the sessions that edit, and are not changed again by being sent back.
    void valuesWhateverTheSessionsSettings()
    {
      QFETCH( QString, table );
      const QString german = QStringLiteral( "SET LOCAL datestyle TO 'German'; SET LOCAL intervalstyle TO 'sql_standard'; SET LOCAL timezone TO 'Asia/Tokyo'; SET LOCAL extra_float_digits TO 0; SET LOCAL bytea_output TO 'escape';" );
      const QString english = QStringLiteral( "SET LOCAL datestyle TO 'SQL, DMY'; SET LOCAL intervalstyle TO 'iso_8601'; SET LOCAL timezone TO 'America/New_York'; SET LOCAL extra_float_digits TO -15;" );
      Network network( table );
      const QString values = QStringLiteral( "INSERT INTO s.v ( d, ts, tl, iv, f4, f8, m, b, n ) VALUES ( DATE '2026-02-03', TIMESTAMPTZ '2026-02-03 04:05:06.123456+00', TIMESTAMP '2026-02-03 04:05:06.123456', INTERVAL '1 year -2 days +3 hours', 0.1::real / 3, 1::float8 / 3, 12.34, '\\x00ff27', 1.50 ),"
                                             "( 'infinity', '-infinity', 'infinity', '0', 'NaN', '-infinity', -1, '', 'NaN' ), ( '-infinity', 'infinity', '-infinity', '-1 mon', '-infinity', 'NaN', 0, NULL, -0.10 )" );
      const QString state = QStringLiteral( "SELECT to_char( d, 'YYYY-MM-DD' ) || d::text, extract( epoch FROM ts ) || ts::text, tl, iv, f4, f8, m::numeric, b, n FROM s.v ORDER BY m" );
      network.clone( "a" ).exec( german + values );
      const QString typed = network.clone( "a" ).rows( state );
      QVERIFY( typed.contains( "infinity" ) && typed.contains( "NaN" ) && typed.contains( "12.34" ) && typed.contains( "0.3333333333333333" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "3/0/0/0" ) );
      QCOMPARE( network.central().rows( state ), typed );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( network.clone( "b" ).rows( state ), typed );
      const QString update = QStringLiteral( "UPDATE s.v SET d = DATE '2027-03-04', iv = INTERVAL '-1 mon +2 days', m = m + 0.01::money, f8 = 2::float8 / 3, f4 = 'infinity' WHERE m > 1::money" );
      network.central().exec( english + update );
      const QString updated = network.central().rows( state );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.clone( "a" ).rows( state ), updated );
      // The log tells a deleted row as exactly: here it comes back whole.
      network.clone( "a" ).exec( english + "DELETE FROM s.v WHERE m > 1::money" );
      network.clone( "b" ).exec( german + "UPDATE s.v SET n = 1.5 WHERE m > 1::money" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "1/1/1/0" ) );
      QCOMPARE( network.clone( "b" ).rows( state ), QString( updated ).replace( "|1.50", "|1.5" ) );
      network.syncAll();
      QCOMPARE( network.clone( "a" ).rows( state ), network.clone( "b" ).rows( state ) );
      network.clone( "a" ).exec( german + "TRUNCATE s.v" );
      network.central().exec( english + "UPDATE s.v SET b = '\\x01' WHERE m < 0::money" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/1/1/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT d = 'infinity', ts = '-infinity', tl = 'infinity', iv = '0', f4 = 'NaN', f8 = '-infinity', m = (-1)::money, b, n = 'NaN' FROM s.v" ), QStringLiteral( "t|t|t|t|t|t|t|\\x01|t" ) );
    }

    void everyType()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( "CREATE EXTENSION IF NOT EXISTS postgis; CREATE TYPE s.mood AS ENUM ( 'fine', 'so so' ); CREATE DOMAIN s.positive AS integer NOT NULL CHECK ( VALUE > 0 ); CREATE TYPE s.pair AS ( a integer, b text );"
                       "CREATE TABLE s.v ( id uuid PRIMARY KEY DEFAULT gen_random_uuid(), t text, c char( 5 ), vc varchar( 9 ), a integer[], ta text[], r int4range, j jsonb, js json, h public.hstore, e s.mood, dom s.positive DEFAULT 1, co s.pair, x xml, bi bit( 3 ), vb bit varying, i inet, ci cidr, ma macaddr, p point, bo boolean, ch \"char\", na name,"
                       "  g geometry, gz geometry( PointZM, 4326 ), gg geography, gc geometry( CurvePolygon, 2154 ), tr tsrange, lt time with time zone, ox oid )" );
      network.clone( "a" ).exec( "INSERT INTO s.v ( t, c, vc, a, ta, r, j, js, h, e, dom, co, x, bi, vb, i, ci, ma, p, bo, ch, na, g, gz, gg, gc, tr, lt, ox ) VALUES"
                                 "( '', 'ab', 'x y', '{1,NULL,3}', '{\"a,b\",\"\",NULL,\"c\\\"d\"}', '[1,5)', '{\"k\": [1, null, \"é\"]}', '{ \"b\" : 1,  \"a\":2 }', 'a=>1, b=>NULL', 'so so', 7, ROW( 1, 'x,\"y' ), '<a>1</a>', B'101', B'1', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', '(1,2)', true, 'z', 'nm',"
                                 "  'GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))', 'SRID=4326;POINT ZM (1 2 3 4)', 'POINT(7 50)', 'SRID=2154;CURVEPOLYGON(CIRCULARSTRING(0 0,4 0,4 4,0 4,0 0))', '[2026-01-01,2026-02-01)', '04:05:06+02', 42 ),"
                                 "( NULL, NULL, '', '{}', NULL, 'empty', 'null', NULL, '', NULL, 1, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '', '', 'POLYGON EMPTY', NULL, NULL, NULL, NULL, NULL, NULL )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/0/0" ) );
      network.clone( "b" ).exec( "SELECT lizsync.synchronize(); UPDATE s.v SET dom = 9, js = '{\"z\":1}', g = 'SRID=3857;POINT(0.1 0.2)', ta = '{\"new\"}', co = ROW( NULL, '' ) WHERE t = ''" );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "1/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT dom, js, ST_AsEWKT( g ), h FROM s.v WHERE t = ''" ), QStringLiteral( "9|{\"z\":1}|SRID=3857;POINT(0.1 0.2)|\"a\"=>\"1\", \"b\"=>NULL" ) );
    }

    //! Types that not every server has.
    void moreTypes_data()
    {
      QTest::addColumn<QString>( "extension" );
      QTest::addColumn<QString>( "type" );
      QTest::addColumn<QString>( "first" );
      QTest::addColumn<QString>( "second" );
      QTest::newRow( "raster" ) << "postgis_raster"
                                << "raster"
                                << "ST_AddBand( ST_MakeEmptyRaster( 20, 10, 700000.25, 6600000, 0.1, -0.1, 0, 0, 2154 ), 1, '32BF', 1.0 / 3, -9999 )"
                                << "ST_AddBand( ST_SetValue( v, 1, 3, 4, 42.5 ), 2, '8BUI', 7, 0 )";
      QTest::newRow( "raster without bands" ) << "postgis_raster"
                                              << "raster"
                                              << "ST_MakeEmptyRaster( 1, 1, 0, 0, 1 )"
                                              << "NULL";
      QTest::newRow( "geometry with M" ) << "postgis"
                                         << "geometry( LineStringM, 4326 )"
                                         << "'SRID=4326;LINESTRING M (1 2 3,4 5 6)'"
                                         << "'SRID=4326;LINESTRING M EMPTY'";
      QTest::newRow( "compound curve" ) << "postgis"
                                        << "geometry"
                                        << "'SRID=2154;MULTICURVE(COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,1 0),(1 0,0 1)),(2 2,3 3))'"
                                        << "'TIN Z (((0 0 0,0 0 1,0 1 0,0 0 0)))'";
      QTest::newRow( "multirange" ) << ""
                                    << "int4multirange"
                                    << "'{[1,5),[7,9)}'"
                                    << "'{}'";
      QTest::newRow( "ltree" ) << "ltree"
                               << "ltree"
                               << "'a.b.c'"
                               << "''";
      QTest::newRow( "tsvector" ) << ""
                                  << "tsvector"
                                  << "to_tsvector( 'simple', 'it''s a \"tree\"' )"
                                  << "''";
    }

    void moreTypes()
    {
      QFETCH( QString, extension );
      QFETCH( QString, type );
      QFETCH( QString, first );
      QFETCH( QString, second );
      LIZSYNC_SKIP_WHERE( extension.isEmpty() ? lacksType( type ) : lacksExtension( extension ) );
      LIZSYNC_SKIP_WHERE( extension.isEmpty() ? lacksType( type, cloneClusterConninfo() ) : lacksExtension( extension, cloneClusterConninfo() ) );
      const QString create = extension.isEmpty() ? QString() : QStringLiteral( "CREATE EXTENSION IF NOT EXISTS %1 CASCADE;" ).arg( extension );
      Network network( create + QStringLiteral( "CREATE TABLE s.t ( id serial PRIMARY KEY, v %1, note text )" ).arg( type ) );
      network.clone( "a" ).exec( QStringLiteral( "INSERT INTO s.t ( v ) VALUES ( %1 ), ( NULL )" ).arg( first ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/0/0" ) );
      network.syncAll();
      const QString same = QStringLiteral( "SELECT v::text = ( SELECT %1::%2::text ) FROM s.t WHERE v IS NOT NULL" ).arg( first, type );
      QCOMPARE( network.clone( "b" ).value( same ), QStringLiteral( "t" ) );
      network.central().exec( QStringLiteral( "UPDATE s.t SET v = %1 WHERE v IS NOT NULL" ).arg( second ) );
      network.clone( "b" ).exec( "UPDATE s.t SET note = 'beside it'" );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "2/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      const QString value = QStringLiteral( "SELECT v::text, note FROM s.t ORDER BY id" );
      QCOMPARE( network.clone( "a" ).rows( value ), network.central().rows( value ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    void keysAndGeneratedColumns()
    {
      Network network( "CREATE TABLE s.composite ( a integer, b text, v text, PRIMARY KEY ( a, b ) ); CREATE TABLE s.always ( id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text );"
                       "CREATE TABLE s.alwaysnotkey ( k text PRIMARY KEY, nr integer GENERATED ALWAYS AS IDENTITY, v integer, twice integer GENERATED ALWAYS AS ( v * 2 ) STORED );"
                       "CREATE TABLE s.nokey ( v text ); CREATE TABLE s.checked ( id serial PRIMARY KEY, lo integer, hi integer, CHECK ( lo < hi ) );"
                       "INSERT INTO s.checked ( lo, hi ) VALUES ( 1, 2 ); INSERT INTO s.composite VALUES ( 1, 'x', 'v' )" );
      network.clone( "a" ).exec( "INSERT INTO s.composite VALUES ( 2, 'y', 'w' ); UPDATE s.composite SET b = 'z' WHERE a = 1; INSERT INTO s.always ( v ) VALUES ( 'from a' ); INSERT INTO s.alwaysnotkey ( k, v ) VALUES ( 'k', 21 );"
                                 "INSERT INTO s.nokey VALUES ( 'one' ), ( 'one' ); UPDATE s.checked SET lo = 10, hi = 20" );
      network.central().exec( "INSERT INTO s.always ( v ) VALUES ( 'from central' )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "7/1/0/0" ) );
      network.central().exec( "UPDATE s.alwaysnotkey SET v = 50; UPDATE s.checked SET lo = 100, hi = 200; DELETE FROM s.nokey" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT twice FROM s.alwaysnotkey" ), QStringLiteral( "100" ) );
      QCOMPARE( network.clone( "b" ).value( "SELECT count( DISTINCT id ) FROM s.always" ), QStringLiteral( "2" ) );
    }

    //! Columns that are computed when they are read (PostgreSQL 18) do not travel either, and are no edit.
    void virtualColumns()
    {
      const QString what = QStringLiteral( "virtual generated columns" );
      const QString statement = QStringLiteral( "CREATE TEMPORARY TABLE t ( a integer, b integer GENERATED ALWAYS AS ( a ) VIRTUAL )" );
      LIZSYNC_SKIP_WHERE( lacksSyntax( what, statement ) );
      LIZSYNC_SKIP_WHERE( lacksSyntax( what, statement, cloneClusterConninfo() ) );
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, a integer NOT NULL, twice integer GENERATED ALWAYS AS ( a * 2 ) VIRTUAL, thrice integer GENERATED ALWAYS AS ( a * 3 ) STORED, note text );"
                       "CREATE TABLE s.p ( id integer PRIMARY KEY, a integer, twice integer GENERATED ALWAYS AS ( a * 2 ) VIRTUAL ) PARTITION BY LIST ( id ); CREATE TABLE s.p1 PARTITION OF s.p DEFAULT;"
                       "INSERT INTO s.t ( id, a ) VALUES ( 1, 1 ), ( 2, 2 ), ( 3, 3 ); INSERT INTO s.p ( id, a ) VALUES ( 1, 1 ), ( 2, 2 )" );
      network.clone( "a" ).exec( "UPDATE s.t SET a = 10 WHERE id = 1; INSERT INTO s.t ( id, a ) VALUES ( 4, 4 ); UPDATE s.t SET note = 'kept' WHERE id = 3; UPDATE s.p SET a = 10 WHERE id = 1; INSERT INTO s.p ( id, a ) VALUES ( 4, 4 )" );
      network.central().exec( "UPDATE s.t SET a = 20 WHERE id = 2; DELETE FROM s.t WHERE id = 3; DELETE FROM s.p WHERE id = 2" );
      QCOMPARE( network.central().value( "SELECT changed_fields FROM audit.logged_actions WHERE action = 'U'" ), QStringLiteral( "\"a\"=>\"20\", \"thrice\"=>\"60\"" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "4/3/1/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, a, twice, thrice FROM s.t ORDER BY id" ), QStringLiteral( "1|10|20|30\n2|20|40|60\n4|4|8|12" ) );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, a, twice FROM s.p ORDER BY id" ), QStringLiteral( "1|10|20\n4|4|8" ) );
      // What lost comes back whole, and an edit can be undone.
      network.central().exec( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts; UPDATE s.t SET a = 5 WHERE id = 4; SELECT audit.rollback_event( max( event_id ) ) FROM audit.logged_actions" );
      network.syncAll();
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, a, twice, note FROM s.t WHERE id > 2 ORDER BY id" ), QStringLiteral( "3|3|6|kept\n4|4|8|∅" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! The only update that an identity ALWAYS column takes: the value that it drew goes on.
    void identityDrawnAnew()
    {
      Network network( "CREATE TABLE s.t ( id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text ); INSERT INTO s.t ( v ) VALUES ( 'one' ), ( 'two' )" );
      network.central().exec( "UPDATE s.t SET id = DEFAULT WHERE v = 'one'" );
      network.clone( "a" ).exec( "UPDATE s.t SET id = DEFAULT, v = 'TWO' WHERE v = 'two'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT min( id ) > 2 FROM s.t" ), QStringLiteral( "t" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT attidentity FROM pg_attribute WHERE attrelid = 's.t'::regclass AND attname = 'id'" ), QStringLiteral( "a" ) );
      QCOMPARE( network.central().value( "SELECT attidentity FROM pg_attribute WHERE attrelid = 's.t'::regclass AND attname = 'id'" ), QStringLiteral( "a" ) );
    }

    void largeGeometry()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( "CREATE EXTENSION IF NOT EXISTS postgis; CREATE TABLE s.g ( id serial PRIMARY KEY, geom geometry( LineString, 2154 ) )" );
      network.clone( "a" ).exec( "INSERT INTO s.g ( geom ) SELECT ST_SetSRID( ST_MakeLine( array_agg( ST_MakePoint( g, sqrt( g ) ) ORDER BY g ) ), 2154 ) FROM generate_series( 1, 330000 ) AS g" );
      QVERIFY( network.clone( "a" ).value( "SELECT ST_MemSize( geom ) FROM s.g" ).toInt() > 5000000 );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    //! More than fits in one message: the push is cut in several, the pull fetches few at a time.
    void manyLargeValues()
    {
      Network network( "CREATE TABLE s.photo ( id serial PRIMARY KEY, jpeg bytea )", 1 );
      network.clone( "a" ).exec( "INSERT INTO s.photo ( jpeg ) SELECT decode( repeat( md5( g::text ), 125000 ), 'hex' ) FROM generate_series( 1, 12 ) AS g" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "12/0/0/0" ) );
      network.central().exec( "UPDATE s.photo SET jpeg = jpeg || '\\x00'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/12/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void truncateOnEitherSide()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text ); INSERT INTO s.t ( v ) SELECT g::text FROM generate_series( 1, 10 ) AS g" );
      network.clone( "a" ).exec( "TRUNCATE s.t" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "10/0/0/0" ) );
      network.central().exec( "INSERT INTO s.t ( v ) VALUES ( 'x' )" );
      network.syncAll();
      network.central().exec( "TRUNCATE s.t" );
      network.syncAll();
      QCOMPARE( network.clone( "b" ).value( "SELECT count(*) FROM s.t" ), QStringLiteral( "0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void partitionsAndInheritance()
    {
      Network network( "CREATE TABLE s.part ( id integer, k integer, v text, PRIMARY KEY ( id, k ) ) PARTITION BY RANGE ( k ); CREATE TABLE s.part1 PARTITION OF s.part FOR VALUES FROM ( 0 ) TO ( 10 ); CREATE TABLE s.part2 PARTITION OF s.part FOR VALUES FROM ( 10 ) TO ( 20 );"
                       "CREATE TABLE s.base ( id serial PRIMARY KEY, v text ); CREATE TABLE s.heir ( extra text ) INHERITS ( s.base ); ALTER TABLE s.heir ADD PRIMARY KEY ( id );"
                       "INSERT INTO s.part VALUES ( 1, 1, 'a' ), ( 2, 11, 'b' ); INSERT INTO s.base ( v ) VALUES ( 'base' ); INSERT INTO s.heir ( v, extra ) VALUES ( 'heir', 'e' )" );
      network.clone( "a" ).exec( "UPDATE s.part SET k = 12 WHERE id = 1; INSERT INTO s.part1 VALUES ( 3, 3, 'direct' ); UPDATE s.base SET v = v || '!'; TRUNCATE s.part2" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, k, v FROM s.part ORDER BY id" ), QStringLiteral( "3|3|direct" ) );
      QCOMPARE( network.central().rows( "SELECT v FROM s.base ORDER BY v" ), QStringLiteral( "base!\nheir!" ) );
      network.central().exec( "INSERT INTO s.part VALUES ( 4, 4, 'moves' )" );
      network.syncAll();
      network.central().exec( "UPDATE s.part SET k = 15 WHERE id = 4; DELETE FROM s.base WHERE v = 'heir!'" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, k FROM s.part2" ), QStringLiteral( "4|15" ) );
    }

    void anAfterTriggerThatEditsTheSameRowAgain()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text, n integer DEFAULT 0 ); INSERT INTO s.t ( v ) VALUES ( 'x' );"
                       "CREATE FUNCTION s.again() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF pg_trigger_depth() = 1 THEN UPDATE s.t SET v = v || '+', n = n + 1 WHERE id = NEW.id; END IF; RETURN NULL; END $f$;"
                       "CREATE TRIGGER again AFTER INSERT OR UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION s.again()" );
      network.central().exec( "UPDATE s.t SET v = 'y' WHERE id = 1; INSERT INTO s.t ( v ) VALUES ( 'new' )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      network.clone( "a" ).exec( "UPDATE s.t SET v = 'z' WHERE id = 1; INSERT INTO s.t ( v ) VALUES ( 'newer' )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void anUpdateThatChangesNothingLogsNothing()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text ); INSERT INTO s.t ( v ) VALUES ( 'x' )", 0 );
      network.central().exec( "UPDATE s.t SET v = v" );
      QCOMPARE( network.central().value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    void eventsOfFewAndOfManyRows_data()
    {
      QTest::addColumn<QString>( "statement" );
      QTest::newRow( "one column" ) << "UPDATE s.v SET i = i + 1";
      QTest::newRow( "several" ) << "UPDATE s.v SET i = i + 1, t = t || '!', vc = 'x', ts = ts + '1 h', d = d + 1, b = b || '\\x00', f4 = f4 / 3, bo = NOT bo";
      QTest::newRow( "all that have other texts" ) << "UPDATE s.v SET ch = 'é', a = a || 1, j = '{ \"k\":1 }', e = 'so so', co = ROW( id, 'x' )::s.pair, dom = 7";
      QTest::newRow( "zero and minus zero" ) << "UPDATE s.v SET f = -f";
      QTest::newRow( "decimals" ) << "UPDATE s.v SET n = n::numeric( 9, 2 )";
      QTest::newRow( "not a number" ) << "UPDATE s.v SET f = 'NaN' WHERE id > 1; UPDATE s.v SET f = -f";
      QTest::newRow( "to null" ) << "UPDATE s.v SET t = NULL, bo = NULL";
      QTest::newRow( "from null" ) << "UPDATE s.v SET empty = 'no more'";
      QTest::newRow( "differently by row" ) << "UPDATE s.v SET i = CASE WHEN id % 2 = 0 THEN i + 1 ELSE i END, t = CASE WHEN id % 3 = 0 THEN t || '!' ELSE t END, a = CASE WHEN id % 5 = 0 THEN '{}' ELSE a END";
      QTest::newRow( "more than in the first row" ) << "UPDATE s.v SET i = i + 1, n = CASE WHEN id > 2 THEN n + 1 ELSE n END";
      QTest::newRow( "less than in the first row" ) << "UPDATE s.v SET i = i + 1, t = CASE WHEN id < 2 THEN '' ELSE t END";
      QTest::newRow( "not the first row" ) << "UPDATE s.v SET i = CASE WHEN id > 1 THEN i + 1 ELSE i END";
      QTest::newRow( "nothing" ) << "UPDATE s.v SET i = i, a = a, f = f + 0";
      QTest::newRow( "a key" ) << "UPDATE s.v SET id = id + 1000";
      QTest::newRow( "other keys" ) << "UPDATE s.v SET code = 'zz', flag = NOT flag, addr = addr + 1, t = 'moved'";
      QTest::newRow( "another session" ) << "SET LOCAL datestyle TO 'German'; SET LOCAL timezone TO 'Asia/Tokyo'; SET LOCAL extra_float_digits TO 0; SET LOCAL bytea_output TO 'escape'; UPDATE s.v SET d = d + 1, ts = ts + '1 h', f = f / 3, b = b || '\\xff'";
      QTest::newRow( "new" ) << "INSERT INTO s.v ( id, code, flag, addr, i, t, a, co ) SELECT id + 1000, code, flag, addr, i, t || ' copied', a, co FROM s.v";
      QTest::newRow( "gone" ) << "DELETE FROM s.v";
    }

    //! What is logged of a row does not depend on how many others the statement changes: there are short cuts for few and for many.
    void eventsOfFewAndOfManyRows()
    {
      QFETCH( QString, statement );
      Network network( "CREATE TYPE s.mood AS ENUM ( 'fine', 'so so' ); CREATE DOMAIN s.positive AS integer CHECK ( VALUE > 0 ); CREATE TYPE s.pair AS ( a integer, b text );"
                       "CREATE TABLE s.v ( id integer, code char( 4 ), flag boolean, addr inet, \"Big \"\"name\"\"\" text DEFAULT 'x', gone text, i integer, f double precision, f4 real, n numeric, t text, vc varchar( 9 ), ch char( 5 ), d date, ts timestamptz, b bytea,"
                       "  bo boolean, a integer[], j json, e s.mood, dom s.positive, co s.pair, empty text, PRIMARY KEY ( id, code, flag, addr ) ); ALTER TABLE s.v DROP COLUMN gone",
                       0 );
      TestDatabase &central = network.central();
      for ( const QString &ignored : { QString(), QStringLiteral( "t" ) } )
      {
        central.exec( QStringLiteral( "SELECT audit.audit_table( 's.v', true, true, string_to_array( '%1', ',' ) )" ).arg( ignored ) );
        for ( const int count : { 1, 3, 60 } )
        {
          central.exec( QStringLiteral( "TRUNCATE s.v; INSERT INTO s.v ( id, code, flag, addr, i, f, f4, n, t, vc, ch, d, ts, b, bo, a, j, e, dom, co ) SELECT g, 'c' || g, g % 2 = 0, '10.0.0.1', g, g % 3, g, g / 10.0, 'tree ' || g, 'v', 'ab', '2026-01-01', '2026-01-01 12:00+00',"
                                        "  decode( md5( g::text ), 'hex' ), g % 3 = 0, ARRAY[g, NULL], '{\"k\":1}', 'fine', g, ROW( g, 'b' )::s.pair FROM generate_series( 1, %1 ) AS g;"
                                        "DROP TABLE IF EXISTS public.before; CREATE TABLE public.before AS SELECT * FROM s.v; TRUNCATE audit.logged_actions" )
                          .arg( count ) );
          central.exec( statement );
          // The last event of each row; where a statement is two, their sum.
          const QString expected = QStringLiteral( "SELECT uid::text, CASE WHEN o IS NULL THEN 'I' WHEN n IS NULL THEN 'D' ELSE 'U' END AS action,"
                                                   "  CASE WHEN o IS NULL THEN n WHEN n IS NULL THEN o ELSE slice( o, ARRAY['id', 'code', 'flag', 'addr', 'uid'] || akeys( n - o ) ) END AS row_data, n - o AS changed_fields"
                                                   "  FROM ( SELECT uid, hstore( b.* ) - ARRAY['%1'] AS o FROM public.before AS b ) AS b FULL JOIN ( SELECT uid, hstore( v.* ) - ARRAY['%1'] AS n FROM s.v ) AS v USING ( uid ) WHERE o IS DISTINCT FROM n" )
                                     .arg( ignored );
          const QString logged = QStringLiteral( "SELECT row_data -> 'uid', action, row_data, changed_fields FROM audit.logged_actions" );
          QCOMPARE( central.rows( QStringLiteral( "( ( %1 ) EXCEPT ALL ( %2 ) ) UNION ALL ( ( %2 ) EXCEPT ALL ( %1 ) )" ).arg( expected, logged ) ), QString() );
          QCOMPARE( central.rows( "SELECT * FROM audit.logged_actions WHERE NOT ( schema_name = 's' AND table_name = 'v' AND relid = 's.v'::regclass AND session_user_name = session_user AND transaction_id < txid_current() AND application_name = current_setting( 'application_name' )"
                                  "  AND client_addr IS NULL AND client_port IS NULL AND action_tstamp_tx <= action_tstamp_stm AND action_tstamp_stm <= action_tstamp_clk AND client_query ~ '^(UPDATE s.v|INSERT INTO s.v|DELETE FROM s.v|SET LOCAL)' AND NOT statement_only AND sync_data IS NULL )" ),
                    QString() );
        }
      }
    }

    //! A statement names 1664 columns at most, old and new ones together.
    void eventsOfManyColumns()
    {
      Network network( "DO $$ BEGIN EXECUTE ( SELECT 'CREATE TABLE s.wide ( id serial PRIMARY KEY, ' || string_agg( 'c' || g || ' smallint', ', ' ) || ' )' FROM generate_series( 1, 900 ) AS g ); END $$", 0 );
      network.central().exec( "INSERT INTO s.wide ( c7 ) SELECT 0 FROM generate_series( 1, 60 ); UPDATE s.wide SET c7 = id, c900 = 1" );
      QCOMPARE( network.central().rows( "SELECT DISTINCT changed_fields = hstore( ARRAY['c7', 'c900'], ARRAY[row_data -> 'id', '1'] ), row_data -> 'c7', akeys( row_data ) FROM audit.logged_actions WHERE action = 'U'" ), QStringLiteral( "t|0|{c7,id,uid,c900}" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "120" ) );
    }

    //! The client's statement is kept once, where it changes many rows; the other events tell how it begins.
    void clientsStatement()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text )", 0 );
      TestDatabase &central = network.central();
      const QString lengths = QStringLiteral( "SELECT action, max( length( client_query ) ), min( length( client_query ) ), count( client_query ), count( * ) FROM audit.logged_actions GROUP BY action ORDER BY min( event_id )" );
      const QString endless = QStringLiteral( " /* %1 */" ).arg( QString( 2000000, QLatin1Char( 'x' ) ) );
      for ( const QString &statement : { QStringLiteral( "INSERT INTO s.t ( v ) SELECT g::text FROM generate_series( 1, %1 ) AS g" ), QStringLiteral( "UPDATE s.t SET v = v || '!' WHERE id <= %1" ), QStringLiteral( "DELETE FROM s.t WHERE id <= %1" ) } )
        central.exec( statement.arg( 60 ) + endless );
      QCOMPARE( central.rows( lengths ), QStringLiteral( "I|500|80|60|60\nU|500|80|60|60\nD|500|80|60|60" ) );
      QCOMPARE( central.value( "SELECT string_agg( DISTINCT length( client_query ) || ' ' || ( row_data -> 'id' = '1' ), ', ' ) FROM audit.logged_actions" ), QStringLiteral( "500 true, 80 false" ) );
      QCOMPARE( central.value( "SELECT client_query FROM audit.logged_actions WHERE action = 'U' AND row_data -> 'id' = '7'" ), QString( "UPDATE s.t SET v = v || '!' WHERE id <= 60" + endless ).left( 80 ) );

      central.exec( "TRUNCATE audit.logged_actions" );
      for ( const QString &statement : { QStringLiteral( "INSERT INTO s.t ( id, v ) VALUES ( 1, 'x' )" ), QStringLiteral( "UPDATE s.t SET v = 'y'" ), QStringLiteral( "DELETE FROM s.t" ) } )
        central.exec( statement + endless );
      QCOMPARE( central.rows( lengths ), QStringLiteral( "I|500|500|1|1\nU|500|500|1|1\nD|500|500|1|1" ) );

      central.exec( "SELECT audit.audit_table( 's.t', true, false ); TRUNCATE audit.logged_actions" );
      for ( const int count : { 1, 60 } )
      {
        central.exec( QStringLiteral( "INSERT INTO s.t ( v ) SELECT g::text FROM generate_series( 1, %1 ) AS g; UPDATE s.t SET v = 'z'; DELETE FROM s.t" ).arg( count ) );
        QCOMPARE( central.value( "SELECT count( client_query ) || ' of ' || count( * ) FROM audit.logged_actions" ), QStringLiteral( "0 of %1" ).arg( count == 1 ? 3 : 183 ) );
      }
    }

    //! By nobody: neither by a statement that names it, nor by a trigger, in few rows and in many; and whoever sets it to what it is changes nothing.
    void theUidCannotBeChanged()
    {
      QString wide;
      for ( int i = 0; i < 810; ++i )
        wide += QStringLiteral( ", c%1 int" ).arg( i );
      Network network( QStringLiteral( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text ); CREATE TABLE s.wide ( id serial PRIMARY KEY, v text%1 ); CREATE TABLE s.p ( id serial PRIMARY KEY, v text ) PARTITION BY RANGE ( id );"
                                       "CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM ( 1 ) TO ( 1000 ); INSERT INTO s.t ( v ) SELECT 'x' FROM generate_series( 1, 60 ); INSERT INTO s.wide ( v ) SELECT 'x' FROM generate_series( 1, 60 ); INSERT INTO s.p ( v ) SELECT 'x' FROM generate_series( 1, 60 )" )
                         .arg( wide ),
                       0 );
      TestDatabase &central = network.central();
      central.exec( "CREATE FUNCTION s.set_uid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.uid := CASE NEW.v WHEN 'other' THEN gen_random_uuid() ELSE OLD.uid END; RETURN NEW; END $$" );
      for ( const char *table : { "t", "wide", "p" } )
      {
        central.exec( QStringLiteral( "CREATE TRIGGER set_uid BEFORE UPDATE ON s.%1 FOR EACH ROW EXECUTE FUNCTION s.set_uid(); ALTER TABLE s.%1 DISABLE TRIGGER set_uid; TRUNCATE audit.logged_actions" ).arg( table ) );
        const QString uids = QStringLiteral( "SELECT string_agg( uid::text || v, ' ' ORDER BY id ) FROM s.%1" ).arg( table );
        const QString before = central.value( uids );
        for ( const int count : { 1, 60 } )
        {
          const auto refusalOf = [&]( const QString &what )
          {
            return errorStateOf( central, QStringLiteral( "UPDATE s.%1 SET %2 WHERE id <= %3" ).arg( table, what ).arg( count ) );
          };
          QCOMPARE( refusalOf( QStringLiteral( "uid = gen_random_uuid()" ) ), QStringLiteral( "23514" ) );
          QCOMPARE( refusalOf( QStringLiteral( "uid = uid" ) ), QString() );
          central.exec( QStringLiteral( "ALTER TABLE s.%1 ENABLE TRIGGER set_uid" ).arg( table ) );
          QCOMPARE( refusalOf( QStringLiteral( "v = 'other'" ) ), QStringLiteral( "23514" ) );
          QCOMPARE( refusalOf( QStringLiteral( "v = 'x'" ) ), QString() );
          central.exec( QStringLiteral( "ALTER TABLE s.%1 DISABLE TRIGGER set_uid" ).arg( table ) );
        }
        QCOMPARE( central.value( uids ), before );
        QCOMPARE( central.value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      }
    }

    void replayAndRollback()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text ); INSERT INTO s.t ( v ) VALUES ( 'x' )", 0 );
      TestDatabase &central = network.central();
      central.exec( "UPDATE s.t SET v = 'y' WHERE id = 1" );
      central.exec( "DELETE FROM s.t WHERE id = 1" );
      central.exec( "SELECT audit.rollback_event( max( event_id ) ) FROM audit.logged_actions" );
      QCOMPARE( central.rows( "SELECT id, v FROM s.t" ), QStringLiteral( "1|y" ) );
      central.exec( "SELECT audit.rollback_event( min( event_id ) ) FROM audit.logged_actions" );
      QCOMPARE( central.rows( "SELECT id, v FROM s.t" ), QStringLiteral( "1|x" ) );
      central.exec( "SELECT audit.replay_event( min( event_id ) ) FROM audit.logged_actions" );
      QCOMPARE( central.rows( "SELECT id, v FROM s.t" ), QStringLiteral( "1|y" ) );
    }

    void replayAndRollbackSayWhatIsWrong()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v date ); CREATE TABLE public.nokey ( v text )", 0 );
      TestDatabase &central = network.central();
      central.exec( "SELECT audit.audit_table( 'public.nokey' ); INSERT INTO public.nokey VALUES ( 'x' )" );
      try
      {
        central.exec( "SELECT audit.rollback_event( max( event_id ) ) FROM audit.logged_actions" );
        QFAIL( "a row without a key was found" );
      }
      catch ( const Error &error )
      {
        QVERIFY2( error.message().contains( "public.nokey has no key" ), qPrintable( error.message() ) );
      }
      // Whatever the session's settings.
      central.exec( "SET datestyle TO 'German'; INSERT INTO s.t ( v ) VALUES ( '05.06.2024' ); DELETE FROM s.t" );
      central.exec( "SET datestyle TO 'SQL, MDY'; SELECT audit.rollback_event( max( event_id ) ) FROM audit.logged_actions" );
      QCOMPARE( central.value( "SELECT to_char( v, 'YYYY-MM-DD' ) FROM s.t" ), QStringLiteral( "2024-06-05" ) );
    }

    //! A uid that is not unique by itself: an update logs each row once.
    void uidThatIsNotUnique()
    {
      Network network( "CREATE TABLE s.other ( id integer PRIMARY KEY )", 0 );
      TestDatabase &central = network.central();
      central.exec( "CREATE TABLE public.t ( id serial PRIMARY KEY, uid uuid, v text ); INSERT INTO public.t ( uid, v ) SELECT '00000000-0000-0000-0000-000000000001', g::text FROM generate_series( 1, 3 ) AS g;"
                    "SELECT audit.audit_table( 'public.t' ); UPDATE public.t SET v = v || '!'" );
      QCOMPARE( central.value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "3" ) );
    }

    void ignoredColumnsStayAtHome()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text, secret text ); INSERT INTO s.t ( v ) VALUES ( 'x' )", 0 );
      network.central().exec( "SELECT audit.audit_table( 's.t', true, true, ARRAY['secret'] )" );
      network.addClone( "a" );
      network.central().exec( "UPDATE s.t SET secret = 'central'" );
      network.clone( "a" ).exec( "UPDATE s.t SET secret = 'clone', v = 'y'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( network.central().rows( "SELECT v, secret FROM s.t" ), QStringLiteral( "y|central" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM audit.logged_actions WHERE row_data ? 'secret' OR changed_fields ? 'secret'" ), QStringLiteral( "0" ) );
    }
};

QTEST_GUILESS_MAIN( TestValues )
#include "test_values.moc"
