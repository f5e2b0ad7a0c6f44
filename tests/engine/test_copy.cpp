/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "tests/common/testdatabase.h"
#include "tests/common/testfeedback.h"

#include <QtTest>

#include <sys/resource.h>

using namespace LizSync;

namespace
{
  //! The most memory that this process has had resident so far, in kB. (Not from /proc: a chroot may have none.)
  qint64 peakMemory()
  {
    rusage usage {};
    return getrusage( RUSAGE_SELF, &usage ) == 0 ? usage.ru_maxrss : -1;
  }
} // namespace

class TestCopy : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mDatabase;
    TestFeedback mFeedback;
    std::unique_ptr<Pg::Connection> mSource;
    std::unique_ptr<Pg::Connection> mTarget;

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void init()
    {
      mFeedback = TestFeedback();
      mDatabase = std::make_unique<TestDatabase>( QStringLiteral( "copy" ) );
      mDatabase->exec( QStringLiteral( "CREATE TABLE a( id int PRIMARY KEY, t text ); CREATE TABLE b( LIKE a INCLUDING ALL )" ) );
      mSource = std::make_unique<Pg::Connection>( mDatabase->conninfo(), QStringLiteral( "lizsync test source" ), &mFeedback );
      mTarget = std::make_unique<Pg::Connection>( mDatabase->conninfo(), QStringLiteral( "lizsync test target" ), &mFeedback );
    }

    void cleanup()
    {
      mSource.reset();
      mTarget.reset();
      mDatabase.reset();
    }

    void out()
    {
      Pg::Transaction transaction( *mSource );
      QByteArray text;
      QCOMPARE( transaction.copyOut( QStringLiteral( "COPY ( VALUES ( 1, 'é' ), ( 2, NULL ) ) TO STDOUT" ), [&text]( const char *data, int size )
                                     { text.append( data, size ); } ),
                qint64( 2 ) );
      QCOMPARE( QString::fromUtf8( text ), QStringLiteral( "1\té\n2\t\\N\n" ) );
      QCOMPARE( transaction.copyOut( QStringLiteral( "COPY a TO STDOUT" ), []( const char *, int ) {} ), qint64( 0 ) );
    }

    void in()
    {
      Pg::Transaction transaction( *mSource );
      QList<QByteArray> blocks { "1\ton", "e\n2\tt", "wo\n" };
      QCOMPARE( transaction.copyIn( QStringLiteral( "COPY a FROM STDIN" ), [&blocks]
                                    { return blocks.isEmpty() ? QByteArray() : blocks.takeFirst(); } ),
                qint64( 2 ) );
      QCOMPARE( transaction.scalar( QStringLiteral( "SELECT string_agg( t, ',' ORDER BY id ) FROM a" ) ).value(), QStringLiteral( "one,two" ) );
    }

    void from_one_database_to_another_in_flat_memory()
    {
      mDatabase->exec( QStringLiteral( "INSERT INTO a SELECT i, repeat( md5( i::text ), 40 ) FROM generate_series( 1, 100000 ) AS i" ) );
      Pg::Transaction source( *mSource );
      Pg::Transaction target( *mTarget );
      const qint64 before = peakMemory();
      qint64 lastRows = 0;
      const qint64 rows = source.copyTo( target, QStringLiteral( "COPY a TO STDOUT ( FORMAT binary )" ), QStringLiteral( "COPY b FROM STDIN ( FORMAT binary )" ), [&]( qint64 moved )
                                         {
        QVERIFY( moved >= lastRows );
        lastRows = moved; } );
      target.commit();
      QCOMPARE( rows, qint64( 100000 ) );
      QCOMPARE( lastRows, qint64( 100000 ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM a JOIN b USING ( id, t )" ) ), QStringLiteral( "100000" ) );
      QVERIFY( before > 0 );
#if !defined( __SANITIZE_ADDRESS__ ) && !defined( __SANITIZE_THREAD__ )
      // 130 MB went through.
      const qint64 grown = peakMemory() - before;
      QVERIFY2( grown < 20000, qUtf8Printable( QString::number( grown ) ) );
#endif
    }

    void an_error_in_the_target_leaves_both_usable()
    {
      mDatabase->exec( QStringLiteral( "INSERT INTO a SELECT i, 'x' FROM generate_series( 1, 200000 ) AS i; INSERT INTO b VALUES ( 77, 'here' )" ) );
      {
        Pg::Transaction source( *mSource );
        Pg::Transaction target( *mTarget );
        try
        {
          source.copyTo( target, QStringLiteral( "COPY a TO STDOUT" ), QStringLiteral( "COPY b FROM STDIN" ) );
          QFAIL( "no error" );
        }
        catch ( const Pg::Error &error )
        {
          QCOMPARE( error.sqlState(), QByteArray( "23505" ) );
        }
        QCOMPARE( source.scalar( QStringLiteral( "SELECT count(*) FROM a" ) ).value(), QStringLiteral( "200000" ) );
      }
      Pg::Transaction target( *mTarget );
      QCOMPARE( target.scalar( QStringLiteral( "SELECT count(*) FROM b" ) ).value(), QStringLiteral( "1" ) );
    }

    void an_error_in_the_source_leaves_both_usable()
    {
      {
        Pg::Transaction source( *mSource );
        Pg::Transaction target( *mTarget );
        try
        {
          source.copyTo( target, QStringLiteral( "COPY ( SELECT i, ( 1 / ( 150000 - i ) )::text FROM generate_series( 1, 200000 ) AS i ) TO STDOUT" ), QStringLiteral( "COPY b FROM STDIN" ) );
          QFAIL( "no error" );
        }
        catch ( const Pg::Error &error )
        {
          QCOMPARE( error.sqlState(), QByteArray( "22012" ) );
        }
      }
      Pg::Transaction source( *mSource );
      Pg::Transaction target( *mTarget );
      QCOMPARE( target.scalar( QStringLiteral( "SELECT count(*) FROM b" ) ).value(), QStringLiteral( "0" ) );
      QCOMPARE( source.scalar( QStringLiteral( "SELECT 1" ) ).value(), QStringLiteral( "1" ) );
    }

    void a_sink_that_throws()
    {
      Pg::Transaction source( *mSource );
      QVERIFY_EXCEPTION_THROWN(
        source.copyOut( QStringLiteral( "COPY ( SELECT generate_series( 1, 1000000 ) ) TO STDOUT" ), []( const char *, int )
                        { throw Error( QStringLiteral( "disk full" ) ); } ),
        Error );
      source.rollback();
      Pg::Transaction again( *mSource );
      QCOMPARE( again.scalar( QStringLiteral( "SELECT 1" ) ).value(), QStringLiteral( "1" ) );
    }

    void cancel_in_the_middle()
    {
      mDatabase->exec( QStringLiteral( "INSERT INTO a SELECT i, repeat( 'x', 500 ) FROM generate_series( 1, 100000 ) AS i" ) );
      bool cancel = false;
      mFeedback.cancelWhen = [&cancel]
      { return cancel; };
      {
        Pg::Transaction source( *mSource );
        Pg::Transaction target( *mTarget );
        QVERIFY_EXCEPTION_THROWN(
          source.copyTo( target, QStringLiteral( "COPY a TO STDOUT" ), QStringLiteral( "COPY b FROM STDIN" ), [&cancel]( qint64 rows )
                         { cancel = rows > 20000; } ),
          CanceledError );
      }
      cancel = false;
      Pg::Transaction source( *mSource );
      Pg::Transaction target( *mTarget );
      QCOMPARE( target.scalar( QStringLiteral( "SELECT count(*) FROM b" ) ).value(), QStringLiteral( "0" ) );
      QCOMPARE( source.scalar( QStringLiteral( "SELECT 1" ) ).value(), QStringLiteral( "1" ) );
    }

    void copy_has_to_go_through_its_own_functions()
    {
      Pg::Transaction source( *mSource );
      QVERIFY_EXCEPTION_THROWN( source.execute( QStringLiteral( "COPY a TO STDOUT" ) ), Error );
      source.rollback();
      Pg::Transaction again( *mSource );
      QVERIFY_EXCEPTION_THROWN( again.executeScript( QStringLiteral( "COPY a FROM STDIN" ) ), Error );
      again.rollback();
      Pg::Transaction third( *mSource );
      QVERIFY_EXCEPTION_THROWN( third.copyOut( QStringLiteral( "SELECT 1" ), []( const char *, int ) {} ), Error );
      QCOMPARE( third.scalar( QStringLiteral( "SELECT 1" ) ).value(), QStringLiteral( "1" ) );
    }
};

QTEST_GUILESS_MAIN( TestCopy )
#include "test_copy.moc"
