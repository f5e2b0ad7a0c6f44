/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QTemporaryDir>
#include <QVariantMap>

#include <memory>

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>

class QgsApplication;
class QgsProcessingAlgorithm;

namespace LizSync
{

  //! Records what an algorithm tells its user.
  class RecordingFeedback : public QgsProcessingFeedback
  {
      Q_OBJECT

    public:
      RecordingFeedback()
        : QgsProcessingFeedback( false )
      {}

      void pushInfo( const QString &info ) override { infos << info; }
      void pushWarning( const QString &warning ) override { warnings << warning; }
      void reportError( const QString &error, bool ) override { errors << error; }

      QStringList infos;
      QStringList warnings;
      QStringList errors;
  };

  /**
   * QGIS, started with a fresh profile and with the library just built among its providers, as any QGIS program starts.
   */
  class QgisSession
  {
    public:
      QgisSession();
      ~QgisSession();
      QgisSession( const QgisSession & ) = delete;
      QgisSession &operator=( const QgisSession & ) = delete;

      //! An algorithm of the registry; fails the test where there is none.
      static const QgsProcessingAlgorithm *algorithm( const QString &id );

      /**
       * Runs an algorithm as QGIS does, with the check of its parameters first.
       * \throws QgsProcessingException where it fails.
       */
      static QVariantMap run( const QString &id, const QVariantMap &parameters, QgsProcessingContext &context, QgsProcessingFeedback *feedback = nullptr );

      //! The sentence with which the algorithm fails; empty where it does not.
      static QString errorOf( const QString &id, const QVariantMap &parameters );

      //! Saves a PostgreSQL connection in the profile.
      static void saveConnection( const QString &name, const QMap<QString, QVariant> &settings );

      QString folder() const { return mFolder.path(); }

    private:
      QTemporaryDir mFolder;
      std::unique_ptr<QgsApplication> mApplication;
  };

} // namespace LizSync
