/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// A password is nowhere where somebody could read it.
#include "engine/archive/deploy.h"
#include "engine/sync/synchronize.h"
#include "tests/common/archivefiles.h"
#include "tests/common/passwordrole.h"
#include "tests/engine/centralfixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace LizSync;

namespace
{
  const QString sToken = QStringLiteral( "s3cr3tcore" );
  const QString sPassword = sToken + QStringLiteral( "' \"\\@/%é" );
  const QString sRole = QStringLiteral( "lizsync_keeper" );

  //! Reads every command line of the machine, again and again.
  class CommandLines : public QThread
  {
    public:
      CommandLines() { start(); }
      ~CommandLines() override { stop(); }

      void stop()
      {
        mStop = true;
        wait();
      }

      QSet<QString> programs;
      QStringList withToken;

    protected:
      void run() override
      {
        const QByteArray token = sToken.toUtf8();
        while ( !mStop )
        {
          const QStringList processes = QDir( QStringLiteral( "/proc" ) ).entryList( QDir::Dirs );
          for ( const QString &process : processes )
          {
            QFile file( QStringLiteral( "/proc/%1/cmdline" ).arg( process ) );
            if ( !process.at( 0 ).isDigit() || !file.open( QIODevice::ReadOnly ) )
              continue;
            const QByteArray line = file.readAll();
            if ( !line.contains( sRole.toUtf8() ) )
              continue;
            programs << QFileInfo( QString::fromUtf8( line.left( line.indexOf( '\0' ) ) ) ).fileName();
            if ( line.contains( token ) )
              withToken << QString::fromUtf8( line );
          }
        }
      }

    private:
      std::atomic<bool> mStop { false };
  };
} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mTemplate;
    std::unique_ptr<CentralFixture> mCentral;
    std::unique_ptr<PasswordRole> mRole;
    std::unique_ptr<TestDatabase> mClone;
    TestFeedback mFeedback;
    QByteArray mTemporaryBefore;

    static QString asKeeper( const TestDatabase &database, const QString &password = sPassword )
    {
      return withKeywords( database.conninfo(), { { QStringLiteral( "user" ), sRole }, { QStringLiteral( "password" ), password } } );
    }

    QString temporaryFolder() const { return mCentral->path( QStringLiteral( "tmp" ) ); }

    //! Files for the moment that have it in them.
    QStringList temporaryFilesWithToken() const
    {
      QStringList found;
      for ( QDirIterator files( temporaryFolder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories ); files.hasNext(); )
      {
        QFile file( files.next() );
        if ( file.open( QIODevice::ReadOnly ) && file.readAll().contains( sToken.toUtf8() ) )
          found << file.fileName();
      }
      return found;
    }

    PackageResult makePackage() { return package( asKeeper( mCentral->database ), { { QStringLiteral( "My city" ) }, {} }, QString(), mCentral->path( QStringLiteral( "a.zip" ) ), mFeedback ); }

    DeployResult deployIt( const std::function<void( DeployOptions & )> &change = nullptr )
    {
      DeployOptions options;
      options.archivePath = mCentral->path( QStringLiteral( "a.zip" ) );
      if ( change )
        change( options );
      return deploy( asKeeper( mCentral->database ), asKeeper( *mClone ), options, mFeedback );
    }

    QString mapping() const { return mClone->value( QStringLiteral( "SELECT array_to_string( umoptions, ' ' ) FROM pg_user_mappings WHERE srvname = 'lizsync_central'" ) ); }

    //! As the keeper, in the clone.
    QString synchronizeBySql() const
    {
      return messageOf( [this]
                        {
        Pg::Connection connection( asKeeper( *mClone ), QStringLiteral( "lizsync test" ) );
        Pg::Transaction transaction( connection );
        transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
        transaction.commit(); } );
    }

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      mTemplate = CentralFixture::makeTemplate();
    }

    void cleanupTestCase() { mTemplate.reset(); }

    void init()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      mCentral = std::make_unique<CentralFixture>( *mTemplate );
      mRole = std::make_unique<PasswordRole>( mCentral->database, sRole, sPassword, QStringLiteral( "SUPERUSER" ) );
      mClone = std::make_unique<TestDatabase>( QStringLiteral( "clone" ) );
      mFeedback = TestFeedback();
      QVERIFY( QDir().mkpath( temporaryFolder() ) );
      mTemporaryBefore = qgetenv( "TMPDIR" );
      qputenv( "TMPDIR", temporaryFolder().toUtf8() );
    }

    void cleanup()
    {
      if ( mTemporaryBefore.isEmpty() )
        qunsetenv( "TMPDIR" );
      else
        qputenv( "TMPDIR", mTemporaryBefore );
      mClone.reset();
      mRole.reset();
      mCentral.reset();
    }

    void nowhere()
    {
      QStringList onDisk;
      mFeedback.onProgress = [&]( double )
      { onDisk += temporaryFilesWithToken(); };
      CommandLines lines;
      makePackage();
      deployIt();
      mClone->exec( QStringLiteral( "UPDATE \"My city\".\"Tree.s\" SET note = 'edited' WHERE id = 1" ) );
      QCOMPARE( synchronize( asKeeper( mCentral->database ), asKeeper( *mClone ), {}, mFeedback ).toCentral, qint64( 1 ) );
      lines.stop();

      // pg_restore connects to nothing, and knows no password.
      QVERIFY( lines.programs.contains( QStringLiteral( "pg_dump" ) ) );
      QCOMPARE( lines.withToken, QStringList() );
      QCOMPARE( onDisk, QStringList() );
      QVERIFY( QDir( temporaryFolder() ).isEmpty() );
      QVERIFY2( !mFeedback.infos.join( '\n' ).contains( sToken ) && !mFeedback.warnings.join( '\n' ).contains( sToken ), qUtf8Printable( mFeedback.infos.join( '\n' ) ) );
      QVERIFY2( mFeedback.infos.join( '\n' ).contains( QLatin1String( "Central's password is not stored in the clone" ) ), qUtf8Printable( mFeedback.infos.join( '\n' ) ) );

      QFile archive( mCentral->path( QStringLiteral( "a.zip" ) ) );
      QVERIFY( archive.open( QIODevice::ReadOnly ) );
      QVERIFY( !archive.readAll().contains( sToken.toUtf8() ) );
      const QMap<QString, QByteArray> members = archiveMembers( archive.fileName() );
      for ( const QByteArray &member : members )
        QVERIFY( !member.contains( sToken.toUtf8() ) );
      // History, log, mapping: all of both databases.
      QVERIFY( !contentOf( mCentral->database ).contains( sToken ) );
      const QString clone = contentOf( *mClone );
      QVERIFY( clone.contains( QLatin1String( "CREATE USER MAPPING" ) ) && !clone.contains( sToken ) );
      QCOMPARE( mapping(), QStringLiteral( "user=" ) + sRole );
    }

    void stored_only_where_asked_for_data()
    {
      QTest::addColumn<int>( "asked" );
      QTest::addColumn<bool>( "fromClone" );
      QTest::addColumn<bool>( "stored" );
      QTest::newRow( "nothing said" ) << -1 << false << false;
      QTest::newRow( "asked for" ) << 1 << false << true;
      QTest::newRow( "given for the clone" ) << -1 << true << true;
      QTest::newRow( "given for the clone, and not to be stored" ) << 0 << true << false;
      QTest::newRow( "given for the clone, and asked for" ) << 1 << true << true;
    }

    void stored_only_where_asked_for()
    {
      QFETCH( int, asked );
      QFETCH( bool, fromClone );
      QFETCH( bool, stored );
      makePackage();
      deployIt( [&]( DeployOptions &options )
                {
        if ( asked >= 0 )
          options.storeCredentials = asked == 1;
        if ( fromClone )
          options.centralFromClone = asKeeper( mCentral->database ); } );
      QCOMPARE( mapping().contains( sToken ), stored );
      QVERIFY( mapping().contains( QStringLiteral( "user=" ) + sRole ) );
      const QString message = synchronizeBySql();
      QVERIFY2( stored ? message.isEmpty() : message.contains( QLatin1String( "Central cannot be reached from this database" ) ) && !message.contains( sToken ), qUtf8Printable( message ) );
      QVERIFY( !mFeedback.infos.join( '\n' ).contains( sToken ) );
      QCOMPARE( mFeedback.infos.join( '\n' ).contains( QLatin1String( "The clone holds central's password" ) ), stored );

      // The next deploy asks anew.
      deployIt();
      QVERIFY( !mapping().contains( sToken ) );
    }

    void not_in_errors()
    {
      makePackage();
      const QString wrong = QStringLiteral( "not " ) + sPassword;
      for ( const QString &conninfo : { asKeeper( mCentral->database, wrong ), withKeywords( asKeeper( mCentral->database ), { { QStringLiteral( "dbname" ), QStringLiteral( "nowhere" ) } } ) } )
      {
        const QString message = messageOf( [&]
                                           { package( conninfo, { { QStringLiteral( "My city" ) }, {} }, QString(), mCentral->path( QStringLiteral( "b.zip" ) ), mFeedback ); } );
        QVERIFY2( !message.isEmpty() && !message.contains( sToken ), qUtf8Printable( message ) );
      }

      // In the very statement that stores it, in the server's log too.
      mClone->exec( QStringLiteral( "CREATE FUNCTION public.no_foreign_tables() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no foreign tables, says the %'; END $$; "
                                    "CREATE EVENT TRIGGER lizsync_test ON ddl_command_start WHEN TAG IN ( 'CREATE FOREIGN TABLE' ) EXECUTE FUNCTION public.no_foreign_tables()" )
                      .replace( QLatin1String( "the %" ), mClone->name() ) );
      const QString message = messageOf( [this]
                                         { deployIt( []( DeployOptions &options )
                                                     { options.storeCredentials = true; } ); } );
      QVERIFY2( message.contains( QLatin1String( "could not be made a clone: No foreign tables" ) ) && !message.contains( sToken ), qUtf8Printable( message ) );
      QFile log( Pg::parseConninfo( clusterConninfo() ).value( QStringLiteral( "host" ) ) + QStringLiteral( "/log" ) );
      if ( !log.open( QIODevice::ReadOnly ) )
        QSKIP( "the server's log cannot be read" );
      QByteArray words = log.readAll();
      words = words.mid( words.indexOf( "no foreign tables, says " + mClone->name().toUtf8() ) );
      QVERIFY2( words.contains( "STATEMENT:" ) && words.contains( "lizsync.initialize_clone" ), words.left( 4000 ).constData() );
      QVERIFY2( !words.contains( sToken.toUtf8() ), words.left( 4000 ).constData() );
    }
};

QTEST_GUILESS_MAIN( TestSecrets )
#include "test_secrets.moc"
