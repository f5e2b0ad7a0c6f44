/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/featureoutput.h"

#include "engine/schema/prepare.h"

#include <QCoreApplication>

#include <memory>

#include <qgsprocessingalgorithm.h>

namespace LizSync
{
  class FeedbackAdapter;

  /**
   * What all algorithms of LizSync have in common: where databases and tables come from, how errors reach the user,
   * where icon and help are.
   *
   * A subclass resolves what it needs in resolve() (main thread) and does its work in execute() (any thread).
   */
  class AbstractAlgorithm : public QgsProcessingAlgorithm
  {
      Q_DECLARE_TR_FUNCTIONS( AbstractAlgorithm )

    public:
      QIcon icon() const override;
      QString svgIconPath() const override;
      QString helpUrl() const override;
      bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context, QString *message = nullptr ) const override;

    protected:
      /**
       * Reads the parameters and resolves connections, authentication and layers. Main thread; opens no connection.
       * \throws LizSync::Error
       */
      virtual void resolve( const QVariantMap &parameters, QgsProcessingContext &context ) = 0;

      /**
       * Does the work and returns every declared output.
       * \throws LizSync::Error
       */
      virtual QVariantMap execute( const QVariantMap &parameters, QgsProcessingContext &context, FeedbackAdapter &feedback ) = 0;

      //! Adds a parameter with its help text.
      void add( std::unique_ptr<QgsProcessingParameterDefinition> parameter, const QString &help, bool advanced = false );

      //! Adds a parameter that takes a saved PostgreSQL connection or a conninfo.
      void addConnection( const QString &name, const QString &description, const QString &help );

      //! Adds SCHEMAS and LAYERS.
      void addSelection( const QString &verb );

      //! Conninfo for the connection parameter \a name.
      QString connection( const QVariantMap &parameters, const QString &name, QgsProcessingContext &context ) const;

      //! What SCHEMAS and LAYERS name; \a conninfo is central's.
      Selection selection( const QVariantMap &parameters, const QString &conninfo, QgsProcessingContext &context ) const;

      //! The checks of SCHEMAS and LAYERS that need no server.
      bool checkSelection( const QVariantMap &parameters, QgsProcessingContext &context, QString *message ) const;

      //! Makes the sink of the parameter \a name, and throws a sentence where it cannot.
      FeatureOutput::SinkFactory sinkFactory( const QVariantMap &parameters, const QString &name, QgsProcessingContext &context ) const;

      //! The help that ends every algorithm's: what may be given for a connection.
      static QString connectionHelp();

    private:
      bool prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context, QgsProcessingFeedback *feedback ) final;
      QVariantMap processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context, QgsProcessingFeedback *feedback ) final;

      QString mPrepareError;
  };

} // namespace LizSync
