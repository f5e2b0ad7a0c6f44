/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/examplemodel.h"
#include "algorithms/helppage.h"
#include "algorithms/resources.h"

#include <QIcon>

namespace LizSync
{

  ExampleModel::ExampleModel( const QString &name, const QString &file )
    : mName( name )
    , mFile( file )
  {
    initResources();
    if ( !fromFile( QStringLiteral( ":/lizsync/models/%1" ).arg( mFile ) ) )
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
