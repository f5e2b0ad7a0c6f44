/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>
#include <QStringList>

namespace LizSync
{

  //! Every sentence that the functions in sql/ say to people, %1, %2… where they put something in.
  QStringList sqlSentences();

  /**
   * A sentence of the database in the language of the program: one of sqlSentences() as its translation, what was put into
   * it too where that is one; any other text as it is. Databases speak English whatever the language of who asks.
   */
  QString localizedSqlSentence( const QString &sentence );

  //! TRUE where the text is one of sqlSentences(), with something put in.
  bool isSqlSentence( const QString &sentence );

} // namespace LizSync
