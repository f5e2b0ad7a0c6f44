/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/abstractalgorithm.h"

namespace LizSync
{

  /**
   * lizsync:status: says how central and all its clones are.
   */
  class StatusAlgorithm : public AbstractAlgorithm
  {
      Q_DECLARE_TR_FUNCTIONS( StatusAlgorithm )

    public:
      QString name() const override;
      QString displayName() const override;
      QString group() const override;
      QString groupId() const override;
      QString shortDescription() const override;
      QString shortHelpString() const override;
      QStringList tags() const override;
      StatusAlgorithm *createInstance() const override;
      void initAlgorithm( const QVariantMap &configuration = QVariantMap() ) override;

    protected:
      void resolve( const QVariantMap &parameters, QgsProcessingContext &context ) override;
      QVariantMap execute( const QVariantMap &parameters, QgsProcessingContext &context, FeedbackAdapter &feedback ) override;

    private:
      QString mCentral;
      QString mReport;
  };

} // namespace LizSync
