/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/restorealgorithm.h"
#include "algorithms/feedbackadapter.h"

#include "engine/error.h"
#include "engine/fleet/conflicts.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  namespace
  {
    //! The numbers in "12, 15", each once. \a wrong becomes the first part that is none.
    QList<qint64> splitIds( const QString &text, QString &wrong )
    {
      QList<qint64> ids;
      const QStringList parts = text.split( ',' );
      for ( const QString &part : parts )
      {
        const QString number = part.trimmed();
        if ( number.isEmpty() )
          continue;
        bool ok = false;
        const qint64 id = number.toLongLong( &ok );
        if ( !ok || id <= 0 )
        {
          wrong = number;
          return {};
        }
        if ( !ids.contains( id ) )
          ids << id;
      }
      return ids;
    }
  } // namespace

  QString RestoreAlgorithm::name() const
  {
    return QStringLiteral( "restore" );
  }

  QString RestoreAlgorithm::displayName() const
  {
    return tr( "Restore rejected values" );
  }

  QString RestoreAlgorithm::group() const
  {
    return tr( "Daily work" );
  }

  QString RestoreAlgorithm::groupId() const
  {
    return QStringLiteral( "daily" );
  }

  QString RestoreAlgorithm::shortDescription() const
  {
    return tr( "Puts back in central what conflicts rejected." );
  }

  QString RestoreAlgorithm::shortHelpString() const
  {
    return tr( "Where two people edited the same value, the later edit won, and what lost was kept with the conflict. This puts it back: a value in its column, a deleted row as a whole; where the "
               "rejected edit was a delete, the row is deleted. It counts as a new edit made in central now, and goes to every clone with its next synchronisation.\n\n"
               "All conflicts that are named are restored, or none of them. One that is not resolved cannot be restored, as both values are still there: change one of the two rows instead. "
               "Of two conflicts about the same value only one can be restored.\n\n" )
           + connectionHelp();
  }

  QStringList RestoreAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,conflict,undo,revert,rejected,central" ).split( ',' );
  }

  RestoreAlgorithm *RestoreAlgorithm::createInstance() const
  {
    return new RestoreAlgorithm();
  }

  void RestoreAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that everybody synchronises with: it keeps the conflicts of all clones." ) );
    add( std::make_unique<QgsProcessingParameterString>( QStringLiteral( "CONFLICT_IDS" ), tr( "Numbers of the conflicts (comma-separated)" ) ),
         tr( "The conflicts whose rejected side is put back, such as \"12, 15\": the layer of \"Show conflicts of central\" has them in the column \"Number\"." ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "COUNT" ), tr( "Number of conflicts restored" ) ) );
  }

  bool RestoreAlgorithm::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context, QString *message ) const
  {
    if ( !AbstractAlgorithm::checkParameterValues( parameters, context, message ) )
      return false;
    QString wrong;
    const QList<qint64> ids = splitIds( parameterAsString( parameters, QStringLiteral( "CONFLICT_IDS" ), context ), wrong );
    if ( !ids.isEmpty() )
      return true;
    if ( message )
      *message = wrong.isEmpty() ? tr( "CONFLICT_IDS names no conflict: give the numbers of the conflicts to restore, such as 12, 15." )
                                 : tr( "CONFLICT_IDS: \"%1\" is not the number of a conflict: give numbers separated by commas, such as 12, 15." ).arg( wrong );
    return false;
  }

  void RestoreAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    QString wrong;
    mIds = splitIds( parameterAsString( parameters, QStringLiteral( "CONFLICT_IDS" ), context ), wrong );
    if ( !wrong.isEmpty() )
      throw Error( tr( "CONFLICT_IDS: \"%1\" is not the number of a conflict: give numbers separated by commas, such as 12, 15." ).arg( wrong ) );
  }

  QVariantMap RestoreAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    return { { QStringLiteral( "COUNT" ), restoreConflicts( mCentral, mIds, feedback ) } };
  }

} // namespace LizSync
