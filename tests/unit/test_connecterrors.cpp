/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// What is said where there is no server: needs none.
#include "engine/pg/connection.h"
#include "tests/common/testfeedback.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

using namespace LizSync;

class TestConnectErrors : public QObject
{
    Q_OBJECT

    static QString messageFor( const QString &conninfo )
    {
      try
      {
        const Pg::Connection connection( conninfo, QStringLiteral( "lizsync test" ) );
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

  private slots:
    void notAConnectionString()
    {
      QVERIFY( messageFor( QStringLiteral( "nowhere" ) ).startsWith( QLatin1String( "\"nowhere\" is not a connection string" ) ) );
      for ( const char *mistyped : { "Postgresql://me:topsecret@host/city", "postgresql//me:topsecret@host/city", "postgresql:/me:top/topsecret@x@host/city", "me:topsecret\ntopsecret@host" } )
      {
        const QString message = messageFor( QString::fromLatin1( mistyped ) );
        QVERIFY2( message.contains( QLatin1String( "is not a connection string" ) ) && message.contains( QStringLiteral( ":…@host" ) ), qUtf8Printable( message ) );
        QVERIFY2( !message.contains( QLatin1String( "topsecret" ) ), qUtf8Printable( message ) );
      }
    }

    void nobodyListens()
    {
      const QTemporaryDir folder;
      const QString message = messageFor( QStringLiteral( "host='%1' port=5999 dbname=city user=me password=topsecret" ).arg( folder.path() ) );
      QVERIFY2( message.startsWith( QStringLiteral( "Cannot connect to database \"city\" on the PostgreSQL server %1:5999: " ).arg( folder.path() ) ), qUtf8Printable( message ) );
      QVERIFY2( message.endsWith( QLatin1String( "Check the host and the port, and that the server is running." ) ), qUtf8Printable( message ) );
      QVERIFY2( !message.contains( QLatin1String( "topsecret" ) ) && !message.contains( '\n' ), qUtf8Printable( message ) );
    }

    void unknownHost()
    {
      const QString message = messageFor( QStringLiteral( "postgresql://me:topsecret@no-such-host.invalid/city" ) );
      QVERIFY2( message.startsWith( QLatin1String( "Cannot connect to database \"city\" on the PostgreSQL server no-such-host.invalid:5432: could not translate host name" ) ), qUtf8Printable( message ) );
      QVERIFY2( !message.contains( QLatin1String( "topsecret" ) ), qUtf8Printable( message ) );
    }

    void serverThatNeverAnswers()
    {
      QTcpServer silent;
      QVERIFY( silent.listen( QHostAddress::LocalHost ) );
      const QString message = messageFor( QStringLiteral( "hostaddr=127.0.0.1 port=%1 dbname=city user=me connect_timeout=1" ).arg( silent.serverPort() ) );
      QVERIFY2( message.contains( QLatin1String( "did not answer within 1 seconds" ) ), qUtf8Printable( message ) );
    }

    void cancelWhileConnecting()
    {
      QTcpServer silent;
      QVERIFY( silent.listen( QHostAddress::LocalHost ) );
      TestFeedback feedback;
      QElapsedTimer timer;
      timer.start();
      feedback.cancelWhen = [&timer]
      { return timer.elapsed() > 200; };
      QVERIFY_EXCEPTION_THROWN( Pg::Connection( QStringLiteral( "hostaddr=127.0.0.1 port=%1 dbname=city user=me" ).arg( silent.serverPort() ), QStringLiteral( "lizsync test" ), &feedback ), CanceledError );
      QVERIFY2( timer.elapsed() < 5000, "canceled too late" );
    }
};

QTEST_GUILESS_MAIN( TestConnectErrors )
#include "test_connecterrors.moc"
