/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>

class QProcess;

namespace LizSync
{

  //! What a program said and how it ended.
  struct ProgramResult
  {
      int exitCode = -1;
      QString output;
      QString errors;

      //! The outputs of an algorithm, from qgis_process --json.
      QJsonObject results() const;
      //! For QVERIFY2.
      QByteArray all() const { return QStringLiteral( "exit %1\n%2\n%3" ).arg( exitCode ).arg( output, errors ).toUtf8(); }
  };

  //! Runs a program to its end; \a meanwhile may look at it, or send it a signal.
  ProgramResult runProgram( const QString &program, const QStringList &arguments, const QMap<QString, QString> &environment = {}, const QString &input = QString(),
                            const std::function<void( QProcess & )> &meanwhile = nullptr );

  /**
   * qgis_process as a subprocess: a fresh profile, no Python plugin enabled, no display.
   */
  class QgisProcess
  {
    public:
      //! Which QGIS the program thinks it is part of.
      enum class Prefix
      {
        WithLibrary, //!< The library just built is among the providers.
        Bare,        //!< QGIS as it was before LizSync.
      };

      explicit QgisProcess( Prefix prefix = Prefix::WithLibrary );

      ProgramResult run( const QStringList &arguments ) const;

      //! run … --json, with parameters.
      ProgramResult runAlgorithm( const QString &id, const QMap<QString, QString> &parameters ) const;

      //! Runs a PyQGIS script within the same profile.
      ProgramResult runPython( const QString &script ) const;

      //! Unpacks lizsync.zip in the profile and enables it, as the plugin manager does.
      void installPluginZip() const;

      QString folder() const { return mFolder.path(); }
      QMap<QString, QString> environment;

    private:
      QTemporaryDir mFolder;
  };

} // namespace LizSync
