/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/compare/compare.h"
#include "engine/error.h"
#include "engine/sync/synchronize.h"
#include "tests/common/requirements.h"
#include "tests/common/testfeedback.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

//! What a sync says of its conflicts.
class TestToldConflicts : public QObject
{
    Q_OBJECT

    //! The sentences about the conflicts between two scripts, both run on the same table.
    static QStringList told( const QString &tables, const QString &central, const QString &clone )
    {
      Network network( tables, 1 );
      network.central().exec( central );
      network.clone( "a" ).exec( clone );
      TestFeedback feedback;
      synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), SyncOptions(), feedback );
      return feedback.warnings;
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void values()
    {
      const QStringList sentences = told( QStringLiteral( "CREATE TABLE s.t( id int PRIMARY KEY, name text, note text ); INSERT INTO s.t VALUES ( 1, 'tree', 'x' )" ),
                                          QStringLiteral( "UPDATE s.t SET name = 'ash', note = NULL" ), QStringLiteral( "UPDATE s.t SET name = 'oak', note = repeat( '0', 70 )" ) );
      QCOMPARE( sentences.size(), 2 );
      QCOMPARE( sentences.at( 0 ), QStringLiteral( "Conflict in s.t, id 1: column name is \"ash\" in central and \"oak\" in the clone; the clone's edit of this column was the later one." ) );
      QCOMPARE( sentences.at( 1 ), QStringLiteral( "Conflict in s.t, id 1: column note is empty in central and \"%1…\" in the clone; the clone's edit of this column was the later one." ).arg( QString( 60, '0' ) ) );
    }

    void tablesOfTheChanges()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t( id int PRIMARY KEY, name text ); CREATE TABLE s.u( id int PRIMARY KEY, name text )" ), 1 );
      network.central().exec( QStringLiteral( "INSERT INTO s.u VALUES ( 1, 'x' )" ) );
      network.clone( "a" ).exec( QStringLiteral( "INSERT INTO s.t VALUES ( 1, 'x' ), ( 2, 'y' ); INSERT INTO s.u VALUES ( 2, 'x' )" ) );
      TestFeedback feedback;
      synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), SyncOptions(), feedback );
      QVERIFY2( feedback.infos.contains( QStringLiteral( "Changes made in the clone: 3 rows (s.t: 2, s.u: 1)." ) ), qPrintable( feedback.infos.join( '\n' ) ) );
      QVERIFY2( feedback.infos.contains( QStringLiteral( "Changes made in central: 1 row (s.u)." ) ), qPrintable( feedback.infos.join( '\n' ) ) );
    }

    void whichDatabaseIsMeant()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t( id int PRIMARY KEY )" ), 1 );
      const TestDatabase bare( QStringLiteral( "bare" ) );
      TestFeedback feedback;
      const auto message = [&]( const TestDatabase &central, const TestDatabase &clone, bool comparing )
      {
        try
        {
          if ( comparing )
            compare( central.conninfo(), clone.conninfo(), nullptr, feedback );
          else
            synchronize( central.conninfo(), clone.conninfo(), SyncOptions(), feedback );
        }
        catch ( const Error &error )
        {
          return error.message();
        }
        return QString();
      };
      for ( const bool comparing : { false, true } )
      {
        const QString clone = message( network.central(), bare, comparing );
        QVERIFY2( clone.startsWith( QLatin1String( "LizSync is not installed in the clone database (" ) ), qPrintable( clone ) );
        const QString central = message( bare, network.clone( "a" ), comparing );
        QVERIFY2( central.startsWith( QLatin1String( "LizSync is not installed in the central database (" ) ), qPrintable( central ) );
      }
    }

    //! What only shows at the very end shows in a dry run as well.
    void aDryRunMeetsTheSameObjections()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t( id int PRIMARY KEY, name text )" ), 1 );
      network.central().exec( QStringLiteral( "INSERT INTO s.t VALUES ( 1, 'x' )" ) );
      // A sync has deferred constraints checked at once; somebody's own trigger may put that off again.
      network.clone( "a" ).exec( QStringLiteral( "CREATE FUNCTION public.put_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN SET CONSTRAINTS ALL DEFERRED; RETURN new; END $$;"
                                                 "CREATE TRIGGER put_off BEFORE UPDATE ON lizsync.central FOR EACH ROW EXECUTE FUNCTION public.put_off();"
                                                 "CREATE FUNCTION public.object() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not on a Sunday'; END $$;"
                                                 "CREATE CONSTRAINT TRIGGER object AFTER UPDATE ON lizsync.central DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.object()" ) );
      QStringList messages;
      for ( const bool dryRun : { true, false } )
      {
        SyncOptions options;
        options.dryRun = dryRun;
        TestFeedback feedback;
        try
        {
          synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, feedback );
          messages << QStringLiteral( "none" );
        }
        catch ( const Error &error )
        {
          messages << error.message();
        }
      }
      QVERIFY2( messages.at( 0 ).contains( QLatin1String( "ot on a Sunday" ) ), qPrintable( messages.at( 0 ) ) );
      QCOMPARE( messages.at( 0 ), messages.at( 1 ) );
    }

    void geometries()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      const QStringList sentences = told( QStringLiteral( "CREATE EXTENSION postgis; CREATE DOMAIN s.shape AS geography; CREATE TABLE s.t( id int PRIMARY KEY, geom geometry( Point, 4326 ), shape s.shape, photo bytea );"
                                                          "INSERT INTO s.t VALUES ( 1, 'SRID=4326;POINT( 0 0 )', 'POINT( 0 0 )', 'x' )" ),
                                          QStringLiteral( "UPDATE s.t SET geom = 'SRID=4326;POINT( 1 1 )', shape = NULL, photo = 'y'" ),
                                          QStringLiteral( "UPDATE s.t SET geom = 'SRID=4326;POINT( 2 2 )', shape = 'POINT( 2 2 )', photo = 'z'" ) );
      QCOMPARE( sentences.size(), 3 );
      for ( const char *words : { "column geom has one geometry in central and another one in the clone; ", "column shape is empty in central and a geography in the clone; ", "column photo has one binary value in central and another one in the clone; " } )
        QVERIFY2( !sentences.filter( words ).isEmpty(), qPrintable( sentences.join( '\n' ) ) );
    }
};

QTEST_GUILESS_MAIN( TestToldConflicts )
#include "test_toldconflicts.moc"
