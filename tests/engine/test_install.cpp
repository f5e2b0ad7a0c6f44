/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/embeddedsql.h"
#include "engine/schema/installer.h"
#include "engine/schema/prepare.h"
#include "tests/common/pseudotranslator.h"
#include "tests/common/testdatabase.h"
#include "tests/common/testfeedback.h"

#include <QRegularExpression>
#include <QtTest>

#include <thread>

using namespace LizSync;

class TestInstall : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mDatabase;
    TestFeedback mFeedback;

    QString requireMessage() const
    {
      Pg::Connection connection( mDatabase->conninfo(), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection );
      try
      {
        requireInstalled( transaction, QStringLiteral( "central" ) );
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

    QString installMessage( const QString &conninfo, bool overwrite = false )
    {
      try
      {
        install( conninfo, overwrite, mFeedback );
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

    QString prepareMessage( const Selection &selection )
    {
      try
      {
        prepare( mDatabase->conninfo(), selection, QString(), mFeedback );
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void init()
    {
      mDatabase = std::make_unique<TestDatabase>( QStringLiteral( "install" ) );
      mFeedback = TestFeedback();
    }

    void cleanup() { mDatabase.reset(); }

    void sql_is_embedded_in_order()
    {
      QVERIFY( !embeddedSql().isEmpty() );
      QStringList folders;
      for ( const SqlFile &file : embeddedSql() )
      {
        if ( const QString folder = file.path.section( '/', 0, -2 ); folders.isEmpty() || folders.last() != folder )
          folders << folder;
      }
      const QString order = QStringLiteral( "olderplugin/before migrations dropped audit lizsync lizsync/views lizsync/policies olderplugin/after" );
      QCOMPARE( folders.join( ' ' ), order );
      for ( const SqlFile &file : embeddedSql() )
        QVERIFY2( !file.text.contains( QLatin1String( "@LIZSYNC_VERSION@" ) ), qUtf8Printable( file.path ) );
    }

    //! Whoever has standard_conforming_strings off reads a backslash in another way, also in the functions that he calls.
    void sql_has_no_backslashes()
    {
      for ( const SqlFile &file : embeddedSql() )
      {
        QString text = file.text;
        text.remove( QRegularExpression( QStringLiteral( "\\bE'[^']*'" ) ) );
        if ( !file.path.startsWith( QLatin1String( "olderplugin/" ) ) )
          QVERIFY2( !text.contains( '\\' ), qUtf8Printable( file.path ) );
      }
    }

    void mending_without_standard_strings()
    {
      install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA s; CREATE TABLE s.parent ( id int PRIMARY KEY ); SELECT lizsync.prepare( ARRAY['s'], NULL, NULL ); CREATE TABLE s.heir () INHERITS ( s.parent )" ) );
      QString message;
      try
      {
        mDatabase->exec( QStringLiteral( "SET standard_conforming_strings TO off; SELECT lizsync.mend_capture( 's.parent' )" ) );
      }
      catch ( const Error &error )
      {
        message = error.message();
      }
      QCOMPARE( message, QString() );
      QVERIFY( mDatabase->value( QStringLiteral( "SELECT lizsync.inheritance_fault( 's.parent'::regclass )" ) ).isEmpty() );
    }

    void installs_and_installs_again()
    {
      QVERIFY2( requireMessage().startsWith( QLatin1String( "LizSync is not installed in the central database" ) ), qUtf8Printable( requireMessage() ) );

      const InstallResult first = install( mDatabase->conninfo(), false, mFeedback );
      QCOMPARE( first.versionBefore, QString() );
      QCOMPARE( first.version, libraryVersion() );
      QVERIFY( !first.serverId.isEmpty() );
      QCOMPARE( mFeedback.progress.last(), 100.0 );
      QCOMPARE( requireMessage(), QString() );
      // Of its files and their numbers nobody has to hear.
      QCOMPARE( mFeedback.infos.filter( QRegularExpression( QStringLiteral( "\\.sql|\\b\\d{4}_[a-z]|migration" ) ) ), QStringList() );

      const InstallResult second = install( mDatabase->conninfo(), false, mFeedback );
      QCOMPARE( second.versionBefore, libraryVersion() );
      QCOMPARE( second.serverId, first.serverId );
    }

    void overwrite_starts_anew_but_keeps_the_data()
    {
      const InstallResult first = install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA city; CREATE TABLE city.tree( id serial PRIMARY KEY, name text ); INSERT INTO city.tree( name ) VALUES ( 'oak' )" ) );
      QCOMPARE( prepare( mDatabase->conninfo(), { { QStringLiteral( "city" ) }, {} }, QString(), mFeedback ).tables, 1 );
      mDatabase->exec( QStringLiteral( "UPDATE city.tree SET name = 'elm'" ) );
      const QString uid = mDatabase->value( QStringLiteral( "SELECT uid FROM city.tree" ) );

      const InstallResult second = install( mDatabase->conninfo(), true, mFeedback );
      QCOMPARE( second.versionBefore, libraryVersion() );
      QVERIFY( second.serverId != first.serverId );
      QCOMPARE( mDatabase->rows( QStringLiteral( "SELECT name, uid FROM city.tree" ) ), QStringLiteral( "elm|" ) + uid );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM audit.logged_actions" ) ), QStringLiteral( "0" ) );
      mDatabase->exec( QStringLiteral( "UPDATE city.tree SET name = 'ash'" ) );
    }

    void overwrite_is_refused_on_a_clone_with_unsent_edits_data()
    {
      QTest::addColumn<bool>( "translated" );
      QTest::newRow( "English" ) << false;
      QTest::newRow( "another language" ) << true;
    }

    void overwrite_is_refused_on_a_clone_with_unsent_edits()
    {
      QFETCH( bool, translated );
      const std::unique_ptr<PseudoTranslator> translator( translated ? new PseudoTranslator : nullptr );
      install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA city; CREATE TABLE city.tree( id serial PRIMARY KEY, name text )" ) );
      prepare( mDatabase->conninfo(), { { QStringLiteral( "city" ) }, {} }, QString(), mFeedback );
      mDatabase->exec( QStringLiteral( "INSERT INTO lizsync.central( central_id, central_name, acknowledged_sync ) VALUES ( gen_random_uuid(), 'c', gen_random_uuid() ); INSERT INTO lizsync.synchronized_tables SELECT server_id, '[\"\\\"city\\\".\\\"tree\\\"\"]' FROM lizsync.server_metadata; INSERT INTO city.tree( name ) VALUES ( 'oak' )" ) );
      const QString message = installMessage( mDatabase->conninfo(), true );
      QVERIFY2( message.contains( QLatin1String( "edits that were not sent" ) ), qUtf8Printable( message ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM audit.logged_actions" ) ), QStringLiteral( "1" ) );
    }

    void twenty_at_once()
    {
      std::vector<std::thread> threads;
      std::vector<QString> outcomes( 20 );
      std::vector<int> fresh( 20 );
      for ( size_t i = 0; i < outcomes.size(); ++i )
      {
        threads.emplace_back( [this, i, &outcomes, &fresh]
                              {
          try
          {
            Feedback feedback;
            const InstallResult result = install( mDatabase->conninfo(), false, feedback );
            outcomes[i] = result.serverId;
            fresh[i] = result.versionBefore.isEmpty();
          }
          catch ( const Error &error )
          {
            outcomes[i] = error.message();
          } } );
      }
      for ( std::thread &thread : threads )
        thread.join();
      const QString serverId = mDatabase->value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) );
      for ( const QString &outcome : outcomes )
        QCOMPARE( outcome, serverId );
      QCOMPARE( std::count( fresh.begin(), fresh.end(), 1 ), std::ptrdiff_t( 1 ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT count(*) FROM lizsync.migrations WHERE number = 1" ) ), QStringLiteral( "1" ) );
    }

    void older_and_newer_databases()
    {
      install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '0.9.10'::text $$" ) );
      QVERIFY2( requireMessage().contains( QLatin1String( "upgrade it first (lizsync:upgrade)" ) ), qUtf8Printable( requireMessage() ) );
      QCOMPARE( install( mDatabase->conninfo(), false, mFeedback ).versionBefore, QStringLiteral( "0.9.10" ) );
      QCOMPARE( requireMessage(), QString() );

      mDatabase->exec( QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '99.1.0'::text $$" ) );
      QVERIFY2( requireMessage().contains( QLatin1String( "get the newer plugin" ) ), qUtf8Printable( requireMessage() ) );
      const QString message = installMessage( mDatabase->conninfo() );
      QVERIFY2( message.contains( QLatin1String( "LizSync 99.1.0, which is newer than this plugin" ) ), qUtf8Printable( message ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT lizsync.version()" ) ), QStringLiteral( "99.1.0" ) );
    }

    void a_migration_of_the_future_is_refused()
    {
      install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral( "INSERT INTO lizsync.migrations( number, name ) VALUES ( 9999, 'future' )" ) );
      QVERIFY2( installMessage( mDatabase->conninfo() ).contains( QLatin1String( "newer than this plugin" ) ), qUtf8Printable( installMessage( mDatabase->conninfo() ) ) );
    }

    void what_goes_wrong_is_told_without_files_and_lines()
    {
      // Something of the user's own that stands where LizSync wants to put a function.
      install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral( "DROP FUNCTION lizsync.version(); CREATE PROCEDURE lizsync.version() LANGUAGE sql AS $$ SELECT 1 $$; DELETE FROM lizsync.migrations WHERE number > 1" ) );
      const QString message = installMessage( mDatabase->conninfo() );
      QVERIFY2( !message.isEmpty(), "the installation went well" );
      QVERIFY2( !message.contains( QRegularExpression( QStringLiteral( "\\.sql|line \\d" ) ) ), qUtf8Printable( message ) );
    }

    void schemas_of_another_tool_are_left_alone()
    {
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA audit; CREATE TABLE audit.mine( a int )" ) );
      const QString message = installMessage( mDatabase->conninfo() );
      QVERIFY2( message.contains( QLatin1String( "of another tool" ) ), qUtf8Printable( message ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT to_regclass( 'audit.mine' )" ) ), QStringLiteral( "audit.mine" ) );
      QCOMPARE( installMessage( mDatabase->conninfo(), true ), QString() );
    }

    void hstore_that_cannot_be_created_is_one_sentence()
    {
      mDatabase->exec( QStringLiteral( "CREATE ROLE lizsync_poor LOGIN" ) );
      const auto drop = qScopeGuard( [this]
                                     { mDatabase->exec( QStringLiteral( "DROP ROLE lizsync_poor" ) ); } );
      const QString message = installMessage( withKeywords( mDatabase->conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_poor" ) } } ) );
      QVERIFY2( message.startsWith( QLatin1String( "LizSync needs the extension hstore, which could not be created in database " ) ), qUtf8Printable( message ) );
      QVERIFY2( message.contains( QLatin1String( "have an administrator install it there." ) ), qUtf8Printable( message ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT to_regnamespace( 'lizsync' )" ) ), QString() );
    }

    void hstore_in_another_schema()
    {
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA \"Ext ensions\"; CREATE EXTENSION hstore SCHEMA \"Ext ensions\"" ) );
      QCOMPARE( installMessage( mDatabase->conninfo() ), QString() );
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA city; CREATE TABLE city.tree( id serial PRIMARY KEY, name text )" ) );
      prepare( mDatabase->conninfo(), { { QStringLiteral( "city" ) }, {} }, QString(), mFeedback );
      mDatabase->exec( QStringLiteral( "INSERT INTO city.tree( name ) VALUES ( 'oak' ); UPDATE city.tree SET name = 'elm'" ) );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT string_agg( action, '' ORDER BY event_id ) FROM audit.logged_actions" ) ), QStringLiteral( "IU" ) );
    }

    void cancel_installs_nothing()
    {
      int asked = 0;
      mFeedback.cancelWhen = [&asked, this]
      { return ++asked > 5 && mFeedback.progress.size() > 3; };
      QVERIFY_EXCEPTION_THROWN( install( mDatabase->conninfo(), false, mFeedback ), CanceledError );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT to_regnamespace( 'lizsync' )" ) ), QString() );
    }

    void prepare_says_what_it_did()
    {
      install( mDatabase->conninfo(), false, mFeedback );
      mDatabase->exec( QStringLiteral(
        "CREATE SCHEMA \"My city\"; CREATE TABLE \"My city\".\"Tree.s\"( id serial PRIMARY KEY, name text ); CREATE TABLE \"My city\".bad( id serial PRIMARY KEY, uid text );"
        "INSERT INTO \"My city\".\"Tree.s\"( name ) SELECT 'oak' FROM generate_series( 1, 40 )" ) );
      const Selection selection { { QStringLiteral( "My city" ) }, {} };
      mFeedback = TestFeedback();
      const PrepareResult result = prepare( mDatabase->conninfo(), selection, QStringLiteral( "City hall" ), mFeedback );
      QCOMPARE( result.tables, 1 );
      QCOMPARE( result.serverId, mDatabase->value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata WHERE server_name = 'City hall'" ) ) );
      QCOMPARE( mFeedback.warnings.size(), 1 );
      QVERIFY2( mFeedback.warnings.first().contains( QLatin1String( "bad" ) ) && mFeedback.warnings.first().contains( QLatin1String( "uid" ) ), qUtf8Printable( mFeedback.warnings.first() ) );
      QCOMPARE( mFeedback.infos, QStringList { QStringLiteral( "\"My city\".\"Tree.s\": prepared (40 rows)." ) } );
      // A table is told as it is done, and counts by its rows.
      QCOMPARE( mFeedback.progress.size(), 4 );
      QVERIFY2( mFeedback.progress.at( 1 ) > 85 && mFeedback.progress.at( 2 ) > mFeedback.progress.at( 1 ), qPrintable( QString::number( mFeedback.progress.at( 1 ) ) ) );

      mFeedback = TestFeedback();
      QCOMPARE( prepare( mDatabase->conninfo(), selection, QString(), mFeedback ).tables, 1 );
      QVERIFY( !mFeedback.infos.filter( QStringLiteral( "already prepared" ) ).isEmpty() );
      QCOMPARE( mDatabase->value( QStringLiteral( "SELECT server_name FROM lizsync.server_metadata" ) ), QStringLiteral( "City hall" ) );
    }

    void prepare_refuses()
    {
      QVERIFY( prepareMessage( {} ).startsWith( QLatin1String( "Neither schemas nor layers were given" ) ) );
      for ( const QString &schema : { QStringLiteral( "public" ), QStringLiteral( "audit" ), QStringLiteral( "lizsync" ) } )
      {
        QVERIFY( prepareMessage( { { schema }, {} } ).contains( QLatin1String( "never synchronised" ) ) );
        QVERIFY( prepareMessage( { {}, { { schema, QStringLiteral( "t" ) } } } ).contains( QLatin1String( "never synchronised" ) ) );
      }
      QVERIFY( prepareMessage( { { QStringLiteral( "city" ) }, {} } ).contains( QLatin1String( "run lizsync:install" ) ) );
      install( mDatabase->conninfo(), false, mFeedback );
      QVERIFY2( prepareMessage( { { QStringLiteral( "nowhere" ) }, {} } ).contains( QLatin1String( "nowhere" ) ), qUtf8Printable( prepareMessage( { { QStringLiteral( "nowhere" ) }, {} } ) ) );
      mDatabase->exec( QStringLiteral( "CREATE SCHEMA city; CREATE TABLE city.bad( id serial PRIMARY KEY, uid text )" ) );
      const QString message = prepareMessage( { { QStringLiteral( "city" ) }, {} } );
      QVERIFY2( message.startsWith( QLatin1String( "None of the chosen tables can be prepared." ) ), qUtf8Printable( message ) );
      mDatabase->exec( QStringLiteral( "CREATE TABLE city.part( k integer ) PARTITION BY LIST ( k ); CREATE TABLE city.part1 PARTITION OF city.part DEFAULT" ) );
      const QString partition = prepareMessage( { {}, { { QStringLiteral( "city" ), QStringLiteral( "part1" ) } } } );
      QVERIFY2( partition.contains( QLatin1String( "is a partition: name the partitioned table city.part" ) ), qUtf8Printable( partition ) );
    }
};

QTEST_GUILESS_MAIN( TestInstall )
#include "test_install.moc"
