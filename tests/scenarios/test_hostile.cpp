/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/error.h"
#include "engine/pg/quoting.h"
#include "tests/scenarios/network.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtTest>

using namespace LizSync;

/**
 * What a clone sends, sent by somebody who is no LizSync: by COPY into the inbox, as the engine does, or through the views that
 * postgres_fdw uses. Whatever it is, central's other tables, its log and its records of others stay as they were.
 */
class TestHostile : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void forgedRow_data()
    {
      QTest::addColumn<QString>( "columns" );
      QTest::addColumn<QString>( "values" );
      QTest::addColumn<QString>( "expected" );
      const QString usual = QStringLiteral( "relation, uid, action, row_values, edited_at" );
      const QString never = QStringLiteral( "that no sync sends" );
      QTest::newRow( "another table" ) << usual << "'\"p\".\"private\"', md5( 'p1' )::uuid, 'U', 'note => x', now()" << never;
      QTest::newRow( "LizSync's own table" ) << usual << "'\"lizsync\".\"history\"', md5( 'p1' )::uuid, 'D', NULL, now()" << never;
      QTest::newRow( "a catalog" ) << usual << "'pg_catalog.pg_authid', md5( 'p1' )::uuid, 'D', NULL, now()" << never;
      QTest::newRow( "a statement as table" ) << usual << "'\"s\".\"tree\"; DROP TABLE p.private; --', md5( '1' )::uuid, 'D', NULL, now()" << never;
      QTest::newRow( "another spelling" ) << usual << "'s.tree', md5( '1' )::uuid, 'U', 'note => x', now()" << never;
      QTest::newRow( "another uid inside" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', hstore( 'uid', md5( '2' )::uuid::text ), now()" << never;
      QTest::newRow( "insert without uid" ) << usual << "'\"s\".\"tree\"', md5( 'n' )::uuid, 'I', 'note => x', now()" << never;
      QTest::newRow( "no values" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', NULL, now()" << never;
      QTest::newRow( "done already" ) << usual + ", state"
                                      << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', now(), 'applied'" << never;
      QTest::newRow( "refused already" ) << usual + ", state"
                                         << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', now(), 'refused'" << never;
      QTest::newRow( "whole row back" ) << usual + ", resend"
                                        << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', now(), true" << never;
      QTest::newRow( "needed" ) << usual + ", needed"
                                << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', now(), true" << never;
      QTest::newRow( "column that is none" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', hstore( 'note\" = NULL; DROP TABLE p.private; --', 'x' ), now()"
                                             << "0/0";
      QTest::newRow( "statement as value" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', hstore( 'note', $$'; DROP TABLE p.private; --$$ ), now()"
                                            << "1/0";
      QTest::newRow( "value of another type" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', hstore( 'n', '1; DROP TABLE p.private' ), now()"
                                               << "0/1";
      QTest::newRow( "generated column" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', hstore( 'twice', '7' ), now()"
                                          << "0/0";
      QTest::newRow( "a megabyte" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', hstore( 'note', repeat( 'x', 1000000 ) ), now()"
                                    << "1/0";
      QTest::newRow( "thousand columns" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', ( SELECT hstore( array_agg( 'c' || i ), array_agg( 'x'::text ) ) FROM generate_series( 1, 1000 ) AS i ), now()"
                                          << "0/0";
      QTest::newRow( "in the far future" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', '3000-01-01'"
                                           << "1/0";
      QTest::newRow( "at no time" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', NULL"
                                    << "1/0";
      QTest::newRow( "infinitely late" ) << usual << "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', 'infinity'"
                                         << "1/0";
    }

    //! The outcome is a refusal in words, or "applied/unresolved".
    void forgedRow()
    {
      QFETCH( QString, columns );
      QFETCH( QString, values );
      QFETCH( QString, expected );
      Network network( mTables, 1 );
      const QString before = others( network );
      QVERIFY2( outcome( network, columns, values ).contains( expected ), qUtf8Printable( outcome( network, columns, values ) ) );
      QCOMPARE( others( network ), before );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions WHERE sync_data ? 'edited_at' AND ( sync_data ->> 'edited_at' )::timestamptz > now() + interval '5 seconds'" ), QStringLiteral( "0" ) );
    }

    //! One change a row.
    void twoChangesOfOneRow()
    {
      Network network( mTables, 1 );
      const QString row = QStringLiteral( "'\"s\".\"tree\"', md5( '1' )::uuid, 'U', 'note => x', now()" );
      QVERIFY( outcome( network, QStringLiteral( "relation, uid, action, row_values, edited_at" ), row + QStringLiteral( " ), ( " ) + row ).contains( QLatin1String( "uplicate" ) ) );
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE uid = md5( '1' )::uuid" ), QStringLiteral( "1" ) );
    }

    void forgedMessage_data()
    {
      QTest::addColumn<QString>( "verb" );
      QTest::addColumn<QString>( "change" );
      QTest::newRow( "tables that are not its own" ) << "merge"
                                                     << "'{\"tables\": [\"\\\"p\\\".\\\"private\\\"\"]}'";
      QTest::newRow( "LizSync's tables" ) << "merge"
                                          << "'{\"tables\": [\"\\\"lizsync\\\".\\\"history\\\"\"]}'";
      QTest::newRow( "another sync" ) << "merge"
                                      << "'{\"sync_id\": \"00000000-0000-0000-0000-000000000001\"}'";
      QTest::newRow( "no sync" ) << "merge"
                                 << "'{\"sync_id\": null}'";
      QTest::newRow( "report of another sync" ) << "report"
                                                << "'{\"sync_id\": \"00000000-0000-0000-0000-000000000001\"}'";
      QTest::newRow( "hello of no clone" ) << "hello"
                                           << "'{\"clone_id\": \"00000000-0000-0000-0000-000000000001\"}'";
      QTest::newRow( "hello of central" ) << "hello"
                                          << "jsonb_build_object( 'clone_id', ( SELECT server_id FROM lizsync.server_metadata ) )";
      QTest::newRow( "acknowledges what never was" ) << "hello"
                                                     << "'{\"acknowledged\": \"00000000-0000-0000-0000-000000000001\"}'";
      QTest::newRow( "former clone unknown" ) << "hello"
                                              << "'{\"clone_id\": \"00000000-0000-0000-0000-000000000001\", \"former_id\": \"00000000-0000-0000-0000-000000000002\"}'";
      QTest::newRow( "no version" ) << "hello"
                                    << "'{\"version\": \"99\"}'";
      QTest::newRow( "sequence of another table" ) << "hello"
                                                   << "'{\"low_sequences\": [\"\\\"p\\\".\\\"private_id_seq\\\"\"]}'";
      QTest::newRow( "statement as sequence" ) << "hello"
                                               << "'{\"low_sequences\": [\"s.tree_id_seq; DROP TABLE p.private\"]}'";
      QTest::newRow( "another request" ) << "drop"
                                         << "'{}'";
    }

    //! Messages of a sync with something else in them are refused in one sentence.
    void forgedMessage()
    {
      QFETCH( QString, verb );
      QFETCH( QString, change );
      Network network( mTables, 1 );
      const QString before = others( network );
      Pg::Connection connection( network.central().conninfo(), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
      QString message = QStringLiteral( "nothing" );
      try
      {
        const QString forged = QStringLiteral( "SELECT $1::jsonb || " ) + change;
        QString hello = network.clone( QStringLiteral( "a" ) ).value( "SELECT lizsync.clone_hello()" );
        if ( verb == QLatin1String( "hello" ) )
          hello = *transaction.scalar( forged, { hello } );
        const QString reply = *transaction.scalar( QStringLiteral( "SELECT lizsync.central_hello( $1 )" ), { hello } );
        if ( verb == QLatin1String( "merge" ) || verb == QLatin1String( "report" ) )
        {
          const QString request = *transaction.scalar( QStringLiteral( "SELECT jsonb_build_object( 'sync_id', $1::jsonb -> 'sync_id', 'tables', $1::jsonb -> 'tables', 'clock_offset', '0', 'resumes', false )" ), { reply } );
          const QString forgedRequest = *transaction.scalar( forged, { request } );
          transaction.scalar( verb == QLatin1String( "merge" ) ? QStringLiteral( "SELECT lizsync.central_merge( $1 )" ) : QStringLiteral( "SELECT lizsync.central_report( $1 )" ), { forgedRequest } );
        }
        else if ( verb == QLatin1String( "drop" ) )
          transaction.execute( QStringLiteral( "INSERT INTO lizsync.remote_call ( verb ) VALUES ( 'drop' )" ) );
      }
      catch ( const Pg::Error &error )
      {
        message = QString::fromLatin1( error.sqlState() );
      }
      QCOMPARE( message, QStringLiteral( "LZ001" ) );
      transaction.rollback();
      QCOMPARE( others( network ), before );
    }

    //! Random rows of hostile pieces: whatever becomes of them, everything else is as it was, and an honest sync goes on.
    void randomRows()
    {
      const quint32 seed = qEnvironmentVariableIsSet( "LIZSYNC_TEST_SEED" ) ? qEnvironmentVariable( "LIZSYNC_TEST_SEED" ).toUInt() : QRandomGenerator::global()->generate();
      qInfo( "LIZSYNC_TEST_SEED=%u", seed );
      QRandomGenerator random( seed );
      const QStringList relations { "'\"s\".\"tree\"'", "'\"s\".\"tree\"'", "'\"s\".\"tree\"'", "'\"s\".\"we\"\"ird.na''me\"'", "'\"p\".\"private\"'", "'\"audit\".\"logged_actions\"'", "''", "'\"s\".\"tree\" AS x, p.private'", "E'\\x01'" };
      const QStringList uids { "md5( '1' )::uuid", "md5( '2' )::uuid", "gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'" };
      const QStringList keys { "'note'", "'n'", "'id'", "'uid'", "'twice'", "''", "'no\"te'", "'note'' --'", "'NOTE'", "'tableoid'", "'ctid'", "'select'", "E'\\n'" };
      const QStringList values { "NULL", "''", "'1'", "'x'", "'-99999999999999'", "'NaN'", "$$'; DELETE FROM p.private; --$$", "$$\")::text, (SELECT 1)$$", "'infinity'", "repeat( '\\', 5000 )", "md5( '1' )::uuid::text", "'{}'", "'%s%I%L'" };
      const QStringList times { "now()", "NULL", "'infinity'", "'-infinity'", "'3000-01-01'", "now() - interval '1 hour'" };
      const auto one = [&random]( const QStringList &list )
      { return list.at( random.bounded( list.size() ) ); };
      Network network( mTables, 1 );
      const QString before = others( network );
      const int rounds = qEnvironmentVariableIsSet( "LIZSYNC_TEST_ROUNDS" ) ? qEnvironmentVariableIntValue( "LIZSYNC_TEST_ROUNDS" ) : 60;
      int merged = 0;
      for ( int round = 0; round < rounds; ++round )
      {
        QStringList rows;
        for ( int i = random.bounded( 1, 4 ); i > 0; --i )
        {
          QStringList pairs;
          for ( int k = random.bounded( 4 ); k > 0; --k )
            pairs << QStringLiteral( "hstore( %1, %2 )" ).arg( one( keys ), one( values ) );
          rows << QStringLiteral( "%1, %2, %3, %4, %5" ).arg( one( relations ), one( uids ), one( { "'I'", "'U'", "'D'" } ), pairs.isEmpty() ? one( { "NULL", "''::hstore" } ) : pairs.join( QLatin1String( " || " ) ), one( times ) );
        }
        const QString result = outcome( network, QStringLiteral( "relation, uid, action, row_values, edited_at" ), rows.join( QLatin1String( " ), ( " ) ) );
        merged += result.contains( QRegularExpression( QStringLiteral( "^\\d+/\\d+$" ) ) ) ? 1 : 0;
        QVERIFY2( !result.contains( QLatin1String( "syntax error" ) ) && !result.contains( QLatin1String( "XX000" ) ), qUtf8Printable( rows.join( QLatin1String( " ), ( " ) ) + QStringLiteral( " -> " ) + result ) );
        QCOMPARE( others( network ), before );
      }
      QVERIFY2( merged > 0, "none of the rows got as far as the merge" );
      network.clone( QStringLiteral( "a" ) ).exec( "UPDATE s.tree SET n = 5 WHERE uid = md5( '3' )::uuid" );
      network.sync( QStringLiteral( "a" ) );
      network.sync( QStringLiteral( "a" ) );
      QCOMPARE( network.differences(), QString() );
    }

  private:
    //! Everything in central that a clone has no business with.
    static QString others( Network &network )
    {
      return network.central().rows( "SELECT md5( string_agg( t::text, '' ORDER BY t.id ) ) FROM p.private AS t UNION ALL SELECT count( * )::text FROM lizsync.migrations UNION ALL SELECT md5( string_agg( h.sync_id::text || h.sync_type, '' ORDER BY h.sync_id ) ) FROM lizsync.history AS h WHERE h.sync_type = 'full' "
                                     "UNION ALL SELECT md5( string_agg( t.sync_tables::text, '' ) ) FROM lizsync.synchronized_tables AS t UNION ALL SELECT count( * )::text FROM audit.logged_actions WHERE table_name NOT IN ( 'tree', 'we\"ird.na''me' ) UNION ALL SELECT count( * )::text FROM pg_class AS c WHERE c.relnamespace = 's'::regnamespace "
                                     "UNION ALL SELECT last_value::text FROM p.private_id_seq" );
    }

    //! Sends rows of the inbox as a clone would that is no LizSync, and answers "applied/unresolved" or the refusal.
    static QString outcome( Network &network, const QString &columns, const QString &values )
    {
      Pg::Connection connection( network.central().conninfo(), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
      try
      {
        const QString hello = network.clone( QStringLiteral( "a" ) ).value( "SELECT lizsync.clone_hello()" );
        const QString reply = *transaction.scalar( QStringLiteral( "SELECT lizsync.central_hello( $1 )" ), { hello } );
        const QString sync = *transaction.scalar( QStringLiteral( "SELECT $1::jsonb ->> 'sync_id'" ), { reply } );
        const bool throughView = testedCarrier() == Carrier::Sql && columns.count( ',' ) == 4;
        const bool more = columns.count( ',' ) > 4;
        const QString rows = QStringLiteral( "( SELECT r::text, u::uuid, a::text, v::hstore, t::timestamptz%1 FROM ( VALUES ( %2 ) ) AS y( r, u, a, v, t%1 ) ) AS x( r, u, a, v, t%1 )" ).arg( more ? QStringLiteral( ", m" ) : QString(), values );
        if ( throughView )
        {
          transaction.execute( QStringLiteral( "INSERT INTO lizsync.remote_push ( sync_id, relations, uids, actions, row_values, edited_at, column_times, first_values, edited_by, first_events ) "
                                               "SELECT '%1', array_agg( r ), array_agg( u ), array_agg( a ), string_agg( lizsync.separable_text( v::text ), chr( 30 ) ), array_agg( t ), array_agg( NULL::hstore ), array_agg( NULL::hstore ), array_agg( NULL::text ), array_agg( 1::bigint ) FROM %2" )
                                 .arg( sync, rows ) );
        }
        else
          transaction.execute( QStringLiteral( "INSERT INTO lizsync.inbox ( sync_id, %1 ) SELECT '%2', x.* FROM %3" ).arg( columns, sync, rows ) );
        const QString request = *transaction.scalar( QStringLiteral( "SELECT jsonb_build_object( 'sync_id', $1::jsonb -> 'sync_id', 'tables', $1::jsonb -> 'tables', 'clock_offset', '0', 'resumes', false )" ), { reply } );
        const QString merge = *transaction.scalar( QStringLiteral( "SELECT lizsync.central_merge( $1 )" ), { request } );
        const QString report = *transaction.scalar( QStringLiteral( "SELECT $1::jsonb || jsonb_build_object( 'to_clone', 0, 'clone_snapshot', txid_current_snapshot()::text, 'clone_digest', '', 'refused', '[]'::jsonb )" ), { merge } );
        const QString result = *transaction.scalar( QStringLiteral( "SELECT r ->> 'to_central' || '/' || ( r ->> 'unresolved' ) FROM lizsync.central_report( $1 ) AS r" ), { report } );
        transaction.rollback();
        return result;
      }
      catch ( const Pg::Error &error )
      {
        return QString::fromUtf8( error.what() ) + QStringLiteral( " (%1)" ).arg( QString::fromLatin1( error.sqlState() ) );
      }
    }

    const QString mTables = QStringLiteral( "CREATE TABLE s.tree ( id serial PRIMARY KEY, note text, n integer, twice integer GENERATED ALWAYS AS ( n * 2 ) STORED, uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE ); INSERT INTO s.tree ( note, n, uid ) SELECT i, i, md5( i::text )::uuid FROM generate_series( 1, 3 ) AS i;"
                                            "CREATE TABLE s.\"we\"\"ird.na'me\" ( id serial PRIMARY KEY, note text );"
                                            "CREATE SCHEMA p; CREATE TABLE p.private ( id serial PRIMARY KEY, note text, uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE ); INSERT INTO p.private ( note, uid ) VALUES ( 'p', md5( 'p1' )::uuid );" );
};

QTEST_GUILESS_MAIN( TestHostile )
#include "test_hostile.moc"
