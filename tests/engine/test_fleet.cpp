/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/error.h"
#include "engine/fleet/conflicts.h"
#include "engine/fleet/status.h"
#include "engine/schema/installer.h"
#include "tests/common/requirements.h"
#include "tests/common/testfeedback.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

/**
 * What central tells of its clones: conflicts with their geometry, restoring them, how the clones are.
 */
class TestFleet : public QObject
{
    Q_OBJECT

  private:
    //! As text, so that a comparison shows the whole sentence.
    template<typename Action>
    static QString messageOf( const Action &action )
    {
      try
      {
        action();
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

    //! With points, where the server has PostGIS.
    static QString trees()
    {
      const QString owners = QStringLiteral( "CREATE TABLE s.owner( id serial PRIMARY KEY, name text UNIQUE ); INSERT INTO s.owner( name ) VALUES ( 'x' ), ( 'y' );" );
      if ( !lacksExtension( QStringLiteral( "postgis" ) ).isEmpty() )
        return QStringLiteral( "CREATE TABLE s.tree( id serial PRIMARY KEY, note text ); INSERT INTO s.tree( note ) SELECT 'n' || i FROM generate_series( 1, 9 ) AS i;" ) + owners;
      return QStringLiteral( "CREATE EXTENSION postgis; CREATE TABLE s.tree( id serial PRIMARY KEY, note text, geom geometry( Point, 3857 ) );"
                             "INSERT INTO s.tree( note, geom ) SELECT 'n' || i, ST_SetSRID( ST_MakePoint( i * 1000, 0 ), 3857 ) FROM generate_series( 1, 9 ) AS i;" )
             + owners;
    }

    static QList<Conflict> conflicts( Network &network, bool unresolvedOnly = false )
    {
      QList<Conflict> found;
      TestFeedback feedback;
      const qint64 count = listConflicts(
        network.central().conninfo(), unresolvedOnly, [&found]( const Conflict &conflict )
        { found << conflict; },
        feedback );
      if ( count != found.size() )
        throw Error( QStringLiteral( "%1 conflicts were counted, %2 handed over" ).arg( count ).arg( found.size() ) );
      return found;
    }

    static CloneStatus statusOf( Network &network, const QString &name )
    {
      TestFeedback feedback;
      for ( const CloneStatus &clone : fleetStatus( network.central().conninfo(), false, feedback ).clones )
      {
        if ( clone.name == name )
          return clone;
      }
      throw Error( QStringLiteral( "There is no clone %1" ).arg( name ) );
    }

    static QString wkt( Network &network, const QString &ewkb ) { return network.central().value( QStringLiteral( "SELECT ST_AsEWKT( '%1'::geometry, 3 )" ).arg( ewkb ) ); }

    static void restore( Network &network, const QList<qint64> &ids )
    {
      TestFeedback feedback;
      QCOMPARE( restoreConflicts( network.central().conninfo(), ids, feedback ), static_cast<qint64>( ids.size() ) );
    }

    static QString restoreError( Network &network, const QList<qint64> &ids )
    {
      TestFeedback feedback;
      return messageOf( [&]
                        { restoreConflicts( network.central().conninfo(), ids, feedback ); } );
    }

  private slots:
    void initTestCase()
    {
      qputenv( "LIZSYNC_TEST_CARRIER", "engine" );
      QVERIFY( requireCluster() );
    }

    void aConflictHasBothValuesAndTheRowsPlace()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = NULL WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = '' WHERE id = 1" );
      network.sync( "a" );
      const QList<Conflict> found = conflicts( network );
      QCOMPARE( found.size(), 1 );
      const Conflict &conflict = found.first();
      QCOMPARE( conflict.tableName, QStringLiteral( "\"s\".\"tree\"" ) );
      QCOMPARE( conflict.column, QStringLiteral( "note" ) );
      QCOMPARE( conflict.uid, network.central().value( "SELECT uid FROM s.tree WHERE id = 1" ) );
      QCOMPARE( conflict.cloneName, QStringLiteral( "a" ) );
      QVERIFY( conflict.cloneValue.isNull() );
      QVERIFY( !conflict.centralValue.isNull() && conflict.centralValue.isEmpty() );
      QCOMPARE( conflict.rejected, QStringLiteral( "clone" ) );
      QCOMPARE( conflict.centralEditedBy, network.central().value( "SELECT session_user" ) );
      QVERIFY( conflict.centralEditedAt.isValid() && conflict.cloneEditedAt.isValid() && conflict.time.isValid() );
      QVERIFY( conflict.resolved && !conflict.restoredAt.isValid() );
      QCOMPARE( wkt( network, conflict.geometryWkb ), QStringLiteral( "SRID=4326;POINT(0.009 0)" ) );
      QVERIFY( conflicts( network, true ).isEmpty() );
    }

    void aDeletedRowIsWhereItWas()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET geom = ST_Translate( geom, 0, 1000 ) WHERE id = 1" );
      network.central().exec( "DELETE FROM s.tree WHERE id = 1" );
      network.sync( "a" );
      const QList<Conflict> found = conflicts( network );
      QCOMPARE( found.size(), 1 );
      QCOMPARE( found.first().kind, QStringLiteral( "delete_update" ) );
      QCOMPARE( found.first().column, QString() );
      QVERIFY( found.first().centralValue.isNull() );
      QVERIFY2( found.first().cloneValue.startsWith( QLatin1String( "{\"" ) ), qPrintable( found.first().cloneValue ) );
      QCOMPARE( wkt( network, found.first().geometryWkb ), QStringLiteral( "SRID=4326;POINT(0.009 0.009)" ) );
    }

    void noConflictHidesTheOthers()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id < 4; INSERT INTO s.owner( name ) VALUES ( 'same' )" );
      network.central().exec( "UPDATE s.tree SET note = 'c' WHERE id < 4; INSERT INTO s.owner( name ) VALUES ( 'same' );" );
      QCOMPARE( network.sync( "a", Carrier::Engine ).text(), QStringLiteral( "0/3/4/1" ) );
      // Nowhere on earth, empty, and without one.
      network.central().exec( "UPDATE s.tree SET geom = ST_SetSRID( ST_MakePoint( 1e300, 'Infinity' ), 3857 ) WHERE id = 1; UPDATE s.tree SET geom = ST_SetSRID( 'POINT EMPTY'::geometry, 3857 ) WHERE id = 2;"
                              "UPDATE s.tree SET geom = NULL WHERE id = 3" );
      QCOMPARE( conflicts( network ).size(), 4 );
      const QList<Conflict> unresolved = conflicts( network, true );
      QCOMPARE( unresolved.size(), 1 );
      QCOMPARE( unresolved.first().kind, QStringLiteral( "unique_violation" ) );
      QVERIFY( !unresolved.first().error.isEmpty() );
      QCOMPARE( unresolved.first().geometryWkb, QString() );
      network.central().exec( "DROP TABLE s.tree; ALTER TABLE s.owner DROP COLUMN uid CASCADE" );
      QCOMPARE( conflicts( network ).size(), 4 );
    }

    void restoringIsAllOrNothing()
    {
      Network network( trees(), 2 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id IN ( 1, 2 ); DELETE FROM s.tree WHERE id = 3; INSERT INTO s.owner( name ) VALUES ( 'same' )" );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'b' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'c' WHERE id IN ( 1, 2, 3 ); INSERT INTO s.owner( name ) VALUES ( 'same' )" );
      network.sync( "a" );
      network.sync( "b" );
      const QString before = network.central().rows( "SELECT id, note FROM s.tree ORDER BY id" );
      const auto id = [&]( const QString &condition )
      { return network.central().value( QStringLiteral( "SELECT id FROM lizsync.conflicts WHERE %1" ).arg( condition ) ).toLongLong(); };
      const qint64 first = id( QStringLiteral( "clone_value = 'a' AND object_uid = ( SELECT uid FROM s.tree WHERE id = 1 )" ) );
      const qint64 second = id( QStringLiteral( "clone_value = 'a' AND object_uid = ( SELECT uid FROM s.tree WHERE id = 2 )" ) );
      const qint64 same = id( QStringLiteral( "clone_value = 'b'" ) );
      const qint64 unresolved = id( QStringLiteral( "NOT resolved" ) );

      QCOMPARE( restoreError( network, { second, 4711 } ), QStringLiteral( "There is no conflict 4711." ) );
      QVERIFY2( restoreError( network, { second, unresolved } ).startsWith( QStringLiteral( "Conflict %1 is not resolved" ).arg( unresolved ) ), qPrintable( restoreError( network, { second, unresolved } ) ) );
      QVERIFY2( restoreError( network, { first, second, same } ).startsWith( QStringLiteral( "Conflicts %1 and %2 are about the same value" ).arg( first ).arg( same ) ), qPrintable( restoreError( network, { first, same } ) ) );
      QVERIFY( !restoreError( network, {} ).isEmpty() );
      QCOMPARE( network.central().rows( "SELECT id, note FROM s.tree ORDER BY id" ), before );

      restore( network, { first, second } );
      QCOMPARE( network.central().rows( "SELECT id, note FROM s.tree WHERE id < 3 ORDER BY id" ), QStringLiteral( "1|a\n2|a" ) );
      const QString again = restoreError( network, { second } );
      QVERIFY2( again.startsWith( QStringLiteral( "Conflict %1 has been restored already" ).arg( second ) ), qPrintable( again ) );
      network.syncAll();
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, note FROM s.tree WHERE id < 3 ORDER BY id" ), QStringLiteral( "1|a\n2|a" ) );
      int restored = 0;
      for ( const Conflict &conflict : conflicts( network ) )
        restored += conflict.restoredAt.isValid() ? 1 : 0;
      QCOMPARE( restored, 2 );
    }

    void restoringWhatTheDatabaseRefusesSaysWhy()
    {
      Network network( trees(), 1 );
      network.clone( "a" ).exec( "UPDATE s.owner SET name = 'a' WHERE id = 1" );
      network.central().exec( "UPDATE s.owner SET name = 'c' WHERE id = 1" );
      network.sync( "a" );
      network.central().exec( "UPDATE s.owner SET name = 'a' WHERE id = 2" );
      const QString message = restoreError( network, { 1 } );
      QVERIFY2( message.contains( QLatin1String( "owner_name_key" ) ) && !message.contains( '\n' ), qPrintable( message ) );
      QCOMPARE( network.central().value( "SELECT name FROM s.owner WHERE id = 1" ), QStringLiteral( "c" ) );
    }

    void onlyCentralIsAsked()
    {
      Network network( trees(), 1 );
      TestFeedback feedback;
      for ( const QString &message :
            { messageOf( [&]
                         { fleetStatus( network.clone( "a" ).conninfo(), true, feedback ); } ),
              messageOf( [&]
                         { restoreConflicts( network.clone( "a" ).conninfo(), { 1 }, feedback ); } ),
              messageOf( [&]
                         { listConflicts(
                             network.clone( "a" ).conninfo(), false, []( const Conflict & ) {}, feedback ); } ) } )
        QVERIFY2( message.contains( QLatin1String( "is clone \"a\"" ) ) && message.contains( QLatin1String( "CENTRAL" ) ), qPrintable( message ) );
      TestDatabase empty;
      QVERIFY( messageOf( [&]
                          { fleetStatus( empty.conninfo(), true, feedback ); } )
                 .contains( QLatin1String( "not installed" ) ) );
    }

    void aCloneThatNeverCameIsKnown()
    {
      Network network( trees(), 1 );
      const CloneStatus clone = statusOf( network, QStringLiteral( "a" ) );
      QVERIFY( !clone.lastContact.isValid() && clone.registeredAt.isValid() );
      QCOMPARE( clone.version, QString() );
      QCOMPARE( clone.logBytes, -1LL );
      QVERIFY( !clone.structureKnown );
      QCOMPARE( clone.tables, 2 );
      QCOMPARE( clone.idRanges.size(), 2 );
      QCOMPARE( clone.idRanges.first().left, clone.idRanges.first().size );
      TestFeedback feedback;
      const FleetStatus fleet = fleetStatus( network.central().conninfo(), false, feedback );
      QCOMPARE( fleet.problems( clone ), QStringList() );
      FleetStatus later = fleet;
      later.now = fleet.now.addDays( 45 );
      QCOMPARE( later.problems( clone ), QStringList( QStringLiteral( "never synchronised in the 45 days since it was deployed" ) ) );
    }

    void aSyncTellsHowTheCloneIs()
    {
      Network network( trees(), 2 );
      for ( const Carrier carrier : { Carrier::Engine, Carrier::Sql } )
      {
        network.clone( "a" ).exec( "INSERT INTO s.tree( note ) SELECT 'new' FROM generate_series( 1, 10 )" );
        network.sync( "a", carrier );
        const CloneStatus clone = statusOf( network, QStringLiteral( "a" ) );
        QVERIFY( clone.lastContact.isValid() );
        QCOMPARE( clone.version, libraryVersion() );
        QVERIFY( clone.logBytes > 0 );
        QVERIFY( clone.structureKnown );
        QCOMPARE( clone.structureDifference, QString() );
        QCOMPARE( clone.lowestRange()->sequence, QStringLiteral( "\"s\".\"tree_id_seq\"" ) );
        QCOMPARE( clone.lowestRange()->size - clone.lowestRange()->left, carrier == Carrier::Engine ? 10LL : 20LL );
        QCOMPARE( clone.waiting, 0LL );
      }
    }

    //! Modifiers of an extension's types are told by number, which loads no library, and by older clones in words.
    void geometryTypesAreToldInWords()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( trees(), 1 );
      network.sync( "a" );
      QCOMPARE( statusOf( network, QStringLiteral( "a" ) ).structureDifference, QString() );
      network.central().exec( "UPDATE lizsync.clone_states SET structure = jsonb_set( structure, ARRAY['\"s\".\"tree\"', 'columns', 'geom'], '\"public.geometry(Point,3857)\"' )" );
      QCOMPARE( statusOf( network, QStringLiteral( "a" ) ).structureDifference, QString() );
      const QString expected = QStringLiteral( "column geom of table \"s\".\"tree\" is public.geometry(Geometry,4326) in central but public.geometry(Point,3857) in the clone" );
      network.central().exec( "ALTER TABLE s.tree ALTER geom TYPE geometry( Geometry, 4326 ) USING ST_Transform( geom, 4326 )" );
      QCOMPARE( statusOf( network, QStringLiteral( "a" ) ).structureDifference, expected );
      const QString message = messageOf( [&]
                                         { network.sync( "a" ); } );
      QVERIFY2( message.contains( expected ), qUtf8Printable( message ) );
      QCOMPARE( statusOf( network, QStringLiteral( "a" ) ).structureDifference, expected );
      // What is no type here is told as it came.
      QCOMPARE( network.central().value( "SELECT lizsync.type_in_words( 'nowhere.kind#7 generated' ) || lizsync.type_in_words( 'x; DROP TABLE s.tree#7' )" ), QStringLiteral( "nowhere.kind#7 generatedx; DROP TABLE s.tree#7" ) );
    }

    void whatWaitsForAClone()
    {
      Network network( trees(), 2 );
      network.syncAll();
      network.central().exec( "UPDATE s.tree SET note = 'waiting' WHERE id < 4" );
      network.central().exec( "UPDATE s.owner SET name = 'waiting' WHERE id = 1" );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'from b' WHERE id = 9" );
      network.sync( "b" );
      const CloneStatus clone = statusOf( network, QStringLiteral( "a" ) );
      QCOMPARE( clone.waiting, 5LL );
      QCOMPARE( QString::number( clone.oldestEvent ), network.central().value( "SELECT min( event_id ) FROM audit.logged_actions WHERE changed_fields -> 'note' = 'waiting'" ) );
      QVERIFY( clone.oldestEventTime.isValid() );
      QCOMPARE( statusOf( network, QStringLiteral( "b" ) ).waiting, 0LL );
      QCOMPARE( statusOf( network, QStringLiteral( "b" ) ).oldestEvent, 0LL );
      TestFeedback feedback;
      const FleetStatus fleet = fleetStatus( network.central().conninfo(), true, feedback );
      QCOMPARE( fleet.pending, 5LL );
      qint64 edits = 0;
      qint64 fromClones = 0;
      for ( const DayEdits &day : fleet.edits )
      {
        edits += day.edits;
        fromClones += day.clone == QLatin1String( "b" ) ? day.edits : 0;
      }
      QCOMPARE( edits, 5LL );
      QCOMPARE( fromClones, 1LL );
      QCOMPARE( network.central().rows( "SELECT name, events_waiting FROM lizsync.fleet_status() ORDER BY 1" ), network.central().rows( "SELECT name, events_waiting FROM lizsync.clones ORDER BY 1" ) );
      // A restored central counts event by event.
      network.central().exec( "UPDATE lizsync.clone_states SET system_identifier = 1" );
      QCOMPARE( network.central().rows( "SELECT name, events_waiting FROM lizsync.fleet_status() ORDER BY 1" ), network.central().rows( "SELECT name, events_waiting FROM lizsync.clones ORDER BY 1" ) );
      QCOMPARE( statusOf( network, QStringLiteral( "a" ) ).waiting, 5LL );
    }

    void whatNeedsALookIsSaid()
    {
      Network network( trees(), 2 );
      network.clone( "a" ).exec( "INSERT INTO s.owner( name ) VALUES ( 'same' ); SELECT setval( 's.tree_id_seq', ( SELECT last_id - 9 FROM lizsync.id_ranges WHERE sequence_name = '\"s\".\"tree_id_seq\"' ) )" );
      network.central().exec( "INSERT INTO s.owner( name ) VALUES ( 'same' )" );
      network.sync( "a" );
      network.sync( "b" );
      network.central().exec( "ALTER TABLE s.tree ADD COLUMN height integer; UPDATE lizsync.clone_states SET clock_offset = '-3 hours', version = '0.1.0', last_contact = now() - interval '31 days' WHERE clone_name = 'b'" );
      TestFeedback feedback;
      const FleetStatus fleet = fleetStatus( network.central().conninfo(), false, feedback );
      QCOMPARE( fleet.unresolved, 1LL );
      const QString added = QStringLiteral( "table \"s\".\"tree\" has a column height (integer) in central that the clone does not have: make the same change on both sides" );
      // The range that was almost used up at the hello was followed by another one in the same sync.
      QCOMPARE( fleet.problems( fleet.clones.at( 0 ) ), QStringList( { QStringLiteral( "1 conflict not resolved" ), added } ) );
      QVERIFY( fleet.clones.at( 0 ).lowestRange()->left > fleet.clones.at( 0 ).lowestRange()->size - 10 );
      QCOMPARE( fleet.problems( fleet.clones.at( 1 ) ), QStringList( { QStringLiteral( "no sync for 31 days" ), QStringLiteral( "LizSync 0.1.0 there, %1 in central: upgrade the older one" ).arg( libraryVersion() ), added, QStringLiteral( "its clock is 10800 s behind" ) } ) );
      QCOMPARE( feedback.warnings.size(), 2 );
      QVERIFY2( feedback.warnings.first().startsWith( QLatin1String( "Clone \"a\": 1 conflict not resolved" ) ), qPrintable( feedback.warnings.first() ) );
    }

    void aSyncWithNothingToDoAddsNoRow()
    {
      Network network( trees(), 1 );
      network.syncAll();
      const QString rows = QStringLiteral( "SELECT ( SELECT count( * ) FROM lizsync.history ), ( SELECT count( * ) FROM lizsync.clone_states ), ( SELECT count( * ) FROM lizsync.id_ranges ), ( SELECT count( * ) FROM audit.logged_actions )" );
      const QString before = network.central().rows( rows );
      const QDateTime contact = statusOf( network, QStringLiteral( "a" ) ).lastContact;
      QTRY_VERIFY( QDateTime::currentDateTimeUtc() > contact.addSecs( 1 ) );
      network.sync( "a", Carrier::Engine );
      QCOMPARE( network.central().rows( rows ), before );
      QVERIFY( statusOf( network, QStringLiteral( "a" ) ).lastContact > contact );
    }

    void aThousandClonesAreQuick()
    {
      Network network( trees(), 1 );
      network.syncAll();
      network.central().exec( "INSERT INTO lizsync.clone_states( clone_id, clone_name, acknowledged_sync, acknowledged_snapshot, system_identifier, newest_sync ) "
                              "SELECT gen_random_uuid(), 'clone ' || i, s.acknowledged_sync, s.acknowledged_snapshot, s.system_identifier, s.newest_sync FROM lizsync.clone_states AS s, generate_series( 1, 999 ) AS i;"
                              "INSERT INTO lizsync.synchronized_tables( server_id, sync_tables ) SELECT s.clone_id, ( SELECT t.sync_tables FROM lizsync.synchronized_tables AS t LIMIT 1 ) FROM lizsync.clone_states AS s "
                              "ON CONFLICT DO NOTHING;"
                              "INSERT INTO s.tree( note ) SELECT 'bulk' FROM generate_series( 1, 20000 );" );
      for ( int i = 0; i < 20; ++i )
        network.central().exec( QStringLiteral( "UPDATE s.tree SET note = 'n%1' WHERE id BETWEEN %1 AND %1 + 100" ).arg( i ) );
      QElapsedTimer timer;
      timer.start();
      TestFeedback feedback;
      const FleetStatus fleet = fleetStatus( network.central().conninfo(), true, feedback );
      QCOMPARE( fleet.clones.size(), 1000 );
      QVERIFY( fleet.pending > 1000 * 20000LL );
      // A count of the log for each clone would be some minutes.
      QVERIFY2( timer.elapsed() < 20000, qPrintable( QString::number( timer.elapsed() ) ) );
    }
};

QTEST_GUILESS_MAIN( TestFleet )
#include "test_fleet.moc"
