/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/faults/smalldisk.h"

#include "engine/error.h"

#include <QDir>
#include <QFile>

#include <pwd.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace LizSync;

SmallDisk::SmallDisk( int megabytes )
  : mFolder( QStringLiteral( "/tmp/lizsync-disk-XXXXXX" ) )
{
  mMounted = geteuid() == 0 && mount( "tmpfs", QFile::encodeName( path() ).constData(), "tmpfs", 0, qPrintable( QStringLiteral( "size=%1m,mode=0777" ).arg( megabytes ) ) ) == 0;
}

SmallDisk::~SmallDisk()
{
  if ( mMounted )
    umount2( QFile::encodeName( path() ).constData(), MNT_DETACH );
}

QString SmallDisk::serverFolder( const QString &name ) const
{
  const QString folder = QDir( path() ).filePath( name );
  const passwd *user = getpwnam( "postgres" );
  if ( !QDir().mkpath( folder ) || !user || chown( QFile::encodeName( folder ).constData(), user->pw_uid, user->pw_gid ) != 0 || chmod( QFile::encodeName( folder ).constData(), 0700 ) != 0 )
    throw Error( QStringLiteral( "There is no folder %1 for the server." ).arg( folder ) );
  return folder;
}

QString SmallDisk::filler() const
{
  return QDir( path() ).filePath( QStringLiteral( "filler" ) );
}

void SmallDisk::fill( int kilobytes )
{
  makeRoom();
  struct statvfs status
  {};
  statvfs( QFile::encodeName( path() ).constData(), &status );
  const qint64 size = static_cast<qint64>( status.f_bavail * status.f_frsize ) - 1024LL * kilobytes;
  QFile file( filler() );
  const QByteArray block( 4096, 'x' );
  if ( !file.open( QIODevice::WriteOnly | QIODevice::Unbuffered ) )
    throw Error( QStringLiteral( "%1 cannot be written." ).arg( filler() ) );
  for ( qint64 written = 0; written + block.size() <= size; written += block.size() )
  {
    if ( file.write( block ) != block.size() )
      break;
  }
}

void SmallDisk::makeRoom()
{
  QFile::remove( filler() );
}
