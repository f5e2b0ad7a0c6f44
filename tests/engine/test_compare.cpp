/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/compare/compare.h"
#include "engine/error.h"
#include "tests/common/testfeedback.h"
#include "tests/engine/centralfixture.h"
#include "tests/scenarios/network.h"

#include <QJsonDocument>
#include <QtTest>

#include <sys/resource.h>

using namespace LizSync;

namespace
{
  //! The most memory that this process has had resident so far, in kB.
  qint64 peakMemory()
  {
    rusage usage {};
    return getrusage( RUSAGE_SELF, &usage ) == 0 ? usage.ru_maxrss : -1;
  }

  QString json( const QJsonObject &object )
  {
    return QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
  }
} // namespace

class TestCompare : public QObject
{
    Q_OBJECT

    TestFeedback mFeedback;

    //! Two tables, one of them empty.
    static QString trees()
    {
      return QStringLiteral( "CREATE TABLE s.tree( id serial PRIMARY KEY, name text, height numeric ); CREATE TABLE s.\"Em\"\"pty\"( id serial PRIMARY KEY );"
                             "INSERT INTO s.tree( name, height ) SELECT 'tree ' || i, i FROM generate_series( 1, 50 ) AS i" );
    }

    //! Compares, and tells each difference as a line: table, key, status, central's values, the clone's values.
    CompareResult compareNow( Network &network, QStringList &lines )
    {
      const CompareResult result = compare(
        network.central().conninfo(), network.clone( "a" ).conninfo(),
        [&lines]( const RowDifference &difference )
        {
          static const QStringList sWords { QStringLiteral( "different" ), QStringLiteral( "not in central" ), QStringLiteral( "not in clone" ) };
          QJsonObject central = difference.centralValues;
          QJsonObject clone = difference.cloneValues;
          for ( QJsonObject *values : { &central, &clone } )
          {
            if ( values->contains( "uid" ) && values->take( "uid" ) != QJsonValue( difference.uid ) )
              throw Error( QStringLiteral( "The values are another row's." ) );
          }
          lines << QStringList { difference.tableName, difference.key, sWords.at( static_cast<int>( difference.status ) ), json( central ), json( clone ) }.join( '|' );
        },
        mFeedback );
      lines.sort();
      return result;
    }

    QString messageOfComparing( const QString &central, const QString &clone )
    {
      return messageOf( [&]
                        { compare( central, clone, nullptr, mFeedback ); } );
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }
    void init() { mFeedback = TestFeedback(); }

    void equalDatabases()
    {
      Network network( trees(), 1 );
      QStringList lines;
      const CompareResult result = compareNow( network, lines );
      QCOMPARE( lines, QStringList() );
      QCOMPARE( result.differences, 0 );
      QCOMPARE( result.tables.size(), 2 );
      QCOMPARE( result.tables.at( 1 ).centralRows, 50 );
      QCOMPARE( result.tables.at( 1 ).cloneRows, 50 );
      QCOMPARE( mFeedback.warnings, QStringList() );
      QCOMPARE( mFeedback.infos.mid( 0, 2 ), QStringList( { QStringLiteral( "\"s\".\"Em\"\"pty\": equal (0 rows)." ), QStringLiteral( "\"s\".\"tree\": equal (50 rows)." ) } ) );
      QVERIFY2( mFeedback.infos.last().startsWith( "Both databases are equal: 50 rows in 2 tables" ), qPrintable( mFeedback.infos.last() ) );
      QCOMPARE( mFeedback.progress.last(), 100.0 );
      // The empty table is hardly any work, the other one nearly all of it.
      const auto early = [&]( double percent )
      { return percent > 0 && percent < 5; };
      QVERIFY( std::any_of( mFeedback.progress.cbegin(), mFeedback.progress.cend(), early ) );
      QVERIFY( std::is_sorted( mFeedback.progress.cbegin(), mFeedback.progress.cend() ) );
    }

    void eachKindOfDifference()
    {
      Network network( trees(), 1 );
      network.central().exec( "UPDATE s.tree SET name = 'Zoë''s \"oak\"', height = NULL WHERE id = 7; DELETE FROM s.tree WHERE id = 9" );
      network.clone( "a" ).exec( "UPDATE s.tree SET height = 8.0 WHERE id = 8; DELETE FROM s.tree WHERE id = 10; INSERT INTO s.\"Em\"\"pty\" DEFAULT VALUES" );
      const QString newId = network.clone( "a" ).value( "SELECT id FROM s.\"Em\"\"pty\"" );
      QStringList lines;
      const CompareResult result = compareNow( network, lines );
      const QStringList expected {
        QStringLiteral( "\"s\".\"Em\"\"pty\"|%1|not in central|{}|{\"id\":\"%1\"}" ).arg( newId ),
        QStringLiteral( "\"s\".\"tree\"|10|not in clone|{\"height\":\"10\",\"id\":\"10\",\"name\":\"tree 10\"}|{}" ),
        QStringLiteral( "\"s\".\"tree\"|7|different|{\"height\":null,\"name\":\"Zo\u00eb's \\\"oak\\\"\"}|{\"height\":\"7\",\"name\":\"tree 7\"}" ),
        QStringLiteral( "\"s\".\"tree\"|8|different|{\"height\":\"8\"}|{\"height\":\"8.0\"}" ),
        QStringLiteral( "\"s\".\"tree\"|9|not in central|{}|{\"height\":\"9\",\"id\":\"9\",\"name\":\"tree 9\"}" ),
      };
      QCOMPARE( lines.join( '\n' ), expected.join( '\n' ) );
      QCOMPARE( result.differences, 5 );
      QCOMPARE( result.tables.at( 1 ).different, 2 );
      QCOMPARE( result.tables.at( 1 ).notInCentral, 1 );
      QCOMPARE( result.tables.at( 1 ).notInClone, 1 );
      QCOMPARE( result.unsentEdits, 3 );
      QCOMPARE( mFeedback.warnings.mid( 0, 2 ), QStringList( { QStringLiteral( "\"s\".\"Em\"\"pty\": 1 row differs: 1 only in the clone." ), QStringLiteral( "\"s\".\"tree\": 4 rows differ: 2 with other values, 1 only in central, 1 only in the clone." ) } ) );
      // The same rows, as the clone's SQL function finds them.
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM lizsync.compare_tables( 's', 'tree' )" ), QStringLiteral( "4" ) );

      network.sync( "a", Carrier::Engine );
      lines.clear();
      QCOMPARE( compareNow( network, lines ).differences, 0 );
    }

    void aRowWithAnotherUidIsMissingOnBothSides()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t( a int, \"B c\" text, PRIMARY KEY ( \"B c\", a ) )" ), 1 );
      network.central().exec( "INSERT INTO s.t VALUES ( 1, 'x' )" );
      network.clone( "a" ).exec( "INSERT INTO s.t VALUES ( 1, 'x' )" );
      QStringList lines;
      compareNow( network, lines );
      QCOMPARE( lines.join( '\n' ), QStringLiteral( "\"s\".\"t\"|x, 1|not in central|{}|{\"B c\":\"x\",\"a\":\"1\"}\n\"s\".\"t\"|x, 1|not in clone|{\"B c\":\"x\",\"a\":\"1\"}|{}" ) );
    }

    void geometries()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( QStringLiteral( "CREATE EXTENSION postgis; CREATE TABLE s.g( id int PRIMARY KEY, geom geometry( PointZ, 4326 ) );"
                                       "INSERT INTO s.g SELECT i, ST_SetSRID( ST_MakePoint( i, 1, 2 ), 4326 ) FROM generate_series( 1, 3 ) AS i" ),
                       1 );
      network.clone( "a" ).exec( "UPDATE s.g SET geom = ST_Translate( geom, 1e-12, 0 ) WHERE id = 2" );
      QStringList lines;
      QCOMPARE( compareNow( network, lines ).differences, 1 );
      const QString query = QStringLiteral( "SELECT geom FROM s.g WHERE id = 2" );
      QCOMPARE( lines.value( 0 ), QStringLiteral( "\"s\".\"g\"|2|different|{\"geom\":\"%1\"}|{\"geom\":\"%2\"}" ).arg( network.central().value( query ), network.clone( "a" ).value( query ) ) );
    }

    void sessionSettingsMakeNoDifference()
    {
      Network network( QStringLiteral( "CREATE TABLE s.v( id int PRIMARY KEY, d date, f float8, i interval, z timestamptz, b bytea );"
                                       "INSERT INTO s.v VALUES ( 1, '2024-03-04', 0.1 + 0.2, '1 mon -2 days', '2024-03-04 05:06+00', '\\x00ff' )" ),
                       1 );
      TestDatabase &clone = network.clone( "a" );
      clone.exec( QStringLiteral( "ALTER DATABASE %1 SET datestyle TO 'German'; ALTER DATABASE %1 SET extra_float_digits TO -5; ALTER DATABASE %1 SET intervalstyle TO 'iso_8601';"
                                  "ALTER DATABASE %1 SET timezone TO 'Asia/Tokyo'; ALTER DATABASE %1 SET bytea_output TO 'escape';" )
                    .arg( Pg::quotedIdentifier( clone.name() ) ) );
      QStringList lines;
      QCOMPARE( compareNow( network, lines ).differences, 0 );
    }

    void ignoredColumnsAreNotCompared()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t( id int PRIMARY KEY, name text, local text ); INSERT INTO s.t VALUES ( 1, 'oak', 'x' )" ), 1 );
      const QString ignore = QStringLiteral( "SELECT audit.audit_table( 's.t', true, false, ARRAY['local'] )" );
      network.central().exec( ignore );
      network.clone( "a" ).exec( ignore );
      network.clone( "a" ).exec( "UPDATE s.t SET local = 'mine'" );
      QStringList lines;
      QCOMPARE( compareNow( network, lines ).differences, 0 );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'ash'" );
      compareNow( network, lines );
      QCOMPARE( lines, QStringList( QStringLiteral( "\"s\".\"t\"|1|different|{\"name\":\"oak\"}|{\"name\":\"ash\"}" ) ) );
    }

    void tablesBeyondTheWhiteListAreNotCompared()
    {
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "CREATE TABLE s.notes( id int PRIMARY KEY, uid uuid NOT NULL DEFAULT gen_random_uuid() ); INSERT INTO s.notes VALUES ( 1 )" );
      network.central().exec( "CREATE TABLE s.later( id int PRIMARY KEY ); SELECT lizsync.prepare( ARRAY['s'], NULL, NULL ); INSERT INTO s.later VALUES ( 1 )" );
      QStringList lines;
      const CompareResult result = compareNow( network, lines );
      QCOMPARE( result.differences, 0 );
      QCOMPARE( result.tables.size(), 2 );
    }

    //! A hundred MB of rows that all differ pass through a limited amount of memory.
    void manyDifferencesInFlatMemory()
    {
      constexpr int ROWS = 30000;
      Network network( QStringLiteral( "CREATE TABLE s.big( id int PRIMARY KEY, t text ); INSERT INTO s.big SELECT i, repeat( md5( i::text ), 60 ) FROM generate_series( 1, %1 ) AS i" ).arg( ROWS ), 1 );
      network.clone( "a" ).exec( "ALTER TABLE s.big DISABLE TRIGGER USER; UPDATE s.big SET t = t || 'x'; ALTER TABLE s.big ENABLE TRIGGER USER" );
      qint64 told = 0;
      const qint64 before = peakMemory();
      const CompareResult result = compare(
        network.central().conninfo(), network.clone( "a" ).conninfo(),
        [&told]( const RowDifference &difference )
        {
          if ( difference.centralValues.size() == 1 && difference.cloneValues.value( "t" ).toString().endsWith( 'x' ) )
            ++told;
        },
        mFeedback );
      QCOMPARE( result.differences, ROWS );
      QCOMPARE( told, ROWS );
      QVERIFY( before > 0 );
#if !defined( __SANITIZE_ADDRESS__ ) && !defined( __SANITIZE_THREAD__ )
      // Both sides are 115 MB together, which would all be here at once.
      const qint64 grown = peakMemory() - before;
      QVERIFY2( grown < 60 * 1024, qPrintable( QStringLiteral( "%1 kB more" ).arg( grown ) ) );
#endif
      for ( int i = 1; i < mFeedback.progress.size(); ++i )
        QVERIFY( mFeedback.progress.at( i ) >= mFeedback.progress.at( i - 1 ) );
    }

    //! An equal table is compared by its checksums: no row is fetched.
    void rowsOfEqualTablesDoNotTravel()
    {
      Network network( trees(), 1 );
      const QString spy = QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.table_rows( p_relation text, p_buckets integer[] ) RETURNS jsonb LANGUAGE plpgsql AS $$ "
                                          "BEGIN RAISE EXCEPTION 'rows of %, % buckets', p_relation, cardinality( p_buckets ); END $$" );
      network.central().exec( spy );
      QStringList lines;
      QCOMPARE( compareNow( network, lines ).differences, 0 );
      network.clone( "a" ).exec( "UPDATE s.tree SET height = 0 WHERE id = 1" );
      const QString message = messageOfComparing( network.central().conninfo(), network.clone( "a" ).conninfo() );
      QVERIFY2( message.contains( "rows of \"s\".\"tree\", 1 buckets", Qt::CaseInsensitive ), qPrintable( message ) );
    }

    void nothingIsWritten()
    {
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET height = 0 WHERE id < 5" );
      const QString central = contentOf( network.central() );
      const QString clone = contentOf( network.clone( "a" ) );
      QStringList lines;
      compareNow( network, lines );
      QCOMPARE( contentOf( network.central() ), central );
      QCOMPARE( contentOf( network.clone( "a" ) ), clone );
    }

    //! A comparison sees both databases as they were when it began, and lets a sync go on meanwhile.
    void aSyncWhileComparing()
    {
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET height = 0 WHERE id IN ( 1, 2 )" );
      int told = 0;
      const CompareResult result = compare(
        network.central().conninfo(), network.clone( "a" ).conninfo(),
        [&]( const RowDifference & )
        {
          if ( told++ == 0 && network.sync( "a", Carrier::Engine ).text() != QLatin1String( "2/0/0/0" ) )
            throw Error( QStringLiteral( "The sync did not go through." ) );
        },
        mFeedback );
      QCOMPARE( result.differences, 2 );
      QCOMPARE( told, 2 );
      QStringList lines;
      QCOMPARE( compareNow( network, lines ).differences, 0 );
    }

    //! A sync that runs has committed in central and not in the clone for a moment: nothing that could be compared.
    void comparingWhileASyncRuns()
    {
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET height = 0 WHERE id = 1" );
      QString message;
      SyncOptions options;
      options.stepDone = [&]( SyncStep step )
      {
        if ( step == SyncStep::CentralCommitted )
          message = messageOfComparing( network.central().conninfo(), network.clone( "a" ).conninfo() );
      };
      synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, mFeedback );
      QVERIFY2( message.contains( "is being synchronised already" ), qPrintable( message ) );
    }

    void whatCannotBeCompared()
    {
      Network network( trees(), 1 );
      Network stranger( trees(), 0 );
      stranger.central().exec( "UPDATE lizsync.server_metadata SET server_id = gen_random_uuid()" );
      const QString central = network.central().conninfo();
      const QString clone = network.clone( "a" ).conninfo();
      const TestDatabase bare( QStringLiteral( "bare" ) );
      const auto says = [&]( const QString &message, const QString &words )
      { return message.contains( words ) ? QByteArray() : message.toUtf8() + '.'; };

      QCOMPARE( says( messageOfComparing( central, central ), "Central and clone are the same database" ), QByteArray() );
      QCOMPARE( says( messageOfComparing( clone, clone ), "Central and clone are the same database" ), QByteArray() );
      QCOMPARE( says( messageOfComparing( clone, central ), "is not a clone" ), QByteArray() );
      QCOMPARE( says( messageOfComparing( stranger.central().conninfo(), clone ), "belongs to another central" ), QByteArray() );
      QCOMPARE( says( messageOfComparing( bare.conninfo(), clone ), "not installed" ), QByteArray() );

      network.clone( "a" ).exec( "ALTER TABLE s.tree ALTER height TYPE text" );
      QCOMPARE( says( messageOfComparing( central, clone ), "Clone \"a\" cannot be compared: column height of table \"s\".\"tree\" is numeric in central but text in the clone." ), QByteArray() );
      network.clone( "a" ).exec( "DROP TABLE s.tree" );
      QCOMPARE( says( messageOfComparing( central, clone ), "table \"s\".\"tree\" exists in central but not in the clone" ), QByteArray() );

      network.central().exec( "SELECT lizsync.forget_clone( clone_id ) FROM lizsync.clone_states" );
      QCOMPARE( says( messageOfComparing( central, clone ), "does not know clone \"a\"" ), QByteArray() );
    }

    void cancel()
    {
      Network network( trees(), 1 );
      mFeedback.cancelWhen = [this]
      { return !mFeedback.progress.isEmpty() && mFeedback.progress.last() > 0.5; };
      QVERIFY_EXCEPTION_THROWN( compare( network.central().conninfo(), network.clone( "a" ).conninfo(), nullptr, mFeedback ), CanceledError );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'" ), QStringLiteral( "0" ) );
    }
};

QTEST_GUILESS_MAIN( TestCompare )
#include "test_compare.moc"
