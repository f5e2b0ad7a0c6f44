/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/sqlsentences.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

using namespace LizSync;

namespace
{
  //! What sql/ says to people, with %1, %2… where it puts something in: for lupdate, and to know them again.
  const char *const sSentences[] = {
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is the central database that the archive was made from: name another one as the clone." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is itself a central with clones: nothing can be deployed to it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" has edits that were not sent to central (%2): synchronise first, or deploy with DISCARD_PENDING to lose them." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the clone edited a row that references this one: it comes back, alone; rows deleted with it stay deleted" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" is being synchronised already: wait until that sync has ended." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" cannot be synchronised: %2. Make the same change on both sides, or deploy a new archive." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central and clone are the same database: name two different ones." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" belongs to another central than \"%2\": choose its own central, or deploy an archive of this one." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central does not know clone \"%1\" (%2): deploy an archive to it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" is at the state of %2, and central has purged part of its log since: keep a copy of the clone's unsent edits and deploy a new archive." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 references %2 (%3), which is not selected: select it too." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Row %1 of %2 is not in the clone what central sent: the sync was stopped and changed nothing." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Rows that reference %1 would go with a key that another row gets: the sync was stopped and changed nothing." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is not a clone: deploy an archive of central to it first." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" is in use in two databases, one a copy of the other: run SELECT lizsync.new_clone_identity('another name') in this one and synchronise again, which loses nothing, or deploy an archive to it with NEW_CLONE_ID. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "not in central" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "not in clone" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the clone's edit of this column was the later one" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "both edited this column at the same moment: central's stays" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "central's edit of this column was the later one" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the clone's edit of this reference was the later one" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "both edited this reference at the same moment: central's stays" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "central's edit of this reference was the later one" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "central edited a row that references this one: it comes back, alone; rows deleted with it stay deleted" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "a row that the clone did not delete references this one in central: it comes back, alone; rows deleted with it stay deleted" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the row that this one references was deleted later in the clone: this row goes with it" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the row that this one references was deleted later in the clone: the reference is emptied" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the delete was later than the update: the row goes" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the update was not earlier than the delete: the whole row stays" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "No clone has the id %1: see lizsync.clones." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the row that this one references was deleted later in central: this row goes with it" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the row that this one references was deleted later in central: the reference is emptied" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" has a sync (%2) that central does not know, as after central was restored from a backup: nothing was changed; keep a copy of the clone's database, deploy a new archive to the clone, and take over from the copy what is missing." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Sequence %1 does not exist in central, or numbers no table of this clone: deploy a new archive." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "User \"%1\" may not synchronise clone \"%2\": have the owner of central run SELECT lizsync.grant_sync(%3)." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "User \"%1\" may not read all of table %2 in central, which clone \"%3\" synchronises: have its owner grant that (GRANT SELECT), or deploy an archive without it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The clone sent a change of row %1 that no sync sends: nothing was changed; deploy an archive to the clone." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "No sync %1 is running in this transaction: a sync begins with its hello." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" does not synchronise table %2." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "What a sync changed is told in its own transaction, of the tables that its clone synchronises." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Sequence %1 of central has no ids left for a clone (the next is %2, the last possible one %3): give its column a larger type." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 is being edited in an open transaction: save or cancel that edit, then synchronise again (waited %2)." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" has a %2 %3 that was not deployed by LizSync: rename or drop it, or deploy with DISCARD_PENDING to replace it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is not a clone: only a clone can get another identity." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "A package is made by lizsync:package, which sees all tables as they are at one moment." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The archive has policies for roles that the server of database \"%1\" does not have (%2): create them there (CREATE ROLE), then deploy again." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is a clone: packages are made from central." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "None of the %1 selected tables is prepared: run prepare first." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 is not as prepare left it: %2. Run prepare again, or audit.unaudit_table() where it is not to be synchronised any more." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it has no column uid of type uuid" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "its column uid is not unique" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "its audit triggers are not there or switched off" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is a clone: tables are prepared in central, before they are packaged." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "already prepared" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "prepared" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "cannot be prepared" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it is a foreign table: its rows live in another database" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it is not a table" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it is unlogged: a crash empties it, and the clones would not know (ALTER TABLE … SET LOGGED)" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it belongs to role %1: ask that role to prepare it" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "its column \"uid\" is of type %1, not uuid: rename that column" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "several of its rows have the same uid: give each its own (gen_random_uuid())" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" is a clone: its log holds only what central does not have yet." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "central does not have this row" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "a trigger of central left this edit out: central's state stays" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the row went in central with another one that was deleted, or by a trigger" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The clone needs new ids of sequence %1, from which an open transaction of central has drawn some: try again when that has ended. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the clone could not take this row of central: it is sent again at every sync" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "another row of central has this unique value: each stays where it was made until one of them is changed" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "central refused this row: it stays in the clone and is tried again at every sync" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The archive (%1) was not made by central \"%2\", or by an older state of it: make a new one with package." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The archive (%1) was made before central \"%2\" kept the checksums of archives: make a new one with package." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The archive (%1) is not as central \"%2\" made it: somebody changed it since; get it again from whoever made it, or make a new one with package." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The checksum of an archive is recorded once, while it is packaged." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central does not know clone %1, of which \"%2\" is a copy: keep a copy of its unsent edits and deploy an archive to it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "There is no conflict %1." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Conflict %1 is not resolved: both values are there, each in its own database; change one of them." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Conflict %1 is about table %2, which does not exist any more." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Conflict %1 is about a row that conflict %2 keeps from being resolved: both values are there, each in its own database; change one of them." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "What conflict %1 is about (%2) is no column of table %3 any more: edit the row itself." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The row of conflict %1 has been deleted since: there is nothing to put the value back into." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Nothing is selected: name at least one schema or layer." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Schema \"%1\" is never synchronised: move the tables to another schema (ALTER TABLE … SET SCHEMA)." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Schema \"%1\" belongs to PostgreSQL and is never synchronised." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Schema \"%1\" does not exist in database \"%2\": check its spelling (upper and lower case matter)." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 does not exist in database \"%2\"." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "%1 is a partition: name the partitioned table %2, which is synchronised with all its partitions." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "table %1 exists in the clone but not in central" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "table %1 exists in central but not in the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "table %1 has a column %2 (%3) in central that the clone does not have" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "table %1 has a column %2 (%3) in the clone that central does not have" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "column %1 of table %2 is %3 in central but %4 in the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the primary key of table %1 is %2 in central but %3 in the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central cannot be reached from this database (%1): check the network, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The connection to central was lost: synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Somebody changed the same rows at the same moment: synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Somebody has open edits in central of what this sync changes: have them saved or cancelled, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "The disk of %1 is full (%2): make room there, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "There is no memory left on %1 (%2): end other programs there, or give it more memory, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "A limit of %1 was reached (%2): have it raised there, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Files of %1 cannot be read or written (%2): have its disk and its log looked at, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central's server ended this sync from outside (%1): ask its administrator who or what cancels it, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "This sync took longer than statement_timeout (%1) lets it: SET statement_timeout TO 0, then synchronise again. Nothing was changed." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "central's server" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the clone's server" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 does not exist in database \"%2\", or has no uid column: it cannot be compared." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" has edits that were not sent to central (%2): to keep them, run SELECT lizsync.new_clone_identity('another name') in it and synchronise; to lose them, deploy with DISCARD_PENDING too." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" was made by the older plugin and only upgraded since: deploy an archive of central to it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "LizSync is version %1 in central but %2 in clone \"%3\": upgrade the older one (lizsync:upgrade)." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Column uid of %1 cannot be dropped, as a view, a foreign key or the like needs it: drop that first, or uninstall without DROP_UID_COLUMNS." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Name the clone: SELECT lizsync.new_clone_identity('another name')." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" has edits that were not sent to central (%2): synchronise it first, or uninstall with DISCARD_PENDING, and they stay in this database alone." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central \"%1\" has edits that these clones did not get yet: %2. Synchronise them first, forget those that are lost (lizsync.forget_clone), or uninstall with DISCARD_PENDING." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "LizSync of central does not know the request \"%1\"." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 cannot be prepared: %2. Correct that, then upgrade." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" has LizSync %2 of the older plugin: only version 0.7 can be upgraded, so upgrade it to that one first, with the older plugin." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Clone \"%1\" has edits that were not sent to central (%2): send them with the older plugin first (SELECT * FROM lizsync.synchronize() in it), then upgrade." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Central has edits that these clones did not get yet (%1): %2. Synchronise them with the older plugin first (SELECT * FROM lizsync.synchronize() in each), or delete a clone that is lost from lizsync.synchronized_tables, then upgrade." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Database \"%1\" has objects that need those of the older plugin: %2. Drop them, then upgrade." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Partition %1 of table %2 was dropped in the clone with the rows that it had, which central still has: run SELECT lizsync.mend_capture(%3) in the clone, synchronise, then deploy a new archive to it." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Partition %1 of table %2 was dropped in central with the rows that it had, and the log cannot say which: run lizsync:prepare again in central, then synchronise; lizsync:compare lists the rows that a clone still has." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Tables %1 and %2 inherit from one another since the clone was deployed, so that their edits cannot be told apart: run SELECT lizsync.mend_capture(%3) in the clone, then synchronise." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Tables %1 and %2 inherit from one another since %3 was prepared, so that their edits cannot be told apart: run lizsync:prepare again in central, then synchronise." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Edits of table %1 are not logged in the clone, as its audit triggers are not there or switched off: run SELECT lizsync.mend_capture(%2) in the clone, then synchronise; lizsync:compare lists what was edited meanwhile." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Edits of table %1 are not logged in central, as its audit triggers are not there or switched off: run lizsync:prepare again in central, then synchronise; lizsync:compare lists what was edited meanwhile." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Table %1 is not there any more, and edits of %2, which has another name since it was prepared, are sent to nobody: give it its name back and synchronise; rename it when every clone has, then prepare it and deploy a new archive." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Columns of table %1 that are not synchronised have other names now: run SELECT lizsync.mend_capture(%2) in the clone, then synchronise; lizsync:compare lists what was edited meanwhile." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Columns of table %1 that are not synchronised have other names now: run lizsync:prepare again in central, then synchronise; lizsync:compare lists what was edited meanwhile." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it has its audit triggers again" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "its columns that are not synchronised are known by their new names" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "it is logged row by row now, because of inheritance (%1)" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "new partitions have their triggers (%1)" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "rows of partitions that were attached or detached are logged (%1)" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "rows that went with dropped partitions are not logged, clones keep theirs" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "the clone does not have this row any more" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "a row whose change the clone could not take still references it" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "a row whose change could not be applied still references it" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "a row that stays in the clone still references it" ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Conflict %1 has been restored already, at %2: edit the row itself." ),
    QT_TRANSLATE_NOOP( "LizSync::SqlSentences", "Conflicts %1 and %2 are about the same value of row %3 of table %4: restore one of them." ),
  };

  struct Pattern
  {
      const char *source = nullptr;
      int literalLength = 0;
      QRegularExpression expression;
  };

  std::vector<Pattern> patterns()
  {
    static const QRegularExpression sPlace( QStringLiteral( "%[1-9]" ) );
    std::vector<Pattern> all;
    for ( const char *sentence : sSentences )
    {
      const QStringList literals = QString::fromUtf8( sentence ).split( sPlace );
      Pattern pattern;
      pattern.source = sentence;
      QStringList escaped;
      for ( const QString &literal : literals )
      {
        escaped << QRegularExpression::escape( literal );
        pattern.literalLength += literal.size();
      }
      pattern.expression = QRegularExpression( QStringLiteral( "\\A%1\\z" ).arg( escaped.join( QLatin1String( "(.*)" ) ) ), QRegularExpression::DotMatchesEverythingOption );
      all.push_back( pattern );
    }
    // The one that says most about itself is the one that it is.
    std::stable_sort( all.begin(), all.end(), []( const Pattern &a, const Pattern &b )
                      { return a.literalLength > b.literalLength; } );
    return all;
  }

  const std::vector<Pattern> &knownPatterns()
  {
    static const std::vector<Pattern> sPatterns = patterns();
    return sPatterns;
  }
} // namespace

QStringList LizSync::sqlSentences()
{
  QStringList all;
  for ( const char *sentence : sSentences )
    all << QString::fromUtf8( sentence );
  return all;
}

bool LizSync::isSqlSentence( const QString &sentence )
{
  return std::any_of( knownPatterns().begin(), knownPatterns().end(), [&sentence]( const Pattern &pattern )
                      { return pattern.expression.match( sentence ).hasMatch(); } );
}

QString LizSync::localizedSqlSentence( const QString &sentence )
{
  for ( const Pattern &pattern : knownPatterns() )
  {
    const QRegularExpressionMatch match = pattern.expression.match( sentence );
    if ( !match.hasMatch() )
      continue;
    QString localized = QCoreApplication::translate( "LizSync::SqlSentences", pattern.source );
    // All at once: what is put in may hold a %1 of its own.
    static const QRegularExpression sPlace( QStringLiteral( "%([1-9])" ) );
    QString result;
    int end = 0;
    for ( auto place = sPlace.globalMatch( localized ); place.hasNext(); )
    {
      const QRegularExpressionMatch found = place.next();
      result += localized.midRef( end, found.capturedStart() - end ) + localizedSqlSentence( match.captured( found.captured( 1 ).toInt() ) );
      end = found.capturedEnd();
    }
    return result + localized.midRef( end );
  }
  // What was mended may be several things.
  QStringList parts = sentence.split( QLatin1String( "; " ) );
  if ( parts.size() == 1 )
    return sentence;
  for ( QString &part : parts )
    part = localizedSqlSentence( part );
  return parts.join( QLatin1String( "; " ) );
}
