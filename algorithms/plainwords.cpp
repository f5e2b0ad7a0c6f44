/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/plainwords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingregistry.h>

namespace LizSync
{

  namespace
  {
    const QgsProcessingAlgorithm *registered( const QString &id )
    {
      const QgsProcessingRegistry *registry = QgsApplication::processingRegistry();
      return registry ? registry->algorithmById( id ) : nullptr;
    }

    //! The label of a parameter in a dialog; empty where none has that name.
    QString label( const QString &name, const QgsProcessingAlgorithm *algorithm )
    {
      for ( const QgsProcessingAlgorithm *candidate : { algorithm, registered( QStringLiteral( "lizsync:install" ) ), registered( QStringLiteral( "lizsync:deploy" ) ), registered( QStringLiteral( "lizsync:uninstall" ) ) } )
      {
        if ( const QgsProcessingParameterDefinition *definition = candidate ? candidate->parameterDefinition( name ) : nullptr )
          return definition->description();
      }
      return QString();
    }
  } // namespace

  QString plainWords( const QString &message, const QgsProcessingAlgorithm *algorithm )
  {
    // A piece in quotes; an algorithm's id; a parameter of two words, which nobody else writes like that, or the one that is of one.
    static const QRegularExpression sName( QStringLiteral( "(\"[^\"]*\"|«[^»]*»)|\\b(lizsync:[a-z]+)\\b|\\b((?:[A-Z]+_)+[A-Z]+|OVERWRITE)\\b(?!:)" ) );
    QString result;
    int end = 0;
    for ( auto it = sName.globalMatch( message ); it.hasNext(); )
    {
      const QRegularExpressionMatch match = it.next();
      const QString id = match.captured( 2 );
      const QString name = id.isEmpty() ? match.captured( 3 ) : id;
      QString words;
      if ( !id.isEmpty() )
      {
        const QgsProcessingAlgorithm *named = registered( id );
        words = named ? named->displayName() : QString();
      }
      else if ( !name.isEmpty() )
      {
        words = label( name, algorithm );
      }
      if ( words.isEmpty() )
        continue;
      result += message.mid( end, match.capturedStart() - end );
      const QString before = message.left( match.capturedStart() );
      const bool inParentheses = before.lastIndexOf( '(' ) > before.lastIndexOf( ')' );
      result += ( inParentheses ? QCoreApplication::translate( "PlainWords", "\"%1\", %2" ) : QCoreApplication::translate( "PlainWords", "\"%1\" (%2)" ) ).arg( words, name );
      end = match.capturedEnd();
    }
    return result + message.mid( end );
  }

} // namespace LizSync
