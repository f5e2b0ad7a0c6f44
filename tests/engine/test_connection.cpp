/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "tests/common/passwordrole.h"
#include "tests/common/testdatabase.h"
#include "tests/common/testfeedback.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace LizSync;

class TestConnection : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mDatabase;

    std::unique_ptr<Pg::Connection> connect( Feedback *feedback = nullptr ) const
    {
      return std::make_unique<Pg::Connection>( mDatabase->conninfo(), QStringLiteral( "lizsync test" ), feedback );
    }

    static Pg::Error errorOf( const QString &conninfo )
    {
      try
      {
        const Pg::Connection connection( conninfo, QStringLiteral( "lizsync test" ) );
      }
      catch ( const Pg::Error &error )
      {
        return error;
      }
      return Pg::Error( QStringLiteral( "no error" ), {}, {}, {}, {}, true );
    }

    static Pg::Error errorOf( Pg::Transaction &transaction, const QString &sql )
    {
      try
      {
        transaction.execute( sql );
      }
      catch ( const Pg::Error &error )
      {
        return error;
      }
      return Pg::Error( QStringLiteral( "no error" ), {}, {}, {}, {}, true );
    }

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      mDatabase = std::make_unique<TestDatabase>( QStringLiteral( "connection" ) );
    }

    void cleanupTestCase() { mDatabase.reset(); }

    void says_who_it_is()
    {
      const auto connection = connect();
      QCOMPARE( connection->databaseName(), mDatabase->name() );
      QVERIFY( connection->label().endsWith( '/' + mDatabase->name() ) );
      QVERIFY( connection->serverVersion() >= 130000 );
      Pg::Transaction transaction( *connection );
      QCOMPARE( transaction.scalar( QStringLiteral( "SHOW application_name" ) ).value(), QStringLiteral( "lizsync test" ) );
      QCOMPARE( transaction.scalar( QStringLiteral( "SHOW client_encoding" ) ).value(), QStringLiteral( "UTF8" ) );
      QCOMPARE( transaction.scalar( QStringLiteral( "SELECT pg_backend_pid()" ) ).value(), QString::number( connection->backendPid() ) );
    }

    void effective_keywords_lead_to_the_same_database()
    {
      const auto connection = connect();
      const Pg::Connection again( Pg::buildConninfo( connection->effectiveKeywords() ), QStringLiteral( "lizsync test" ) );
      QCOMPARE( again.label(), connection->label() );
    }

    void parameters_and_results()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      const Pg::Result result = transaction.execute( QStringLiteral( "SELECT $1::text AS a, $2::text AS \"B b\", $3::jsonb AS j, ''::text" ),
                                                     { QStringLiteral( "it's é" ), std::nullopt, QStringLiteral( "{\"n\":[1]}" ) } );
      QCOMPARE( result.rowCount(), 1 );
      QCOMPARE( result.columnCount(), 4 );
      QCOMPARE( result.value( 0, QStringLiteral( "a" ) ), QStringLiteral( "it's é" ) );
      QVERIFY( result.isNull( 0, 1 ) );
      QVERIFY( !result.isNull( 0, 3 ) );
      QCOMPARE( result.columnName( 1 ), QStringLiteral( "B b" ) );
      QVERIFY( result.json( 0, 2 ).contains( QStringLiteral( "n" ) ) );
      QVERIFY_EXCEPTION_THROWN( result.value( 0, QStringLiteral( "b b" ) ), LizSync::Error );
      QVERIFY( !transaction.scalar( QStringLiteral( "SELECT 1 WHERE false" ) ) );
    }

    void commits_only_when_told()
    {
      const auto connection = connect();
      {
        Pg::Transaction transaction( *connection );
        transaction.executeScript( QStringLiteral( "CREATE TABLE once( a int ); INSERT INTO once VALUES ( 1 ), ( 2 )" ) );
        transaction.commit();
      }
      {
        Pg::Transaction transaction( *connection );
        QCOMPARE( transaction.execute( QStringLiteral( "DELETE FROM once" ) ).affectedRows(), qint64( 2 ) );
      }
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM once" ) ), QStringLiteral( "2" ) );
    }

    void a_failed_transaction_does_not_pretend_to_commit()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      QCOMPARE( errorOf( transaction, QStringLiteral( "SELECT 1/0" ) ).sqlState(), QByteArray( "22012" ) );
      QVERIFY_EXCEPTION_THROWN( transaction.commit(), Pg::Error );
      Pg::Transaction next( *connection );
      QCOMPARE( next.scalar( QStringLiteral( "SELECT 1" ) ).value(), QStringLiteral( "1" ) );
    }

    void a_deferred_error_shows_at_commit()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      transaction.executeScript( QStringLiteral( "CREATE TABLE twins( a int UNIQUE DEFERRABLE INITIALLY DEFERRED ); INSERT INTO twins VALUES ( 1 ), ( 1 )" ) );
      QVERIFY_EXCEPTION_THROWN( transaction.commit(), Pg::Error );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT to_regclass( 'twins' )" ) ), QString() );
    }

    void one_transaction_at_a_time()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      QVERIFY_EXCEPTION_THROWN( Pg::Transaction second( *connection ), LizSync::Error );
      QVERIFY_EXCEPTION_THROWN( connection->executeOutsideTransaction( QStringLiteral( "SELECT 1" ) ), LizSync::Error );
      transaction.commit();
      QVERIFY_EXCEPTION_THROWN( transaction.execute( QStringLiteral( "SELECT 1" ) ), LizSync::Error );
    }

    void repeatable_read()
    {
      const auto connection = connect();
      mDatabase->exec( QStringLiteral( "CREATE TABLE snap( a int )" ) );
      Pg::Transaction transaction( *connection, Pg::Transaction::Isolation::RepeatableRead );
      QCOMPARE( transaction.scalar( QStringLiteral( "SELECT count(*) FROM snap" ) ).value(), QStringLiteral( "0" ) );
      mDatabase->exec( QStringLiteral( "INSERT INTO snap VALUES ( 1 )" ) );
      QCOMPARE( transaction.scalar( QStringLiteral( "SELECT count(*) FROM snap" ) ).value(), QStringLiteral( "0" ) );
    }

    void errors_carry_what_the_server_said()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      transaction.executeScript( QStringLiteral( "SAVEPOINT s" ) );
      const Pg::Error raised = errorOf( transaction, QStringLiteral( "DO $$ BEGIN RAISE EXCEPTION 'Table \"x\" has no key.' USING DETAIL = 'd', HINT = 'h'; END $$" ) );
      QCOMPARE( raised.message(), QStringLiteral( "Table \"x\" has no key." ) );
      QCOMPARE( raised.sqlState(), QByteArray( "P0001" ) );
      QCOMPARE( raised.detail(), QStringLiteral( "d" ) );
      QCOMPARE( raised.hint(), QStringLiteral( "h" ) );
      QVERIFY( raised.connectionAlive() );
      QVERIFY( !raised.isRetryable() );
      transaction.executeScript( QStringLiteral( "ROLLBACK TO s" ) );

      const Pg::Error missing = errorOf( transaction, QStringLiteral( "SELECT * FROM nowhere" ) );
      QCOMPARE( missing.message(), QStringLiteral( "Relation \"nowhere\" does not exist." ) );
      QCOMPARE( missing.sqlState(), QByteArray( "42P01" ) );
      QCOMPARE( missing.position(), 15 );
      QCOMPARE( missing.statement(), QStringLiteral( "SELECT * FROM nowhere" ) );
      transaction.executeScript( QStringLiteral( "ROLLBACK TO s" ) );

      QVERIFY( errorOf( transaction, QStringLiteral( "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$" ) ).isRetryable() );
    }

    void missing_database()
    {
      const Pg::Error error = errorOf( withKeywords( mDatabase->conninfo(), { { QStringLiteral( "dbname" ), QStringLiteral( "nowhere" ) } } ) );
      QCOMPARE( error.sqlState(), QByteArray( "3D000" ) );
      QVERIFY2( error.message().startsWith( QLatin1String( "Database \"nowhere\" does not exist on the PostgreSQL server " ) ), qUtf8Printable( error.message() ) );
    }

    void missing_role()
    {
      const Pg::Error error = errorOf( withKeywords( mDatabase->conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "nobody_here" ) } } ) );
      QCOMPARE( error.sqlState().left( 2 ), QByteArray( "28" ) );
      QVERIFY2( error.message().contains( QLatin1String( "does not let user \"nobody_here\" into database" ) ), qUtf8Printable( error.message() ) );
    }

    //! Whatever the database says of every session: a sync takes as long as it takes.
    void time_limits_of_the_database_do_not_count()
    {
      TestDatabase database( QStringLiteral( "limits" ) );
      QStringList limits { QStringLiteral( "statement_timeout" ), QStringLiteral( "idle_in_transaction_session_timeout" ) };
      // PostgreSQL 17 has it.
      if ( !database.value( QStringLiteral( "SELECT current_setting( 'transaction_timeout', true )" ) ).isEmpty() )
        limits << QStringLiteral( "transaction_timeout" );
      for ( const QString &limit : std::as_const( limits ) )
        database.exec( QStringLiteral( "ALTER DATABASE %1 SET %2 TO '2h'" ).arg( database.name(), limit ) );
      Pg::Connection connection( database.conninfo(), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection );
      for ( const QString &limit : std::as_const( limits ) )
        QCOMPARE( *transaction.scalar( QStringLiteral( "SHOW %1" ).arg( limit ) ), QStringLiteral( "0" ) );
    }

    void wrong_password()
    {
      TestDatabase database( QStringLiteral( "password" ) );
      const PasswordRole role( database, QStringLiteral( "lizsync_with_password" ), QStringLiteral( "right" ) );
      const QString wrong = withKeywords( database.conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_with_password" ) }, { QStringLiteral( "password" ), QStringLiteral( "topsecret" ) } } );
      QCOMPARE( errorOf( wrong ).sqlState(), QByteArray( "28P01" ) );
      const QString message = errorOf( wrong ).message();
      QVERIFY2( message.contains( QLatin1String( "does not let user \"lizsync_with_password\" into database \"" ) + database.name() ), qUtf8Printable( message ) );
      QVERIFY2( message.endsWith( QLatin1String( "Check the user name and the password." ) ), qUtf8Printable( message ) );
      QVERIFY2( !message.contains( QLatin1String( "topsecret" ) ), qUtf8Printable( message ) );

      const Pg::Error none = errorOf( withKeywords( database.conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_with_password" ) } } ) );
      QVERIFY2( none.message().contains( QLatin1String( "wants a password" ) ), qUtf8Printable( none.message() ) );

      const Pg::Connection right( withKeywords( wrong, { { QStringLiteral( "password" ), QStringLiteral( "right" ) } } ), QStringLiteral( "lizsync test" ) );
      QCOMPARE( right.effectiveKeywords().value( QStringLiteral( "password" ) ), QStringLiteral( "right" ) );
      QVERIFY( !right.label().contains( QLatin1String( "right" ) ) );
    }

    void notices_are_handed_on()
    {
      const auto connection = connect();
      QStringList notices;
      connection->setNoticeHandler( [&notices]( const QString &severity, const QString &message )
                                    { notices << severity + ": " + message; } );
      Pg::Transaction transaction( *connection );
      transaction.executeScript( QStringLiteral( "DO $$ BEGIN RAISE WARNING 'look'; END $$" ) );
      QCOMPARE( notices, QStringList { QStringLiteral( "WARNING: look" ) } );
    }

    void cancel_ends_a_statement_and_rolls_back()
    {
      TestFeedback feedback;
      const auto connection = connect( &feedback );
      mDatabase->exec( QStringLiteral( "CREATE TABLE canceled( a int )" ) );
      QElapsedTimer timer;
      timer.start();
      {
        Pg::Transaction transaction( *connection );
        transaction.execute( QStringLiteral( "INSERT INTO canceled VALUES ( 1 )" ) );
        feedback.cancelWhen = [&timer]
        { return timer.elapsed() > 200; };
        QVERIFY_EXCEPTION_THROWN( transaction.execute( QStringLiteral( "SELECT pg_sleep( 60 )" ) ), CanceledError );
      }
      QVERIFY2( timer.elapsed() < 5000, "canceled too late" );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM canceled" ) ), QStringLiteral( "0" ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT state FROM pg_stat_activity WHERE pid = %1" ).arg( connection->backendPid() ) ), QStringLiteral( "idle" ) );
      feedback.cancelWhen = nullptr;
      Pg::Transaction again( *connection );
      QCOMPARE( again.scalar( QStringLiteral( "SELECT 1" ) ).value(), QStringLiteral( "1" ) );
    }

    void a_canceled_feedback_starts_nothing_but_commits_what_is_done()
    {
      TestFeedback feedback;
      const auto connection = connect( &feedback );
      mDatabase->exec( QStringLiteral( "CREATE TABLE late( a int )" ) );
      Pg::Transaction transaction( *connection );
      transaction.execute( QStringLiteral( "INSERT INTO late VALUES ( 1 )" ) );
      feedback.cancelWhen = []
      { return true; };
      QVERIFY_EXCEPTION_THROWN( transaction.execute( QStringLiteral( "INSERT INTO late VALUES ( 2 )" ) ), CanceledError );
      transaction.commit();
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM late" ) ), QStringLiteral( "1" ) );
    }

    void a_killed_backend_is_a_lost_connection()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      transaction.execute( QStringLiteral( "SELECT 1" ) );
      QCOMPARE( mDatabase->terminateBackends( QStringLiteral( "pid = %1" ).arg( connection->backendPid() ) ), 1 );
      const Pg::Error error = errorOf( transaction, QStringLiteral( "SELECT 2" ) );
      QVERIFY2( error.message().startsWith( QStringLiteral( "The connection to %1 was lost: " ).arg( connection->label() ) ), qUtf8Printable( error.message() ) );
      QVERIFY( !error.connectionAlive() );
      QVERIFY( !connection->isAlive() );
      QVERIFY_EXCEPTION_THROWN( transaction.execute( QStringLiteral( "SELECT 3" ) ), Pg::Error );
    }

    void dying_in_the_middle_of_a_statement()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      const Pg::Error error = errorOf( transaction, QStringLiteral( "SELECT pg_terminate_backend( pg_backend_pid() )" ) );
      QCOMPARE( error.sqlState(), QByteArray( "57P01" ) );
      QVERIFY( !error.connectionAlive() );
      QVERIFY2( error.message().contains( QLatin1String( "terminating connection" ) ), qUtf8Printable( error.message() ) );
    }

    void large_statements_and_answers()
    {
      const auto connection = connect();
      Pg::Transaction transaction( *connection );
      const QString large( 5000000, 'x' );
      QCOMPARE( transaction.scalar( QStringLiteral( "SELECT $1::text" ), { large } ).value(), large );
    }
};

QTEST_GUILESS_MAIN( TestConnection )
#include "test_connection.moc"
