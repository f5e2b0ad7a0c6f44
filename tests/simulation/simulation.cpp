/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/simulation/simulation.h"

#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/sync/session.h"
#include "tests/common/privatecluster.h"
#include "tests/simulation/killer.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace LizSync;

namespace
{
  const QStringList sColumns = { "a", "b", "c" };
  const QStringList sClones = { "a", "b", "c" };

  //! Servers that may be killed. The simulations of one executable follow one another in them.
  struct Clusters
  {
      PrivateCluster central;
      PrivateCluster clones { PrivateCluster::For::Clones };
  };
  std::unique_ptr<Clusters> sClusters;

  void makeClusters()
  {
    if ( sClusters )
      return;
    sClusters = std::make_unique<Clusters>();
    sClusters->central.keepCommits();
    sClusters->clones.keepCommits();
    qAddPostRoutine( []
                     { sClusters.reset(); } );
  }

  //! What a parent's delete does to its children, of all seeds in turn.
  const QStringList sRules = { "CASCADE", "SET NULL", "NO ACTION", "RESTRICT", "SET DEFAULT" };

  QString ruleOf( quint32 seed )
  {
    return sRules.at( static_cast<int>( seed ) % sRules.size() );
  }

  //! What a grandparent's delete does to the parents under it: another one than theirs.
  QString upperRuleOf( quint32 seed )
  {
    return sRules.at( static_cast<int>( seed / 10 ) % sRules.size() );
  }

  //! A reference to \a table by the column \a column alone or, where it is \a composite, by tenant and that: one that must not be empty.
  QString foreignKey( const QString &table, const QString &column, const QString &onDelete, bool composite, int serverVersion )
  {
    QString rule = onDelete;
    // Some columns only: a server that cannot do that refuses the delete.
    if ( composite && rule.startsWith( QLatin1String( "SET" ) ) )
      rule = serverVersion < 150000 ? QStringLiteral( "NO ACTION" ) : QStringLiteral( "%1 ( %2 )" ).arg( rule, column );
    return QStringLiteral( "FOREIGN KEY ( %1%2 ) REFERENCES s.%3 ( %1id ) ON DELETE %4" ).arg( composite ? "tenant, " : "", column, table, rule );
  }

  //! Children reference their parents, and these the grandparents, by one column or, every other five seeds, by two.
  QString tables( quint32 seed, int serverVersion )
  {
    const bool composite = seed / 5 % 2 == 1;
    return QStringLiteral(
             "CREATE TABLE s.cell ( id serial PRIMARY KEY, a text, b text, c text, touched integer, uid uuid );"
             "INSERT INTO s.cell ( uid ) SELECT md5( 'cell' || g )::uuid FROM generate_series( 1, 12 ) AS g;"
             "CREATE TABLE s.grandparent ( id serial PRIMARY KEY, tenant integer NOT NULL DEFAULT 1, note text, uid uuid, UNIQUE ( tenant, id ) );"
             "CREATE TABLE s.parent ( id serial PRIMARY KEY, tenant integer NOT NULL DEFAULT 1, grandparent_id integer, code text UNIQUE, note text, uid uuid, UNIQUE ( tenant, id ), %1 );"
             "CREATE TABLE s.child ( id serial PRIMARY KEY, tenant integer NOT NULL DEFAULT 1, parent_id integer DEFAULT 6, note text, uid uuid, %2 );"
             "INSERT INTO s.grandparent ( tenant, uid ) SELECT 1 + g %% 2, md5( 'grandparent' || g )::uuid FROM generate_series( 1, 4 ) AS g;"
             "INSERT INTO s.parent ( tenant, grandparent_id, code, uid ) SELECT 1 + g %% 2, 1 + ( g - 1 ) %% 4, 'start' || g, md5( 'parent' || g )::uuid FROM generate_series( 1, 6 ) AS g;"
             "INSERT INTO s.child ( tenant, parent_id, uid ) SELECT p.tenant, p.id, md5( 'child' || g )::uuid FROM generate_series( 1, 12 ) AS g JOIN s.parent AS p ON p.id = 1 + g %% 6" )
      .arg( foreignKey( "grandparent", "grandparent_id", upperRuleOf( seed ), composite, serverVersion ), foreignKey( "parent", "parent_id", ruleOf( seed ), composite, serverVersion ) )
      .replace( "%%", "%" );
  }

  //! Every third seed central has a trigger that does not let each value in, and says nothing; and it counts what reaches the row.
  bool hasTrigger( quint32 seed )
  {
    return seed % 3 == 2;
  }
  const QString sTrigger = QStringLiteral(
    "CREATE FUNCTION s.take_some() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NEW.c LIKE '%7x' THEN NEW.c := CASE TG_OP WHEN 'UPDATE' THEN OLD.c END; END IF;"
    "NEW.touched := coalesce( NEW.touched, 0 ) + 1; RETURN NEW; END $$;"
    "CREATE TRIGGER take_some BEFORE INSERT OR UPDATE ON s.cell FOR EACH ROW EXECUTE FUNCTION s.take_some()" );

  bool isLeftOut( quint32 seed, const QString &column, const QString &token )
  {
    return hasTrigger( seed ) && column == QLatin1String( "c" ) && token.endsWith( QLatin1String( "7x" ) );
  }

  const QRegularExpression &tokenPattern()
  {
    static const QRegularExpression sPattern( QStringLiteral( "tk\\d+x" ) );
    return sPattern;
  }

  QStringList uidsIn( const QString &text )
  {
    static const QRegularExpression sPattern( QStringLiteral( "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" ) );
    QStringList found;
    for ( QRegularExpressionMatchIterator matches = sPattern.globalMatch( text ); matches.hasNext(); )
      found << matches.next().captured();
    found.removeDuplicates();
    return found;
  }

  QSet<QString> tokensIn( const QString &text )
  {
    QSet<QString> found;
    QRegularExpressionMatchIterator matches = tokenPattern().globalMatch( text );
    while ( matches.hasNext() )
      found.insert( matches.next().captured() );
    return found;
  }

  //! Replaces text in a function of central: how an engine is broken on purpose.
  void patchFunction( TestDatabase &database, const QString &signature, const QString &from, const QString &to )
  {
    const QString definition = database.value( QStringLiteral( "SELECT pg_get_functiondef( '%1'::regprocedure )" ).arg( signature ) );
    if ( !definition.contains( from ) )
      throw Error( QStringLiteral( "Function %1 does not contain %2 any more: mend the simulation's defect." ).arg( signature, from ) );
    database.exec( QString( definition ).replace( from, to ) );
  }
} // namespace

//! A transaction that stays open while others come and go.
class Simulation::OpenTransaction
{
  public:
    OpenTransaction( const QString &conninfo, int until )
      : end( until )
      , connection( conninfo, QStringLiteral( "simulation editor" ) )
      , transaction( connection )
    {}

    struct Edit
    {
        QString uid;
        QString column;
        QString token;
        int step;
    };

    int end;
    Pg::Connection connection;
    Pg::Transaction transaction;
    QList<Edit> edits;
    //! Rows of which central's trigger took nothing but the count.
    QStringList counted;
    QSet<QString> overwritten;
};

Simulation::Simulation( quint32 seed, Defect defect )
  : mSeed( seed )
  , mDefect( defect )
  , mRandom( seed )
{
  makeClusters();
  const QString simulation = QStringLiteral( "simulation" );
  const int version = std::min( Pg::Connection( sClusters->central.conninfo(), simulation ).serverVersion(), Pg::Connection( sClusters->clones.conninfo(), simulation ).serverVersion() );
  mNetwork = std::make_unique<Network>( tables( seed, version ), sClones.size(), sClusters->central.conninfo(), sClusters->clones.conninfo() );
  // Whoever would have to wait for an open transaction gives up: nobody else is there who could end it.
  for ( const QString &name : QStringList { "central" } + sClones )
  {
    database( name ).exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.lock_timeout TO ''200ms''', current_database() ); EXECUTE format( 'ALTER DATABASE %I SET lock_timeout TO ''300ms''', current_database() ); END $$" );
    database( name ).disconnect();
  }
  if ( hasTrigger( seed ) )
    mNetwork->central().exec( sTrigger );
  const QString central = QStringLiteral( "central" );
  for ( int i = 1; i <= 6; ++i )
    editedParent( central, mNetwork->central().value( QStringLiteral( "SELECT md5( 'parent%1' )::uuid" ).arg( i ) ) );
  for ( int i = 1; i <= 12; ++i )
    editedChild( central, mNetwork->central().value( QStringLiteral( "SELECT md5( 'child%1' )::uuid" ).arg( i ) ) );
  mNextPowerCut = 20 + random( 80 );
  if ( defect == Defect::WatermarkByEventId )
  {
    const QString changes = QStringLiteral( "lizsync.central_changes(lizsync.clone_states, text, boolean)" );
    patchFunction( mNetwork->central(), changes, "p_state.acknowledged_snapshot", "txid_current_snapshot()" );
    patchFunction( mNetwork->central(), changes, "CASE WHEN p_state.system_identifier <> lizsync.system_identifier() THEN p_state.acknowledged_event END", "p_state.acknowledged_event" );
  }
  else if ( defect == Defect::DeleteAlwaysWins )
  {
    patchFunction( mNetwork->central(), "lizsync.decide_deletes(uuid, uuid)", "v_clone_wins := v_row.central_at IS NULL OR v_row.clone_at > v_row.central_at;", "v_clone_wins := v_row.clone_action = 'D';" );
  }
}

Simulation::~Simulation() = default;

QString Simulation::token()
{
  const QString token = QStringLiteral( "tk%1x" ).arg( ++mTokens );
  return token;
}

QString Simulation::newUid()
{
  // Of the seed, as everything is: a seed that fails does so again.
  return QStringLiteral( "%1-0000-4000-8000-%2" ).arg( mRandom(), 8, 16, QChar( '0' ) ).arg( ++mTokens, 12, 16, QChar( '0' ) );
}

QString Simulation::anyDatabase()
{
  const int index = random( sClones.size() + 1 );
  return index == sClones.size() ? QStringLiteral( "central" ) : sClones.at( index );
}

TestDatabase &Simulation::database( const QString &name )
{
  return name == QLatin1String( "central" ) ? mNetwork->central() : mNetwork->clone( name );
}

bool Simulation::execute( const QString &name, const QString &sql, const QString &about )
{
  try
  {
    // Whoever would have to wait for the open transaction gives up.
    database( name ).exec( QStringLiteral( "SET LOCAL lock_timeout TO '200ms';" ) + sql );
    mStory << QStringLiteral( "%1 in %2: %3" ).arg( mStep ).arg( name, about );
    return true;
  }
  catch ( const Pg::Error &error )
  {
    mStory << QStringLiteral( "%1 in %2: refused %3: %4" ).arg( mStep ).arg( name, about, error.message() );
    return false;
  }
}

void Simulation::typed( const QString &uid, const QString &column, const QString &token, int step )
{
  mTyped.insert( token );
  if ( uid.isEmpty() )
    return;
  const QString cell = uid + '.' + column;
  // What central's trigger leaves out is in a conflict, whoever typed before or after; and it says nothing against a delete.
  if ( isLeftOut( mSeed, column, token ) )
  {
    mCells.remove( cell );
    mRetyped.insert( cell );
    mLastEdit.remove( uid );
    return;
  }
  // An open transaction commits what was typed a while ago.
  if ( !mRetyped.contains( cell ) && mCells.value( cell ).step <= step )
    mCells[cell] = { token, step };
  if ( std::abs( mLastEdit.value( uid ) ) <= step )
    mLastEdit[uid] = step;
}

void Simulation::deleted( const QString &uid )
{
  mEverDeleted.insert( uid );
  mLastEdit[uid] = -mStep;
}

QString Simulation::referencedBy( const QString &name, const QString &uid )
{
  return database( name ).value( QStringLiteral( "SELECT max( r.uid::text ) FROM ( SELECT p.uid FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id WHERE c.uid = '%1' UNION ALL SELECT g.uid FROM s.parent AS p JOIN s.grandparent AS g ON g.id = p.grandparent_id WHERE p.uid = '%1' ) AS r" ).arg( uid ) );
}

void Simulation::editedParent( const QString &name, const QString &uid )
{
  const QString grandparent = referencedBy( name, uid );
  if ( !grandparent.isEmpty() )
    mParentsOf[uid].insert( grandparent );
  mLastUse[uid] = mStep;
}

void Simulation::editedChild( const QString &name, const QString &uid )
{
  const QString parent = referencedBy( name, uid );
  if ( !parent.isEmpty() )
    mParentsOf[uid].insert( parent );
  for ( const QString &used : qAsConst( mParentsOf[uid] ) )
    mLastUse[used] = mStep;
  mLastEdit[uid] = mStep;
}

void Simulation::deletedFamily( const QStringList &parents, const QStringList &childrenOfThem, const QStringList &children )
{
  // Whatever else these children have referenced may be kept by that.
  for ( const QString &child : childrenOfThem + children )
  {
    for ( const QString &used : qAsConst( mParentsOf[child] ) )
      mLastUse[used] = mStep;
  }
  // What references the parents here, by a default that nobody typed too, is deleted or edited with them.
  for ( const QString &child : childrenOfThem )
    mLastEdit.remove( child );
  for ( const QString &parent : parents )
    mLastUse[parent] = -mStep;
  // Every row that references the parent anywhere may go with it.
  for ( auto child = mParentsOf.constBegin(); child != mParentsOf.constEnd(); ++child )
  {
    for ( const QString &parent : parents )
    {
      if ( child.value().contains( parent ) )
        mLastEdit.remove( child.key() );
    }
  }
  for ( const QString &child : children )
    mLastEdit[child] = -mStep;
}

QSet<QString> Simulation::seenBy( const QString &name, const QString &query )
{
  return tokensIn( database( name ).rows( query ) );
}

void Simulation::insertRows( const QString &name )
{
  const int count = 1 + random( 3 );
  for ( int i = 0; i < count; ++i )
  {
    const QString uid = newUid();
    const QString value = token();
    if ( execute( name, QStringLiteral( "INSERT INTO s.cell ( uid, a ) VALUES ( '%1', '%2' )" ).arg( uid, value ), QStringLiteral( "insert cell %1 a=%2" ).arg( uid, value ) ) )
      typed( uid, QStringLiteral( "a" ), value, mStep );
  }
}

void Simulation::updateRows( const QString &name, bool bulk )
{
  const QStringList uids = database( name ).rows( QStringLiteral( "SELECT uid FROM s.cell ORDER BY md5( uid::text || '%1' ) LIMIT %2" ).arg( mStep ).arg( bulk ? 50 : 1 + random( 3 ) ) ).split( '\n', Qt::SkipEmptyParts );
  const QString &column = sColumns.at( random( sColumns.size() ) );
  QString script;
  QStringList tokens;
  for ( const QString &uid : uids )
  {
    tokens << token();
    script += QStringLiteral( "UPDATE s.cell SET %1 = '%2' WHERE uid = '%3';" ).arg( column, tokens.last(), uid );
  }
  if ( uids.isEmpty() )
    return;
  const QString list = "'" + uids.join( "','" ) + "'";
  const QString before = QStringLiteral( "SELECT %1 FROM s.cell WHERE uid IN ( %2 )" ).arg( column, list );
  const QSet<QString> overwritten = seenBy( name, before );
  if ( execute( name, script, QStringLiteral( "update cell %1" ).arg( script ) ) )
  {
    const QSet<QString> taken = seenBy( name, before );
    mOverwritten.unite( overwritten - taken );
    for ( int i = 0; i < uids.size(); ++i )
    {
      if ( taken.contains( tokens.at( i ) ) )
        typed( uids.at( i ), column, tokens.at( i ), mStep );
      else
        // The trigger counted it.
        mLastEdit[uids.at( i )] = mStep;
    }
  }
}

void Simulation::changeAndChangeBack( const QString &name )
{
  const QString uid = database( name ).value( QStringLiteral( "SELECT uid FROM s.cell ORDER BY md5( uid::text || '%1' ) LIMIT 1" ).arg( mStep ) );
  if ( !uid.isEmpty() )
  {
    // Where the column has an edit that was not sent, typing that value again is a later edit of it: the oracle leaves such a column out.
    // (So is it of the row, should somebody have deleted that meanwhile.)
    mCells.remove( uid + ".b" );
    mRetyped.insert( uid + ".b" );
    mLastEdit.remove( uid );
    execute( name, QStringLiteral( "DO $$ DECLARE was text; BEGIN SELECT b INTO was FROM s.cell WHERE uid = '%1'; UPDATE s.cell SET b = 'for a moment' WHERE uid = '%1'; UPDATE s.cell SET b = was WHERE uid = '%1'; END $$" ).arg( uid ),
             QStringLiteral( "change and change back cell %1 b" ).arg( uid ) );
  }
}

void Simulation::deleteRows( const QString &name, bool truncate )
{
  const QStringList uids = database( name ).rows( truncate ? QStringLiteral( "SELECT uid FROM s.cell" ) : QStringLiteral( "SELECT uid FROM s.cell ORDER BY md5( uid::text || '%1' ) LIMIT 1" ).arg( mStep ) ).split( '\n', Qt::SkipEmptyParts );
  if ( uids.isEmpty() )
    return;
  const QString list = "'" + uids.join( "','" ) + "'";
  const QSet<QString> overwritten = seenBy( name, QStringLiteral( "SELECT a, b, c FROM s.cell WHERE uid IN ( %1 )" ).arg( list ) );
  if ( execute( name, truncate ? QStringLiteral( "TRUNCATE s.cell" ) : QStringLiteral( "DELETE FROM s.cell WHERE uid IN ( %1 )" ).arg( list ), QStringLiteral( "%1 cell %2" ).arg( truncate ? "truncate" : "delete", list ) ) )
  {
    mOverwritten.unite( overwritten );
    for ( const QString &uid : uids )
      deleted( uid );
  }
}

void Simulation::insertFamily( const QString &name )
{
  const QString first = token();
  const QString second = token();
  const QString parent = newUid();
  const QString child = newUid();
  // A code of few possible ones now and then: the same is typed in two places.
  const QString code = chance( 25 ) ? QStringLiteral( "code%1" ).arg( random( 6 ) ) : token();
  QString script;
  QString third;
  // With a grandparent of their own, under one that is there, or under none.
  QString above = QStringLiteral( "NULL" );
  const int tenant = 1 + random( 2 );
  if ( chance( 30 ) )
  {
    third = token();
    const QString grandparent = newUid();
    script = QStringLiteral( "INSERT INTO s.grandparent ( tenant, note, uid ) VALUES ( %1, '%2', '%3' );" ).arg( tenant ).arg( third, grandparent );
    above = QStringLiteral( "( SELECT id FROM s.grandparent WHERE uid = '%1' )" ).arg( grandparent );
  }
  else if ( chance( 60 ) )
    above = QStringLiteral( "( SELECT id FROM s.grandparent WHERE tenant = %1 ORDER BY md5( uid::text || '%2' ) LIMIT 1 )" ).arg( tenant ).arg( mStep );
  script += QStringLiteral( "INSERT INTO s.parent ( tenant, grandparent_id, code, note, uid ) VALUES ( %1, %2, '%3', '%4', '%5' );" ).arg( tenant ).arg( above, code, first, parent );
  script += QStringLiteral( "INSERT INTO s.child ( tenant, parent_id, note, uid ) SELECT tenant, id, '%1', '%2' FROM s.parent WHERE code = '%3'" ).arg( second, child, code );
  if ( execute( name, script, QStringLiteral( "insert family %1" ).arg( script ) ) )
  {
    mTyped << first << second;
    mTyped.unite( tokensIn( code + third ) );
    editedParent( name, parent );
    editedChild( name, child );
  }
}

void Simulation::updateFamily( const QString &name )
{
  const QString note = token();
  const bool child = chance( 60 );
  const QString table = child ? QStringLiteral( "s.child" ) : QStringLiteral( "s.parent" );
  const QString uid = database( name ).value( QStringLiteral( "SELECT uid FROM %1 ORDER BY md5( uid::text || '%2' ) LIMIT 1" ).arg( table ).arg( mStep ) );
  if ( uid.isEmpty() )
    return;
  QString more;
  if ( child && chance( 40 ) )
    more = QStringLiteral( ", ( tenant, parent_id ) = ( SELECT tenant, id FROM s.parent ORDER BY md5( uid::text || '%1' ) LIMIT 1 )" ).arg( mStep );
  else if ( !child && chance( 30 ) )
    more = QStringLiteral( ", code = '%1'" ).arg( chance( 50 ) ? QStringLiteral( "code%1" ).arg( random( 6 ) ) : token() );
  else if ( !child && chance( 40 ) )
    more = QStringLiteral( ", grandparent_id = ( SELECT g.id FROM s.grandparent AS g WHERE g.tenant = parent.tenant ORDER BY md5( g.uid::text || '%1' ) LIMIT 1 )" ).arg( mStep );
  // No parent is no tenant.
  if ( child && !more.isEmpty() && database( name ).value( "SELECT count( * ) FROM s.parent" ) == QLatin1String( "0" ) )
    return;
  const QString script = QStringLiteral( "UPDATE %1 SET note = '%2'%3 WHERE uid = '%4'" ).arg( table, note, more, uid );
  const QString row = QStringLiteral( "SELECT t::text FROM %1 AS t WHERE uid = '%2'" ).arg( table, uid );
  const QString before = database( name ).rows( row );
  const QString was = referencedBy( name, uid );
  if ( !execute( name, script, script ) )
    return;
  const QSet<QString> after = tokensIn( database( name ).rows( row ) );
  mOverwritten.unite( tokensIn( before ) - after );
  mTyped.unite( after );
  if ( !was.isEmpty() )
    mParentsOf[uid].insert( was );
  if ( child )
    editedChild( name, uid );
  else
    editedParent( name, uid );
}

void Simulation::updateGrandparent( const QString &name )
{
  const QString uid = database( name ).value( QStringLiteral( "SELECT uid FROM s.grandparent ORDER BY md5( uid::text || '%1' ) LIMIT 1" ).arg( mStep ) );
  if ( uid.isEmpty() )
    return;
  const QString note = token();
  const QSet<QString> overwritten = seenBy( name, QStringLiteral( "SELECT note FROM s.grandparent WHERE uid = '%1'" ).arg( uid ) );
  const QString script = QStringLiteral( "UPDATE s.grandparent SET note = '%1' WHERE uid = '%2'" ).arg( note, uid );
  if ( !execute( name, script, script ) )
    return;
  mOverwritten.unite( overwritten );
  mTyped << note;
}

void Simulation::deleteGrandparent( const QString &name )
{
  TestDatabase &where = database( name );
  const QString everything = QStringLiteral( "SELECT g::text FROM s.grandparent AS g UNION ALL SELECT p::text FROM s.parent AS p UNION ALL SELECT c::text FROM s.child AS c" );
  const QSet<QString> before = tokensIn( where.rows( everything ) );
  const QString uid = where.value( QStringLiteral( "SELECT uid FROM s.grandparent ORDER BY md5( uid::text || '%1' ) LIMIT 1" ).arg( mStep ) );
  if ( uid.isEmpty() )
    return;
  const QStringList parents = where.rows( QStringLiteral( "SELECT p.uid FROM s.parent AS p JOIN s.grandparent AS g ON g.id = p.grandparent_id WHERE g.uid = '%1'" ).arg( uid ) ).split( '\n', Qt::SkipEmptyParts );
  const QString script = QStringLiteral( "DELETE FROM s.grandparent WHERE uid = '%1'" ).arg( uid );
  if ( !execute( name, script, script ) )
    return;
  mOverwritten.unite( before - tokensIn( where.rows( everything ) ) );
  // What may go with it, or be kept by what references it: no word on these until somebody edits them again.
  QSet<QString> under( parents.begin(), parents.end() );
  for ( auto row = mParentsOf.constBegin(); row != mParentsOf.constEnd(); ++row )
  {
    if ( row.value().contains( uid ) )
      under.insert( row.key() );
  }
  for ( const QString &parent : qAsConst( under ) )
    mLastUse.remove( parent );
  for ( auto row = mParentsOf.constBegin(); row != mParentsOf.constEnd(); ++row )
  {
    if ( row.value().intersects( under ) )
      mLastEdit.remove( row.key() );
  }
}

void Simulation::handCodesOn( const QString &name )
{
  const QStringList rows = database( name ).rows( QStringLiteral( "SELECT uid, code FROM s.parent WHERE code IS NOT NULL ORDER BY md5( uid::text || '%1' ) LIMIT %2" ).arg( mStep ).arg( 2 + random( 5 ) ) ).split( '\n', Qt::SkipEmptyParts );
  if ( rows.size() < 2 )
    return;
  const auto update = []( const QString &row, const QString &code )
  { return QStringLiteral( "UPDATE s.parent SET code = %1 WHERE uid = '%2';" ).arg( code, row.section( '|', 0, 0 ) ); };
  // One after the other in an order that works as it is, or all at once by way of no value, which leaves the order to the sync.
  const bool allAtOnce = chance( 50 );
  QString script;
  for ( int i = 0; i < ( allAtOnce ? rows.size() : 1 ); ++i )
    script += update( rows.at( i ), QStringLiteral( "NULL" ) );
  for ( int i = 1; i <= rows.size(); ++i )
    script += update( rows.at( i % rows.size() ), "'" + rows.at( i - 1 ).section( '|', 1 ) + "'" );
  if ( !execute( name, script, QStringLiteral( "hand codes on %1" ).arg( script ) ) )
    return;
  // Nothing is new, and nothing is overwritten.
  for ( const QString &row : rows )
    mLastUse[row.section( '|', 0, 0 )] = mStep;
}

void Simulation::deleteFamily( const QString &name, bool truncate )
{
  TestDatabase &where = database( name );
  const QString everything = QStringLiteral( "SELECT p::text FROM s.parent AS p UNION ALL SELECT c::text FROM s.child AS c" );
  const QSet<QString> before = tokensIn( where.rows( everything ) );
  const bool child = chance( 40 );
  const QString table = child ? QStringLiteral( "s.child" ) : QStringLiteral( "s.parent" );
  const QStringList uids = where.rows( QStringLiteral( "SELECT uid FROM %1 ORDER BY md5( uid::text || '%2' ) LIMIT %3" ).arg( table ).arg( mStep ).arg( truncate ? 1000 : 1 ) ).split( '\n', Qt::SkipEmptyParts );
  if ( uids.isEmpty() )
    return;
  const QString list = "'" + uids.join( "','" ) + "'";
  const QStringList children = child ? uids : where.rows( QStringLiteral( "SELECT c.uid FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id WHERE p.uid IN ( %1 )" ).arg( list ) ).split( '\n', Qt::SkipEmptyParts );
  // A truncated parent takes all children along.
  const QStringList all = truncate && !child ? where.rows( "SELECT uid FROM s.child" ).split( '\n', Qt::SkipEmptyParts ) : QStringList();
  const QString script = truncate ? QStringLiteral( "TRUNCATE %1" ).arg( child ? table : table + ", s.child" ) : QStringLiteral( "DELETE FROM %1 WHERE uid = %2" ).arg( table, list );
  if ( !execute( name, script, truncate ? script + " " + list + ( all.isEmpty() ? QString() : " '" + all.join( "','" ) + "'" ) : script ) )
    return;
  mOverwritten.unite( before - tokensIn( where.rows( everything ) ) );
  if ( child )
    deletedFamily( {}, {}, uids );
  else
    deletedFamily( uids, children, all );
}

void Simulation::longTransaction( const QString &name )
{
  std::unique_ptr<OpenTransaction> &open = mOpen[name];
  try
  {
    if ( !open )
    {
      open = std::make_unique<OpenTransaction>( database( name ).conninfo(), mStep + 1 + random( 12 ) );
      mStory << QStringLiteral( "%1 in %2: a transaction begins" ).arg( mStep ).arg( name );
    }
    const QString value = token();
    const QString present = chance( 50 ) ? database( name ).value( QStringLiteral( "SELECT uid FROM s.cell ORDER BY md5( uid::text || '%1' ) LIMIT 1" ).arg( mStep ) ) : QString();
    if ( present.isEmpty() )
    {
      const QString uid = newUid();
      open->transaction.execute( QStringLiteral( "INSERT INTO s.cell ( uid, a ) VALUES ( $1, $2 )" ), { uid, value } );
      open->edits << OpenTransaction::Edit { uid, QStringLiteral( "a" ), value, mStep };
    }
    else
    {
      const QString &column = sColumns.at( random( sColumns.size() ) );
      const Pg::Result was = open->transaction.execute( QStringLiteral( "SELECT %1 FROM s.cell WHERE uid = $1 FOR UPDATE" ).arg( column ), { present } );
      if ( was.rowCount() == 0 )
        return;
      const Pg::Result is = open->transaction.execute( QStringLiteral( "UPDATE s.cell SET %1 = $2 WHERE uid = $1 RETURNING %1" ).arg( column ), { present, value } );
      if ( is.value( 0, 0 ) != value )
      {
        open->counted << present;
        return;
      }
      open->overwritten.unite( tokensIn( was.value( 0, 0 ) ) );
      open->edits << OpenTransaction::Edit { present, column, value, mStep };
    }
    const OpenTransaction::Edit &edit = open->edits.last();
    mStory << QStringLiteral( "%1 in %2, open: cell %3 %4=%5" ).arg( mStep ).arg( name, edit.uid, edit.column, edit.token );
  }
  catch ( const Pg::Error &error )
  {
    mStory << QStringLiteral( "%1 in %2: the open transaction failed: %3" ).arg( mStep ).arg( name, error.message() );
    open.reset();
  }
}

void Simulation::commitOpenTransactions( bool all )
{
  for ( auto &[name, open] : mOpen )
  {
    if ( !open || ( !all && mStep < open->end ) )
      continue;
    open->transaction.commit();
    QStringList uids;
    for ( const OpenTransaction::Edit &edit : qAsConst( open->edits ) )
    {
      typed( edit.uid, edit.column, edit.token, edit.step );
      uids << edit.uid;
    }
    for ( const QString &uid : qAsConst( open->counted ) )
      mLastEdit.remove( uid );
    mOverwritten.unite( open->overwritten );
    mStory << QStringLiteral( "%1 in %2: the open transaction commits: cells %3" ).arg( mStep ).arg( name, uids.join( ' ' ) );
    open.reset();
  }
}

void Simulation::purge()
{
  const QString purged = mNetwork->central().value( "SELECT lizsync.purge_logs() FROM set_config( 'lizsync.package_retention', '0', true )" );
  mStory << QStringLiteral( "%1 in central: %2 events purged" ).arg( mStep ).arg( purged );
}

void Simulation::synchronizeOne( const QString &name )
{
  const Carrier carrier = chance( 50 ) ? Carrier::Engine : Carrier::Sql;
  try
  {
    const Counts counts = mNetwork->sync( name, carrier );
    mStory << QStringLiteral( "%1 sync %2: %3" ).arg( mStep ).arg( name, counts.text() );
  }
  catch ( const Pg::Error &error )
  {
    mStory << QStringLiteral( "%1 sync %2 failed: %3" ).arg( mStep ).arg( name, error.message() );
    // Somebody has a transaction open, here or there: it says so, and that is all.
    const bool open = mOpen[name] || mOpen[QStringLiteral( "central" )];
    if ( !open || ( error.sqlState() != "55P03" && error.sqlState() != "40001" ) )
      throw;
  }
}

void Simulation::synchronizeInDanger( const QString &name, Carrier carrier, const QString &harm, const std::function<void( SyncStep )> &stepDone )
{
  SyncOptions options;
  options.stepDone = stepDone;
  Feedback feedback;
  try
  {
    if ( carrier == Carrier::Engine )
      synchronize( mNetwork->central().conninfo(), mNetwork->clone( name ).conninfo(), options, feedback );
    else
      mNetwork->sync( name, carrier );
    mStory << QStringLiteral( "%1 sync %2, unharmed by: %3" ).arg( mStep ).arg( name, harm );
  }
  catch ( const Error &error )
  {
    mStory << QStringLiteral( "%1 sync %2, %3: %4" ).arg( mStep ).arg( name, harm, error.message() );
  }
}

void Simulation::killBackendsAfter( const QString &name, int step )
{
  static const QStringList sVictims = { "lizsync sync central", "lizsync sync clone", "lizsync sync%" };
  const QString &victim = sVictims.at( random( sVictims.size() ) );
  const QString victims = QStringLiteral( "application_name LIKE '%1' AND datname = current_database()" ).arg( victim );
  synchronizeInDanger( name, Carrier::Engine, QStringLiteral( "%1 killed after step %2" ).arg( victim ).arg( step ),
                       [this, step, victims, name]( SyncStep done )
                       {
                         if ( static_cast<int>( done ) != step )
                           return;
                         mNetwork->central().terminateBackends( victims );
                         mNetwork->clone( name ).terminateBackends( victims );
                       } );
}

void Simulation::killBackendsDuring( const QString &name )
{
  const Carrier carrier = chance( 30 ) ? Carrier::Engine : Carrier::Sql;
  const bool centrals = chance( 50 );
  const QString central = carrier == Carrier::Sql ? QStringLiteral( "application_name = 'postgres_fdw'" ) : QStringLiteral( "application_name = 'lizsync sync central'" );
  const QString clone = carrier == Carrier::Sql ? QStringLiteral( "query LIKE '%lizsync.synchronize%'" ) : QStringLiteral( "application_name = 'lizsync sync clone'" );
  const int delay = random( 60 );
  const Killer killer = Killer::ofBackends( centrals ? sClusters->central.conninfo() : sClusters->clones.conninfo(),
                                            QStringLiteral( "datname = '%1' AND state = 'active' AND %2" ).arg( database( centrals ? QStringLiteral( "central" ) : name ).name(), centrals ? central : clone ), delay );
  synchronizeInDanger( name, carrier, QStringLiteral( "%1 backend killed after %2 ms of %3" ).arg( centrals ? "central's" : "the clone's" ).arg( delay ).arg( carrier == Carrier::Sql ? "SQL" : "the engine" ) );
}

void Simulation::synchronizeAndKill( const QString &name )
{
  if ( chance( 50 ) )
    killBackendsAfter( name, random( 7 ) );
  else
    killBackendsDuring( name );
}

void Simulation::restartServers( const QString &victims, bool running )
{
  const bool central = victims != QLatin1String( "the clones'" );
  const bool clones = victims != QLatin1String( "central's" );
  if ( running && central )
    sClusters->central.crash();
  if ( running && clones )
    sClusters->clones.crash();
  mNetwork->disconnect();
  if ( central )
    sClusters->central.start();
  if ( clones )
    sClusters->clones.start();
  // What was not committed is gone, and nobody was told otherwise.
  for ( auto &[name, open] : mOpen )
  {
    if ( open && ( name == QLatin1String( "central" ) ? central : clones ) )
    {
      mStory << QStringLiteral( "%1 in %2: the open transaction is lost" ).arg( mStep ).arg( name );
      open.reset();
    }
  }
}

void Simulation::killServers()
{
  static const QStringList sVictims = { "central's", "the clones'", "all" };
  const QString &victims = sVictims.at( random( sVictims.size() ) );
  const QString &name = sClones.at( random( sClones.size() ) );
  const int kind = random( 3 );
  if ( kind == 0 )
  {
    mStory << QStringLiteral( "%1 %2 servers killed between two syncs" ).arg( mStep ).arg( victims );
    restartServers( victims, true );
  }
  else if ( kind == 1 )
  {
    const int step = random( 7 );
    synchronizeInDanger( name, Carrier::Engine, QStringLiteral( "%1 servers killed after step %2" ).arg( victims ).arg( step ),
                         [this, step, victims]( SyncStep done )
                         {
                           if ( static_cast<int>( done ) == step )
                             restartServers( victims, true );
                         } );
  }
  else
  {
    const Carrier carrier = chance( 30 ) ? Carrier::Engine : Carrier::Sql;
    const int delay = random( 100 );
    {
      const Killer killer = Killer::ofServers( [victims]
                                               {
                                                 if ( victims != QLatin1String( "the clones'" ) )
                                                   sClusters->central.crash();
                                                 if ( victims != QLatin1String( "central's" ) )
                                                   sClusters->clones.crash(); },
                                               delay );
      synchronizeInDanger( name, carrier, QStringLiteral( "%1 servers killed after %2 ms of %3" ).arg( victims ).arg( delay ).arg( carrier == Carrier::Sql ? "SQL" : "the engine" ) );
    }
    restartServers( victims, false );
  }
}

void Simulation::synchronizeInWrongOrder( const QString &name )
{
  Feedback feedback;
  Pg::Connection central( mNetwork->central().conninfo(), QStringLiteral( "lizsync sync central" ) );
  Pg::Connection clone( mNetwork->clone( name ).conninfo(), QStringLiteral( "lizsync sync clone" ) );
  Pg::Transaction centralTransaction( central, Pg::Transaction::Isolation::RepeatableRead );
  Pg::Transaction cloneTransaction( clone, Pg::Transaction::Isolation::RepeatableRead );
  SyncSession session( centralTransaction, cloneTransaction, feedback );
  session.hello();
  session.push();
  session.merge();
  session.pull( false );
  session.finish();
  cloneTransaction.commit();
  // The power goes between the two commits.
  centralTransaction.rollback();
  mStory << QStringLiteral( "%1 sync %2, of which only the clone's part was committed" ).arg( mStep ).arg( name );
}

void Simulation::edit( const QString &name )
{
  const int kind = random( 100 );
  if ( kind < 15 )
    insertRows( name );
  else if ( kind < 45 )
    updateRows( name, kind < 18 );
  else if ( kind < 50 )
    changeAndChangeBack( name );
  else if ( kind < 60 )
    deleteRows( name, kind == 50 && chance( 50 ) );
  else if ( kind < 70 )
    insertFamily( name );
  else if ( kind < 83 )
    updateFamily( name );
  else if ( kind < 85 )
    updateGrandparent( name );
  else if ( kind < 88 )
    handCodesOn( name );
  else if ( kind < 93 )
    deleteFamily( name, kind == 88 && chance( 50 ) );
  else if ( kind < 95 )
    deleteGrandparent( name );
  else
    longTransaction( name );
}

void Simulation::step()
{
  ++mStep;
  act();
  follow();
}

void Simulation::follow()
{
  if ( mFollowed.isEmpty() )
    return;
  const QString relation = mNetwork->central().value( QStringLiteral( "SELECT max( table_name ) FROM audit.logged_actions WHERE row_data -> 'uid' = '%1'" ).arg( mFollowed ) );
  if ( !relation.isEmpty() && relation != QString::fromUtf8( "∅" ) )
    mFollowedTable = relation;
  if ( mFollowedTable.isEmpty() )
    return;
  const QString row = QStringLiteral( "SELECT t::text FROM s.%1 AS t WHERE uid = '%2'" ).arg( mFollowedTable, mFollowed );
  QString now = QStringLiteral( "central " ) + mNetwork->central().rows( row );
  for ( const QString &name : sClones )
    now += QStringLiteral( ", %1 %2" ).arg( name, mNetwork->clone( name ).rows( row ) );
  now += QStringLiteral( "; unresolved " ) + mNetwork->central().rows( QStringLiteral( "SELECT m.clone_name, c.object_uid, c.rejected, c.error_message, c.other_uid FROM lizsync.conflicts AS c JOIN lizsync.clone_states AS m USING ( clone_id ) WHERE NOT c.resolved AND '%1' IN ( c.object_uid::text, c.other_uid::text ) ORDER BY c.id" ).arg( mFollowed ) ).replace( '\n', QLatin1String( " & " ) );
  if ( now != mFollowedState )
    mStory << QStringLiteral( "%1 now %2: %3" ).arg( mStep ).arg( mFollowed, now );
  mFollowedState = now;
}

void Simulation::act()
{
  commitOpenTransactions( false );
  if ( mStep == mNextPowerCut )
  {
    // Rare, as servers take their time to come back.
    mNextPowerCut += 500 + random( 1000 );
    killServers();
    return;
  }
  if ( chance( 2 ) )
  {
    purge();
    return;
  }
  if ( !chance( 18 ) )
  {
    edit( anyDatabase() );
    return;
  }
  const QString &name = sClones.at( random( sClones.size() ) );
  if ( mDefect == Defect::CloneCommitsFirst && chance( 20 ) )
    synchronizeInWrongOrder( name );
  else if ( chance( 15 ) )
    synchronizeAndKill( name );
  else
    synchronizeOne( name );
}

void Simulation::repair()
{
  // What a person would do: give one of the two rows with the same code another one.
  const QStringList unresolved = mNetwork->central().rows( QStringLiteral( "SELECT m.clone_name, c.object_uid, c.rejected FROM lizsync.conflicts AS c JOIN lizsync.clone_states AS m USING ( clone_id ) WHERE NOT c.resolved AND c.conflict_kind = 'unique_violation' ORDER BY c.id" ) ).split( '\n', Qt::SkipEmptyParts );
  ++mStep;
  for ( const QString &line : unresolved )
  {
    const QStringList parts = line.split( '|' );
    const QString code = token();
    const QString where = parts.at( 2 ) == QLatin1String( "clone" ) ? parts.at( 0 ) : QStringLiteral( "central" );
    const QString row = QStringLiteral( "s.parent WHERE uid = '%1'" ).arg( parts.at( 1 ) );
    const QSet<QString> overwritten = seenBy( where, "SELECT code FROM " + row );
    const bool present = database( where ).value( "SELECT count(*) FROM " + row ) == QLatin1String( "1" );
    if ( execute( where, QStringLiteral( "UPDATE s.parent SET code = '%1' WHERE uid = '%2'" ).arg( code, parts.at( 1 ) ), QStringLiteral( "repair parent %1 code=%2" ).arg( parts.at( 1 ), code ) ) && present )
    {
      mOverwritten.unite( overwritten );
      mTyped.insert( code );
      mLastUse[parts.at( 1 )] = mStep;
    }
  }
}

void Simulation::bringToRest()
{
  for ( int round = 0; round < 8; ++round )
  {
    qint64 moved = 0;
    qint64 unresolved = 0;
    for ( const QString &name : sClones )
    {
      const Counts counts = mNetwork->sync( name, round % 2 == 0 ? Carrier::Engine : Carrier::Sql );
      mStory << QStringLiteral( "end: sync %1: %2" ).arg( name, counts.text() );
      follow();
      moved += counts.toCentral + counts.toClone + counts.conflicts;
      unresolved += counts.unresolved;
    }
    if ( moved == 0 && unresolved == 0 )
      return;
    repair();
  }
}

QString Simulation::story( const QString &needle ) const
{
  // The row's own edits, and the syncs that did something from the first of them on.
  QStringList lines;
  for ( const QString &line : mStory )
  {
    if ( line.contains( needle ) )
    {
      const QString head = line.section( ':', 0, 0 );
      QStringList parts = line.mid( head.size() ).split( ';' );
      parts.erase( std::remove_if( parts.begin(), parts.end(), [&needle]( const QString &part )
                                   { return !part.contains( needle ); } ),
                   parts.end() );
      const QString told = parts.join( ';' );
      const QString shown = told.size() <= 300 ? told : told.left( 60 ) + QStringLiteral( " … " ) + needle + QStringLiteral( " …" );
      lines << "    " + head + ( shown.startsWith( ':' ) ? QString() : QStringLiteral( ":" ) ) + shown;
    }
    else if ( !lines.isEmpty() && ( ( line.contains( QLatin1String( "sync " ) ) && !line.endsWith( QLatin1String( ": 0/0/0/0" ) ) ) || line.contains( QLatin1String( "servers killed" ) ) || line.contains( QLatin1String( "events purged" ) ) ) )
      lines << "    " + line;
  }
  return lines.join( '\n' );
}

QString Simulation::stories( const QString &text ) const
{
  constexpr int sMost = 3;
  QString told;
  const QStringList uids = uidsIn( text ).mid( 0, sMost );
  for ( const QString &uid : uids )
  {
    told += QStringLiteral( "\n  Row %1:\n%2\n  Its conflicts:\n%3" ).arg( uid, story( uid ), mNetwork->central().rows( QStringLiteral( "SELECT '    ' || concat_ws( '; ', c.conflict_time, m.name, c.object_uid, c.conflict_kind, c.column_name, 'central: ' || c.central_value, 'clone: ' || c.clone_value, c.rejected || ' rejected', c.rule_applied, c.error_message, 'clashes with ' || c.other_uid, CASE WHEN NOT c.resolved THEN 'unresolved' END, 'resolved at ' || c.resolved_at ) "
                                                                                                                                        "FROM lizsync.conflicts AS c LEFT JOIN lizsync.clones AS m ON m.server_id = c.clone_id WHERE '%1' IN ( c.object_uid::text, c.other_uid::text ) ORDER BY c.id" )
                                                                                                                          .arg( uid ) ) );
    for ( const QString &parent : mParentsOf.value( uid ) )
      told += QStringLiteral( "\n  which referenced %1:\n%2" ).arg( parent, story( parent ) );
  }
  return told;
}

QString Simulation::differences()
{
  QStringList found;
  for ( const char *table : { "s.cell", "s.grandparent", "s.parent", "s.child" } )
  {
    const QString query = QStringLiteral( "SELECT t::text FROM %1 AS t" ).arg( table );
    const QStringList central = mNetwork->central().rows( query ).split( '\n', Qt::SkipEmptyParts );
    for ( const QString &name : sClones )
    {
      const QStringList clone = mNetwork->clone( name ).rows( query ).split( '\n', Qt::SkipEmptyParts );
      for ( const QString &row : central )
      {
        if ( !clone.contains( row ) )
          found << QStringLiteral( "%1 in central, not in %2: %3" ).arg( table, name, row );
      }
      for ( const QString &row : clone )
      {
        if ( !central.contains( row ) )
          found << QStringLiteral( "%1 in %2, not in central: %3" ).arg( table, name, row );
      }
    }
  }
  return found.join( '\n' );
}

QStringList Simulation::checkFamilies( const QString &content )
{
  QStringList violations;
  const QString rule = ruleOf( mSeed );
  // A parent that was deleted after all edits of all that ever referenced it. (RESTRICT keeps it, and so may a default that is not there.)
  if ( rule == QLatin1String( "CASCADE" ) || rule == QLatin1String( "SET NULL" ) )
  {
    for ( auto parent = mLastUse.constBegin(); parent != mLastUse.constEnd(); ++parent )
    {
      if ( parent.value() < 0 && content.contains( parent.key() + "\n" ) )
        violations << QStringLiteral( "Parent %1 is there, but was deleted (step %2) later than it or a child was edited.%3" ).arg( parent.key() ).arg( -parent.value() ).arg( stories( parent.key() ) );
    }
  }
  return violations;
}

QString Simulation::check()
{
  QStringList violations;
  const QString differ = differences();
  if ( !differ.isEmpty() )
    violations << "The databases differ: " + differ + stories( differ );
  else if ( !mNetwork->differences().isEmpty() )
    violations << "The databases differ: " + mNetwork->differences();
  TestDatabase &central = mNetwork->central();
  const QString unresolved = central.rows( QStringLiteral( "SELECT object_table, object_uid, conflict_kind, rejected, error_message FROM lizsync.conflicts WHERE NOT resolved" ) );
  if ( !unresolved.isEmpty() )
    violations << "Unresolved in the end: " + unresolved + stories( unresolved );
  for ( const QString &name : sClones )
  {
    const QString left = mNetwork->clone( name ).rows( QStringLiteral( "SELECT 'event', table_name || ' ' || action, row_data::text FROM audit.logged_actions UNION ALL SELECT 'held', relation, uid::text FROM lizsync.held_changes UNION ALL SELECT 'inbox', relation, uid::text FROM lizsync.inbox" ) );
    if ( !left.isEmpty() )
      violations << QStringLiteral( "Left over in clone %1: %2%3" ).arg( name, left, stories( left ) );
    const QString orphans = mNetwork->clone( name ).rows( QStringLiteral( "SELECT uid FROM s.child AS c WHERE parent_id IS NOT NULL AND NOT EXISTS ( SELECT FROM s.parent AS p WHERE p.id = c.parent_id ) "
                                                                          "UNION ALL SELECT uid FROM s.parent AS p WHERE grandparent_id IS NOT NULL AND NOT EXISTS ( SELECT FROM s.grandparent AS g WHERE g.id = p.grandparent_id )" ) );
    if ( !orphans.isEmpty() )
      violations << QStringLiteral( "Children without parent in clone %1: %2%3" ).arg( name, orphans, stories( orphans ) );
  }

  const QString content = central.rows( QStringLiteral( "SELECT t::text FROM s.cell AS t UNION ALL SELECT g::text FROM s.grandparent AS g UNION ALL SELECT p::text FROM s.parent AS p UNION ALL SELECT c::text FROM s.child AS c" ) );
  const QString conflicts = central.rows( QStringLiteral( "SELECT concat_ws( ' ', central_value, clone_value, rejected_row::text ) FROM lizsync.conflicts" ) );
  const QSet<QString> lost = mTyped - tokensIn( content ) - tokensIn( conflicts ) - mOverwritten;
  for ( const QString &token : lost )
  {
    const QString itsStory = story( token );
    const QStringList uids = uidsIn( itsStory );
    violations << QStringLiteral( "Value %1 is lost without a trace.\n%2%3" ).arg( token, itsStory, stories( uids.isEmpty() ? QString() : uids.last() ) );
  }

  const QString uids = central.rows( QStringLiteral( "SELECT uid FROM s.cell UNION ALL SELECT uid FROM s.parent UNION ALL SELECT uid FROM s.child" ) ) + "\n";
  for ( auto row = mLastEdit.constBegin(); row != mLastEdit.constEnd(); ++row )
  {
    const bool present = uids.contains( row.key() );
    // Nobody edited it: it is as it was in the beginning, and goes or stays with others.
    if ( row.value() != 0 && present != ( row.value() > 0 ) )
      violations << QStringLiteral( "Row %1 %2, but its last edit (step %3) %4.%5" ).arg( row.key(), present ? "is there" : "is gone" ).arg( std::abs( row.value() ) ).arg( row.value() > 0 ? "was no delete" : "was a delete", stories( row.key() ) );
  }
  violations << checkFamilies( uids );
  for ( auto cell = mCells.constBegin(); cell != mCells.constEnd(); ++cell )
  {
    const QString uid = cell.key().section( '.', 0, 0 );
    if ( mEverDeleted.contains( uid ) )
      continue;
    const QString value = central.value( QStringLiteral( "SELECT %1 FROM s.cell WHERE uid = '%2'" ).arg( cell.key().section( '.', 1 ), uid ) );
    if ( value != cell.value().token )
      violations << QStringLiteral( "Cell %1 is %2, but the last edit (step %3) was %4.\n%5" ).arg( cell.key(), value ).arg( cell.value().step ).arg( cell.value().token, story( uid ) );
  }
  return violations.join( '\n' );
}

QString Simulation::run( int steps )
{
  try
  {
    while ( mStep < steps )
      step();
    commitOpenTransactions( true );
    bringToRest();
  }
  catch ( const Error &error )
  {
    return QStringLiteral( "Seed %1 stopped at step %2: %3\n%4%5" ).arg( mSeed ).arg( mStep ).arg( error.message(), mStory.mid( std::max( 0, mStory.size() - 12 ) ).join( '\n' ), stories( error.message() ) );
  }
  const QString violations = check();
  // Follow a uid or a token through a run.
  const QString followed = qEnvironmentVariable( "LIZSYNC_SIMULATION_FOLLOW" );
  if ( !followed.isEmpty() )
    return story( followed );
  return violations.isEmpty() ? QString() : QStringLiteral( "Seed %1, %2 steps:\n%3" ).arg( mSeed ).arg( mStep ).arg( violations );
}
