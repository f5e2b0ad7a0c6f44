/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/compare/tablecomparer.h"

#include "engine/pg/hstore.h"
#include "engine/pg/quoting.h"

#include <algorithm>

using namespace LizSync;

namespace
{
  //! The part of \a row that \a other does not have like that.
  QJsonObject without( const QJsonObject &row, const QJsonObject &other )
  {
    QJsonObject rest;
    for ( auto it = row.constBegin(); it != row.constEnd(); ++it )
    {
      if ( !other.contains( it.key() ) || other.value( it.key() ) != it.value() )
        rest.insert( it.key(), it.value() );
    }
    return rest;
  }

  //! A bucket's checksum is count:sum.
  qint64 rowCount( const QString &checksum )
  {
    return checksum.section( ':', 0, 0 ).toLongLong();
  }

  qint64 rowCount( const QJsonObject &checksums )
  {
    qint64 rows = 0;
    for ( const QJsonValue &checksum : checksums )
      rows += rowCount( checksum.toString() );
    return rows;
  }
} // namespace

TableComparer::TableComparer( Pg::Transaction &central, Pg::Transaction &clone, const QString &table, const QStringList &key, const DifferenceSink &sink )
  : mCentral( central )
  , mClone( clone )
  , mSink( sink )
  , mKey( key )
{
  mFound.tableName = table;
}

TableComparison TableComparer::compare( const std::function<void( double )> &progress )
{
  // What share of the work the checksums are cannot be known before.
  constexpr double CHECKSUMS = 0.5;
  constexpr int GROWTH = 4;
  const QList<Bucket> buckets = differingBuckets();
  progress( CHECKSUMS );
  qint64 fetchedRows = 0;
  qint64 fetchedBytes = 0;
  int most = 1;
  for ( int next = 0; next < buckets.size(); )
  {
    // Only rows that were fetched tell how large a row is, and a table may well hold geometries of megabytes: so one
    // bucket first, then more and more of them.
    const qint64 rowSize = fetchedRows > 0 ? std::max<qint64>( 1, fetchedBytes / fetchedRows ) : 1;
    QStringList batch;
    qint64 rows = 0;
    while ( next < buckets.size() && batch.size() < most && ( batch.isEmpty() || ( rows + buckets.at( next ).rows ) * rowSize <= 2 * BATCH_BYTES ) )
    {
      batch << QString::number( buckets.at( next ).number );
      rows += buckets.at( next++ ).rows;
    }
    fetchedBytes += compareRows( rowsOf( mCentral, batch ), rowsOf( mClone, batch ) );
    fetchedRows += rows;
    most = GROWTH * batch.size();
    progress( CHECKSUMS + ( 1 - CHECKSUMS ) * next / buckets.size() );
  }
  return mFound;
}

QList<TableComparer::Bucket> TableComparer::differingBuckets()
{
  const QString query = QStringLiteral( "SELECT lizsync.table_checksums( $1 )" );
  const QJsonObject central = mCentral.execute( query, { mFound.tableName } ).json( 0, 0 );
  const QJsonObject clone = mClone.execute( query, { mFound.tableName } ).json( 0, 0 );
  mFound.centralRows = rowCount( central );
  mFound.cloneRows = rowCount( clone );
  QStringList names = central.keys() + clone.keys();
  names.removeDuplicates();
  QList<Bucket> buckets;
  for ( const QString &name : names )
  {
    const QString ofCentral = central.value( name ).toString();
    const QString ofClone = clone.value( name ).toString();
    if ( ofCentral != ofClone )
      buckets << Bucket { name.toInt(), rowCount( ofCentral ) + rowCount( ofClone ) };
  }
  return buckets;
}

Pg::Result TableComparer::rowsOf( Pg::Transaction &transaction, const QStringList &buckets )
{
  return transaction.execute( QStringLiteral( "SELECT key, value FROM jsonb_each_text( lizsync.table_rows( $1, $2::integer[] ) ) ORDER BY key COLLATE \"C\"" ),
                              { mFound.tableName, Pg::arrayLiteral( buckets ) } );
}

qint64 TableComparer::compareRows( const Pg::Result &central, const Pg::Result &clone )
{
  qint64 bytes = 0;
  int a = 0;
  int b = 0;
  while ( a < central.rowCount() || b < clone.rowCount() )
  {
    const QString centralUid = a < central.rowCount() ? central.value( a, 0 ) : QString();
    const QString cloneUid = b < clone.rowCount() ? clone.value( b, 0 ) : QString();
    const bool inCentral = !centralUid.isEmpty() && ( cloneUid.isEmpty() || centralUid <= cloneUid );
    const bool inClone = !cloneUid.isEmpty() && ( centralUid.isEmpty() || cloneUid <= centralUid );
    const QString centralRow = inCentral ? central.value( a++, 1 ) : QString();
    const QString cloneRow = inClone ? clone.value( b++, 1 ) : QString();
    bytes += centralRow.size() + cloneRow.size();
    if ( !inClone )
      tell( RowDifference::Status::NotInClone, centralUid, centralRow, cloneRow );
    else if ( !inCentral )
      tell( RowDifference::Status::NotInCentral, cloneUid, centralRow, cloneRow );
    else if ( centralRow != cloneRow )
      tell( RowDifference::Status::Different, centralUid, centralRow, cloneRow );
  }
  return bytes;
}

void TableComparer::tell( RowDifference::Status status, const QString &uid, const QString &centralRow, const QString &cloneRow )
{
  ++( status == RowDifference::Status::Different      ? mFound.different
      : status == RowDifference::Status::NotInCentral ? mFound.notInCentral
                                                      : mFound.notInClone );
  if ( !mSink )
    return;
  const QJsonObject central = Pg::parseHstore( centralRow );
  const QJsonObject clone = Pg::parseHstore( cloneRow );
  RowDifference difference;
  difference.tableName = mFound.tableName;
  difference.uid = uid;
  difference.status = status;
  QStringList key;
  for ( const QString &column : mKey )
    key << ( status == RowDifference::Status::NotInCentral ? clone : central ).value( column ).toString();
  difference.key = key.join( QLatin1String( ", " ) );
  difference.centralValues = without( central, clone );
  difference.cloneValues = without( clone, central );
  mSink( difference );
}
