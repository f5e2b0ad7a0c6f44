/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QCoreApplication>

#include <qgsprocessingmodelalgorithm.h>

namespace LizSync
{

  /**
   * A model of the resources as an algorithm of the provider, with a name that scripts can rely upon.
   *
   * The algorithms in it must be in the registry when it is made: only then it knows their outputs.
   */
  class ExampleModel : public QgsProcessingModelAlgorithm
  {
      Q_DECLARE_TR_FUNCTIONS( ExampleModel )

    public:
      //! \a name: of the algorithm; the model is the embedded file \a file.
      ExampleModel( const QString &name, const QString &file );

      //! All example models, for the provider.
      static QList<QgsProcessingAlgorithm *> all();

      QString name() const override;
      QString group() const override;
      QString groupId() const override;
      QIcon icon() const override;
      QString svgIconPath() const override;
      QString shortDescription() const override;
      QString helpUrl() const override;
      QStringList tags() const override;

    private:
      QgsProcessingAlgorithm *createInstance() const override;

      QString mName;
      QString mFile;
  };

} // namespace LizSync
