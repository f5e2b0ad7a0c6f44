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
   * lizsync:conflicts: loads the conflicts of central as a layer.
   */
  class ConflictsAlgorithm : public AbstractAlgorithm
  {
      Q_DECLARE_TR_FUNCTIONS( ConflictsAlgorithm )

    public:
      QString name() const override;
      QString displayName() const override;
      QString group() const override;
      QString groupId() const override;
      QString shortDescription() const override;
      QString shortHelpString() const override;
      QStringList tags() const override;
      ConflictsAlgorithm *createInstance() const override;
      void initAlgorithm( const QVariantMap &configuration = QVariantMap() ) override;

    protected:
      void resolve( const QVariantMap &parameters, QgsProcessingContext &context ) override;
      QVariantMap execute( const QVariantMap &parameters, QgsProcessingContext &context, FeedbackAdapter &feedback ) override;

    private:
      QString mCentral;
      bool mUnresolvedOnly = false;
  };

} // namespace LizSync
