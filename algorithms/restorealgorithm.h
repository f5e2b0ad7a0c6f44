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
   * lizsync:restore: puts what conflicts rejected back in central.
   */
  class RestoreAlgorithm : public AbstractAlgorithm
  {
      Q_DECLARE_TR_FUNCTIONS( RestoreAlgorithm )

    public:
      QString name() const override;
      QString displayName() const override;
      QString group() const override;
      QString groupId() const override;
      QString shortDescription() const override;
      QString shortHelpString() const override;
      QStringList tags() const override;
      RestoreAlgorithm *createInstance() const override;
      void initAlgorithm( const QVariantMap &configuration = QVariantMap() ) override;
      bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context, QString *message = nullptr ) const override;

    protected:
      void resolve( const QVariantMap &parameters, QgsProcessingContext &context ) override;
      QVariantMap execute( const QVariantMap &parameters, QgsProcessingContext &context, FeedbackAdapter &feedback ) override;

    private:
      QString mCentral;
      QList<qint64> mIds;
  };

} // namespace LizSync
