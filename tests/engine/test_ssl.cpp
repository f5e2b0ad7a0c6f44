/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// A server that speaks SSL: modes and certificates of a connection hold for both carriers.
#include "engine/archive/deploy.h"
#include "engine/sync/synchronize.h"
#include "tests/common/privatecluster.h"
#include "tests/engine/centralfixture.h"

#include <QtTest>

#include <tuple>

using namespace LizSync;

class TestSsl : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateCluster> mCluster;
    PrivateCluster::Certificate mClient;
    PrivateCluster::Certificate mServer;
    PrivateCluster::Certificate mOther;
    QString mTcp;
    std::unique_ptr<TestDatabase> mCentral;
    std::unique_ptr<TestDatabase> mClone;
    QTemporaryDir mFolder;
    TestFeedback mFeedback;

    static QString with( const QString &conninfo, const QString &mode, const QString &root = QString(), const PrivateCluster::Certificate &client = {} )
    {
      QMap<QString, QString> keywords { { QStringLiteral( "sslmode" ), mode } };
      if ( !root.isEmpty() )
        keywords.insert( QStringLiteral( "sslrootcert" ), root );
      if ( !client.key.isEmpty() )
      {
        keywords.insert( QStringLiteral( "user" ), QStringLiteral( "certified" ) );
        keywords.insert( QStringLiteral( "sslcert" ), client.certificate );
        keywords.insert( QStringLiteral( "sslkey" ), client.key );
      }
      return withKeywords( conninfo, keywords );
    }

    QString archive() const { return mFolder.filePath( QStringLiteral( "a.zip" ) ); }

    QString serverOptions() const { return mClone->value( QStringLiteral( "SELECT array_to_string( srvoptions, ' ' ) FROM pg_foreign_server WHERE srvname = 'lizsync_central'" ) ); }
    QString mapping() const { return mClone->value( QStringLiteral( "SELECT array_to_string( umoptions, ' ' ) FROM pg_user_mappings WHERE srvname = 'lizsync_central'" ) ); }

    //! The whole way, from package to a sync by each carrier.
    void goTheWholeWay( const QString &central )
    {
      package( central, { { QStringLiteral( "s" ) }, {} }, QString(), archive(), mFeedback );
      DeployOptions options;
      options.archivePath = archive();
      deploy( central, mClone->conninfo(), options, mFeedback );
      mClone->exec( QStringLiteral( "INSERT INTO s.t ( note ) VALUES ( 'by the engine' )" ) );
      QCOMPARE( synchronize( central, mClone->conninfo(), {}, mFeedback ).toCentral, qint64( 1 ) );
      mClone->exec( QStringLiteral( "INSERT INTO s.t ( note ) VALUES ( 'by SQL' )" ) );
      QCOMPARE( mClone->rows( QStringLiteral( "SELECT number_replayed_to_central FROM lizsync.synchronize()" ) ), QStringLiteral( "1" ) );
    }

  private slots:
    void initTestCase()
    {
      mCluster = std::make_unique<PrivateCluster>();
      std::tie( mClient, mServer ) = mCluster->enableSsl( QStringLiteral( "certified" ) );
      mOther = mCluster->makeCertificate( QStringLiteral( "elsewhere" ) );
      mTcp = QStringLiteral( "host=localhost hostaddr=127.0.0.1 port=%1 user=postgres dbname=postgres" ).arg( mCluster->listenOnHighPort() );
      TestDatabase any( QStringLiteral( "any" ), QStringLiteral( "template0" ), mTcp );
      any.exec( QStringLiteral( "CREATE ROLE certified SUPERUSER LOGIN" ) );
    }

    void cleanupTestCase() { mCluster.reset(); }

    void init()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      mFeedback = TestFeedback();
      mCentral = std::make_unique<TestDatabase>( QStringLiteral( "central" ), QStringLiteral( "template0" ), mTcp );
      mClone = std::make_unique<TestDatabase>( QStringLiteral( "clone" ), QStringLiteral( "template0" ), mTcp );
      mCentral->exec( QStringLiteral( "CREATE SCHEMA s; CREATE TABLE s.t ( id serial PRIMARY KEY, note text ); INSERT INTO s.t ( note ) VALUES ( 'a' )" ) );
      install( mCentral->conninfo(), false, mFeedback );
      prepare( mCentral->conninfo(), { { QStringLiteral( "s" ) }, {} }, QString(), mFeedback );
    }

    void cleanup()
    {
      mClone.reset();
      mCentral.reset();
    }

    void nobodyGetsInWithout()
    {
      const QString message = messageOf( [this]
                                         { const Pg::Connection connection( with( mCentral->conninfo(), QStringLiteral( "disable" ) ), QStringLiteral( "lizsync test" ) ); } );
      // PostgreSQL 13 says it in other words.
      QVERIFY2( message.contains( QLatin1String( "no encryption" ) ) || message.contains( QLatin1String( "SSL off" ) ), qUtf8Printable( message ) );
    }

    void required()
    {
      goTheWholeWay( with( mCentral->conninfo(), QStringLiteral( "require" ) ) );
      QVERIFY2( serverOptions().contains( QLatin1String( "sslmode=require" ) ), qUtf8Printable( serverOptions() ) );
    }

    void verified()
    {
      goTheWholeWay( with( mCentral->conninfo(), QStringLiteral( "verify-full" ), mServer.certificate ) );
      QVERIFY2( serverOptions().contains( QLatin1String( "sslmode=verify-full" ) ) && serverOptions().contains( QStringLiteral( "sslrootcert=" ) + mServer.certificate ), qUtf8Printable( serverOptions() ) );
    }

    void by_certificate()
    {
      const QString central = with( mCentral->conninfo(), QStringLiteral( "verify-full" ), mServer.certificate, mClient );
      goTheWholeWay( central );
      QVERIFY2( mapping().contains( QStringLiteral( "sslcert=" ) + mClient.certificate ) && mapping().contains( QStringLiteral( "sslkey=" ) + mClient.key ), qUtf8Printable( mapping() ) );
      const QString message = messageOf( [this]
                                         { const Pg::Connection connection( with( mCentral->conninfo(), QStringLiteral( "require" ), QString(), mOther ), QStringLiteral( "lizsync test" ) ); } );
      QVERIFY2( !message.isEmpty(), "anybody's certificate will do" );
    }

    //! Who is no superuser of the clone may not name files of its server: he gets a clone all the same, and is told.
    void by_certificate_to_a_clone_of_another_owner()
    {
      mClone->exec( QStringLiteral( "CREATE ROLE lizsync_owner LOGIN; ALTER DATABASE \"%1\" OWNER TO lizsync_owner; GRANT ALL ON SCHEMA public TO lizsync_owner; CREATE EXTENSION postgres_fdw; GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO lizsync_owner" ).arg( mClone->name() ) );
      const QString central = with( mCentral->conninfo(), QStringLiteral( "verify-full" ), mServer.certificate, mClient );
      const QString clone = withKeywords( mClone->conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_owner" ) } } );
      package( central, { { QStringLiteral( "s" ) }, {} }, QString(), archive(), mFeedback );
      DeployOptions options;
      options.archivePath = archive();
      deploy( central, clone, options, mFeedback );
      QVERIFY2( mFeedback.warnings.join( '\n' ).contains( QLatin1String( "The client certificate is not stored in the clone" ) ), qUtf8Printable( mFeedback.warnings.join( '\n' ) ) );
      QCOMPARE( mapping(), QStringLiteral( "user=certified" ) );
      mClone->exec( QStringLiteral( "INSERT INTO s.t ( note ) VALUES ( 'by the engine' )" ) );
      QCOMPARE( synchronize( central, clone, {}, mFeedback ).toCentral, qint64( 1 ) );
    }

    void refused_data()
    {
      QTest::addColumn<QString>( "mode" );
      QTest::addColumn<QString>( "host" );
      QTest::newRow( "another authority" ) << QStringLiteral( "verify-full" ) << QStringLiteral( "localhost" );
      QTest::newRow( "another authority, whatever the host" ) << QStringLiteral( "verify-ca" ) << QStringLiteral( "localhost" );
      QTest::newRow( "another host" ) << QStringLiteral( "verify-full" ) << QStringLiteral( "central.example" );
      QTest::newRow( "no authority" ) << QStringLiteral( "verify-full" ) << QString();
    }

    void refused()
    {
      QFETCH( QString, mode );
      QFETCH( QString, host );
      QString root = host == QLatin1String( "localhost" ) ? mOther.certificate : mServer.certificate;
      if ( host.isEmpty() )
      {
        host = QStringLiteral( "localhost" );
        root = mFolder.filePath( QStringLiteral( "nothing" ) );
      }
      const QString central = with( withKeywords( mCentral->conninfo(), { { QStringLiteral( "host" ), host } } ), mode, root );
      const QString packaging = messageOf( [&]
                                           { package( central, { { QStringLiteral( "s" ) }, {} }, QString(), archive(), mFeedback ); } );
      const QString expected = QStringLiteral( "The PostgreSQL server %1:" ).arg( host );
      QVERIFY2( packaging.startsWith( expected ) && packaging.contains( QLatin1String( "sslrootcert" ) ) && !packaging.contains( '\n' ), qUtf8Printable( packaging ) );
      QVERIFY( !QFile::exists( archive() ) || QFile::remove( archive() ) );

      // The other carrier honours it too.
      goTheWholeWay( with( mCentral->conninfo(), QStringLiteral( "verify-full" ), mServer.certificate ) );
      mClone->exec( QStringLiteral( "ALTER SERVER lizsync_central OPTIONS ( SET sslmode '%1', SET sslrootcert '%2', SET host '%3' ); INSERT INTO s.t ( note ) VALUES ( 'stays' )" ).arg( mode, root, host ) );
      const QString synchronizing = messageOf( [this]
                                               { mClone->exec( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) ); } );
      QVERIFY2( synchronizing.startsWith( QLatin1String( "Central cannot be reached from this database" ) ), qUtf8Printable( synchronizing ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count(*) FROM s.t WHERE note = 'stays'" ) ), QStringLiteral( "0" ) );
    }
};

QTEST_GUILESS_MAIN( TestSsl )
#include "test_ssl.moc"
