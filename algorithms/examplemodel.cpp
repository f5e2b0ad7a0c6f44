/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/examplemodel.h"
#include "algorithms/helppage.h"
#include "algorithms/resources.h"

#include <QDomDocument>
#include <QIcon>

#include <algorithm>
#include <iterator>

#include <qgsxmlutils.h>

namespace LizSync
{

  namespace
  {
    //! What the models (resources/models) say to people, for lupdate.
    const char *const sWords[] = {
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Install LizSync in central" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Package central for clones" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Archive" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Prepare tables of central" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Makes everything ready in the office: installs LizSync in central where it is missing, prepares the tables of the chosen schemas, and writes the archive from which clones are deployed. May be run again before each campaign." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "The database that everybody synchronises with." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Names of the schemas of central, separated by commas: all their tables are prepared and packaged." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Name by which people know this database; empty: it stays as it is." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Prepare a campaign" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Central database" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Schemas to synchronise (comma-separated)" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Name of central" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Show conflicts of central" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Unresolved conflicts" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Status of all clones" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Synchronise clone" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Report on the clone" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Synchronise clone 2 (an empty place changes nothing)" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Report on clone 2" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Synchronise clone 3 (an empty place changes nothing)" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Report on clone 3" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Synchronise clone 4 (an empty place changes nothing)" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Report on clone 4" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Synchronises up to four clones one after the other, then loads the conflicts that are not resolved and writes a page on how all clones are. A place that is left empty changes nothing. A clone that cannot be synchronised stops the model, and those before it are done: correct that, and run it again. For more clones, or where each is to stand by itself, run \"Synchronise clone with central\" as a batch instead." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "The clone that is synchronised first." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "A further clone. May be empty." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "End of the day" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Clone" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Clone 2" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Clone 3" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Clone 4" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Compare clone with central" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Comparison" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Compares every table of a clone with central's and writes a page with what differs, then a page on how all clones are. Changes nothing." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "The clone whose tables are compared with central's." ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Check a clone" ),
      QT_TRANSLATE_NOOP( "LizSync::ExampleModelWords", "Clone database" ),
    };

    //! A model's definition with its words in the user's language; names and values that are no words stay as they are.
    QVariant localized( const QVariant &definition )
    {
      if ( definition.type() == QVariant::Map )
      {
        QVariantMap map = definition.toMap();
        for ( QVariant &value : map )
          value = localized( value );
        return map;
      }
      if ( definition.type() == QVariant::List )
      {
        QVariantList list = definition.toList();
        for ( QVariant &value : list )
          value = localized( value );
        return list;
      }
      if ( definition.type() != QVariant::String )
        return definition;
      const QByteArray text = definition.toString().toUtf8();
      const bool known = std::any_of( std::begin( sWords ), std::end( sWords ), [&text]( const char *words )
                                      { return text == words; } );
      return known ? QVariant( QCoreApplication::translate( "LizSync::ExampleModelWords", text.constData() ) ) : definition;
    }
  } // namespace

  ExampleModel::ExampleModel( const QString &name, const QString &file )
    : mName( name )
    , mFile( file )
  {
    initResources();
    QDomDocument document;
    const bool isRead = document.setContent( resourceText( QStringLiteral( ":/lizsync/models/%1" ).arg( mFile ) ) );
    if ( !isRead || !loadVariant( localized( QgsXmlUtils::readVariant( document.firstChildElement() ) ) ) )
      qFatal( "The model %s cannot be read", qPrintable( mFile ) );
  }

  QList<QgsProcessingAlgorithm *> ExampleModel::all()
  {
    return { new ExampleModel( QStringLiteral( "preparecampaign" ), QStringLiteral( "prepare_campaign.model3" ) ),
             new ExampleModel( QStringLiteral( "endofday" ), QStringLiteral( "end_of_day.model3" ) ),
             new ExampleModel( QStringLiteral( "checkclone" ), QStringLiteral( "check_clone.model3" ) ) };
  }

  QString ExampleModel::name() const
  {
    return mName;
  }

  QString ExampleModel::group() const
  {
    return tr( "Example models" );
  }

  QString ExampleModel::groupId() const
  {
    return QStringLiteral( "models" );
  }

  QIcon ExampleModel::icon() const
  {
    return QIcon( svgIconPath() );
  }

  QString ExampleModel::svgIconPath() const
  {
    return QStringLiteral( ":/lizsync/icons/model.svg" );
  }

  QString ExampleModel::shortDescription() const
  {
    const QString description = helpContent().value( QStringLiteral( "ALG_DESC" ) ).toString();
    return description.left( description.indexOf( '.' ) + 1 );
  }

  QString ExampleModel::helpUrl() const
  {
    return helpPage( mName );
  }

  QStringList ExampleModel::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,model,workflow,example,central,clone" ).split( ',' );
  }

  QgsProcessingAlgorithm *ExampleModel::createInstance() const
  {
    return new ExampleModel( mName, mFile );
  }

} // namespace LizSync
