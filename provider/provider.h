/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/translation.h"

#include <qgsprocessingprovider.h>

namespace LizSync
{

  /**
   * The Processing provider: id lizsync, and its algorithms.
   */
  class Provider : public QgsProcessingProvider
  {
      Q_OBJECT

    public:
      explicit Provider( QObject *parent = nullptr );

      QString id() const override;
      QString name() const override;
      QString longName() const override;
      QString versionInfo() const override;
      QString helpId() const override;
      QIcon icon() const override;
      QString svgIconPath() const override;

      //! The provider's id, for those who look it up.
      static QString providerId();

    protected:
      void loadAlgorithms() override;

    private:
      Translation mTranslation;
  };

} // namespace LizSync
