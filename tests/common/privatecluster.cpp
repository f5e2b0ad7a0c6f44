/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/privatecluster.h"

#include "engine/error.h"
#include "engine/pg/connection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace LizSync;

namespace
{
  constexpr int sTimeout = 300000;

  void runProcess( const QString &program, const QStringList &arguments, const QProcessEnvironment &environment )
  {
    QProcess process;
    process.setProcessEnvironment( environment );
    process.setWorkingDirectory( QStringLiteral( "/" ) );
    process.setProcessChannelMode( QProcess::MergedChannels );
    process.setStandardInputFile( QProcess::nullDevice() );
    process.start( program, arguments );
    if ( !process.waitForFinished( sTimeout ) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 )
      throw Error( QStringLiteral( "%1 %2 failed: %3" ).arg( program, arguments.join( ' ' ), QString::fromUtf8( process.readAll() ) ) );
  }

  QList<pid_t> childrenOf( pid_t parent )
  {
    QProcess process;
    process.start( QStringLiteral( "ps" ), { QStringLiteral( "-o" ), QStringLiteral( "pid=" ), QStringLiteral( "--ppid" ), QString::number( parent ) } );
    process.waitForFinished( sTimeout );
    QList<pid_t> pids;
    for ( const QByteArray &line : process.readAll().split( '\n' ) )
    {
      if ( const pid_t pid = line.trimmed().toInt() )
        pids << pid;
    }
    return pids;
  }
} // namespace

PrivateCluster::PrivateCluster( For side, const QString &clock )
  : mFolder( QDir::tempPath().size() < 50 ? QDir::temp().filePath( QStringLiteral( "lizsync-fault-XXXXXX" ) ) : QStringLiteral( "/tmp/lizsync-fault-XXXXXX" ) )
  , mEnvironment( QProcessEnvironment::systemEnvironment() )
{
  const QString clonesMajor = qEnvironmentVariable( "LIZSYNC_PG_MAJOR_CLONES" );
  if ( side == For::Clones && !clonesMajor.isEmpty() )
    mEnvironment.insert( QStringLiteral( "LIZSYNC_PG_MAJOR" ), clonesMajor );
  // The server runs as another user than root.
  QFile::setPermissions( mFolder.path(), QFile::permissions( mFolder.path() ) | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther );
  mCleaner.setProcessEnvironment( mEnvironment );
  mCleaner.setStandardOutputFile( QProcess::nullDevice() );
  mCleaner.setStandardErrorFile( QProcess::nullDevice() );
  mCleaner.start( QStringLiteral( "setsid" ), { QStringLiteral( LIZSYNC_CLUSTER_TOOL ), QStringLiteral( "stop-after-input" ), mFolder.filePath( QStringLiteral( "c" ) ) } );
  if ( !mCleaner.waitForStarted( sTimeout ) )
    throw Error( QStringLiteral( "setsid cannot be started: %1" ).arg( mCleaner.errorString() ) );
  QProcessEnvironment environment = mEnvironment;
  if ( !clock.isEmpty() )
    environment.insert( QStringLiteral( "LIZSYNC_FAKETIME" ), clock );
  runProcess( QStringLiteral( LIZSYNC_CLUSTER_TOOL ), { QStringLiteral( "start" ), mFolder.filePath( QStringLiteral( "c" ) ) }, environment );
}

PrivateCluster::~PrivateCluster()
{
  mCleaner.closeWriteChannel();
  if ( !mCleaner.waitForFinished( sTimeout ) )
    qWarning( "The cluster in %s does not stop.", qPrintable( mFolder.path() ) );
}

QString PrivateCluster::data() const
{
  return mFolder.filePath( QStringLiteral( "c/data" ) );
}

QString PrivateCluster::conninfo() const
{
  return QStringLiteral( "host=%1 port=5432 user=postgres dbname=postgres" ).arg( mFolder.filePath( QStringLiteral( "c" ) ) );
}

QString PrivateCluster::pgCtl() const
{
  // /usr/lib/postgresql/15/bin/postgres "-D" …: the command that started the server.
  QFile options( data() + QStringLiteral( "/postmaster.opts" ) );
  if ( !options.open( QIODevice::ReadOnly ) )
    throw Error( QStringLiteral( "The server in %1 was never started." ).arg( data() ) );
  return QFileInfo( QString::fromUtf8( options.readAll() ).section( QStringLiteral( " \"" ), 0, 0 ) ).dir().filePath( QStringLiteral( "pg_ctl" ) );
}

void PrivateCluster::run( const QStringList &command, const QString &clock )
{
  QStringList arguments = command;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  if ( !clock.isEmpty() )
  {
    QStringList libraries;
    for ( const QString &folder : QDir( QStringLiteral( "/usr/lib" ) ).entryList( QDir::Dirs | QDir::NoDotAndDotDot ) )
    {
      const QString library = QStringLiteral( "/usr/lib/%1/faketime/libfaketime.so.1" ).arg( folder );
      if ( QFileInfo::exists( library ) )
        libraries << library;
    }
    if ( libraries.isEmpty() )
      throw Error( QStringLiteral( "libfaketime is missing: install the package faketime." ) );
    arguments = QStringList( { QStringLiteral( "env" ), QStringLiteral( "LD_PRELOAD=%1" ).arg( libraries.first() ), QStringLiteral( "FAKETIME=%1" ).arg( clock ), QStringLiteral( "FAKETIME_DONT_FAKE_MONOTONIC=1" ) } ) + arguments;
  }
  if ( geteuid() == 0 )
    arguments = QStringList( { QStringLiteral( "runuser" ), QStringLiteral( "-u" ), QStringLiteral( "postgres" ), QStringLiteral( "--" ) } ) + arguments;
  const QString program = arguments.takeFirst();
  runProcess( program, arguments, environment );
}

int PrivateCluster::listenOnHighPort()
{
  // The kernel gives out ports above 32767 where nobody asks for one.
  const int probe = socket( AF_INET, SOCK_STREAM, 0 );
  sockaddr_in address {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl( INADDR_LOOPBACK );
  socklen_t size = sizeof( address );
  const bool bound = bind( probe, reinterpret_cast<sockaddr *>( &address ), size ) == 0 && getsockname( probe, reinterpret_cast<sockaddr *>( &address ), &size ) == 0;
  close( probe );
  const int port = ntohs( address.sin_port );
  if ( !bound || port < 32768 )
    throw Error( QStringLiteral( "The system gives out no port above 32767." ) );
  {
    Pg::Connection connection( conninfo(), QStringLiteral( "lizsync test" ) );
    connection.executeOutsideTransaction( QStringLiteral( "ALTER SYSTEM SET listen_addresses = '127.0.0.1'" ) );
    connection.executeOutsideTransaction( QStringLiteral( "ALTER SYSTEM SET port = %1" ).arg( port ) );
  }
  stop();
  start();
  return port;
}

PrivateCluster::Certificate PrivateCluster::makeCertificate( const QString &commonName )
{
  const QString base = mFolder.filePath( QStringLiteral( "c/" ) ) + commonName;
  const Certificate made { base + QStringLiteral( ".crt" ), base + QStringLiteral( ".key" ) };
  run( { QStandardPaths::findExecutable( QStringLiteral( "openssl" ) ), QStringLiteral( "req" ), QStringLiteral( "-x509" ), QStringLiteral( "-newkey" ), QStringLiteral( "ec" ), QStringLiteral( "-pkeyopt" ), QStringLiteral( "ec_paramgen_curve:prime256v1" ),
         QStringLiteral( "-nodes" ), QStringLiteral( "-days" ), QStringLiteral( "2" ), QStringLiteral( "-subj" ), QStringLiteral( "/CN=%1" ).arg( commonName ), QStringLiteral( "-addext" ), QStringLiteral( "subjectAltName=DNS:%1" ).arg( commonName ),
         QStringLiteral( "-keyout" ), made.key, QStringLiteral( "-out" ), made.certificate } );
  run( { QStringLiteral( "chmod" ), QStringLiteral( "600" ), made.key } );
  return made;
}

std::pair<PrivateCluster::Certificate, PrivateCluster::Certificate> PrivateCluster::enableSsl( const QString &certificateRole )
{
  const Certificate client = makeCertificate( certificateRole );
  const Certificate server = makeCertificate( QStringLiteral( "localhost" ) );
  run( { QStringLiteral( "sed" ), QStringLiteral( "-i" ), QStringLiteral( "s/^host /hostssl /; 1i hostssl all %1 all cert" ).arg( certificateRole ), data() + QStringLiteral( "/pg_hba.conf" ) } );
  Pg::Connection connection( conninfo(), QStringLiteral( "lizsync test" ) );
  for ( const auto &[setting, value] : { std::pair<QString, QString> { QStringLiteral( "ssl" ), QStringLiteral( "on" ) }, { QStringLiteral( "ssl_cert_file" ), server.certificate }, { QStringLiteral( "ssl_key_file" ), server.key }, { QStringLiteral( "ssl_ca_file" ), client.certificate } } )
    connection.executeOutsideTransaction( QStringLiteral( "ALTER SYSTEM SET %1 = '%2'" ).arg( setting, value ) );
  return { client, server };
}

void PrivateCluster::keepCommits()
{
  {
    Pg::Connection connection( conninfo(), QStringLiteral( "lizsync test" ) );
    // What was written survives killed processes, though it may not be on the disk yet.
    connection.executeOutsideTransaction( QStringLiteral( "ALTER SYSTEM SET synchronous_commit = 'on'" ) );
  }
  stop();
  start();
}

pid_t PrivateCluster::postmaster() const
{
  QFile file( data() + QStringLiteral( "/postmaster.pid" ) );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw Error( QStringLiteral( "No server runs in %1." ).arg( data() ) );
  return file.readLine().trimmed().toInt();
}

void PrivateCluster::limitMemory( int megabytes )
{
  QFile file( QStringLiteral( "/proc/%1/statm" ).arg( postmaster() ) );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw Error( QStringLiteral( "%1 cannot be read." ).arg( file.fileName() ) );
  const quint64 now = file.readAll().split( ' ' ).first().toULongLong() * static_cast<quint64>( sysconf( _SC_PAGESIZE ) );
  setMemoryLimit( QString::number( now + static_cast<quint64>( megabytes ) * 1024 * 1024 ) );
}

void PrivateCluster::freeMemory()
{
  setMemoryLimit( QStringLiteral( "unlimited" ) );
}

void PrivateCluster::setMemoryLimit( const QString &limit )
{
  // The soft limit, by the server's own user: nobody else may, without rights that root does not have everywhere.
  run( { QStringLiteral( "prlimit" ), QStringLiteral( "--pid=%1" ).arg( postmaster() ), QStringLiteral( "--as=%1:" ).arg( limit ) } );
}

void PrivateCluster::restart( const QString &mode )
{
  run( { pgCtl(), QStringLiteral( "stop" ), QStringLiteral( "--pgdata=" ) + data(), QStringLiteral( "--mode=" ) + mode, QStringLiteral( "--silent" ) } );
  start();
}

void PrivateCluster::startAnew()
{
  // Where it stopped by itself there is nothing to stop.
  try
  {
    run( { pgCtl(), QStringLiteral( "stop" ), QStringLiteral( "--pgdata=" ) + data(), QStringLiteral( "--mode=immediate" ), QStringLiteral( "--silent" ) } );
  }
  catch ( const Error & )
  {
  }
  start();
}

void PrivateCluster::moveLogTo( const QString &folder )
{
  const QString log = data() + QStringLiteral( "/pg_wal" );
  run( { QStringLiteral( "cp" ), QStringLiteral( "-a" ), log + QStringLiteral( "/." ), folder } );
  run( { QStringLiteral( "rm" ), QStringLiteral( "-rf" ), log } );
  run( { QStringLiteral( "ln" ), QStringLiteral( "-s" ), folder, log } );
}

void PrivateCluster::crash()
{
  const pid_t postmaster = this->postmaster();
  // Stopped first, so that it starts nothing while its children go.
  kill( postmaster, SIGSTOP );
  const QList<pid_t> children = childrenOf( postmaster );
  for ( const pid_t pid : children )
    kill( pid, SIGKILL );
  kill( postmaster, SIGKILL );
}

void PrivateCluster::stop()
{
  run( { pgCtl(), QStringLiteral( "stop" ), QStringLiteral( "--pgdata=" ) + data(), QStringLiteral( "--mode=fast" ), QStringLiteral( "--silent" ) } );
}

void PrivateCluster::start( const QString &clock )
{
  const QStringList command { pgCtl(), QStringLiteral( "start" ), QStringLiteral( "--pgdata=" ) + data(), QStringLiteral( "--log=" ) + data() + QStringLiteral( "/../log" ), QStringLiteral( "--wait" ), QStringLiteral( "--silent" ) };
  QElapsedTimer timer;
  timer.start();
  for ( ;; )
  {
    try
    {
      run( command, clock );
      return;
    }
    catch ( const Error & )
    {
      // Killed processes keep their shared memory for a moment.
      if ( timer.elapsed() > sTimeout )
        throw;
    }
  }
}

void PrivateCluster::backUpFiles()
{
  stop();
  run( { QStringLiteral( "rm" ), QStringLiteral( "-rf" ), data() + QStringLiteral( ".backup" ) } );
  run( { QStringLiteral( "cp" ), QStringLiteral( "-a" ), data(), data() + QStringLiteral( ".backup" ) } );
  start();
}

void PrivateCluster::restoreFiles()
{
  stop();
  run( { QStringLiteral( "rm" ), QStringLiteral( "-rf" ), data() } );
  run( { QStringLiteral( "cp" ), QStringLiteral( "-a" ), data() + QStringLiteral( ".backup" ), data() } );
  start();
}
