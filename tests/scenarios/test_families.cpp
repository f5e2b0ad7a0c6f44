/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

namespace
{
  const QString sFamily = QStringLiteral(
    "CREATE TABLE s.parent ( id serial PRIMARY KEY, name text UNIQUE );"
    "CREATE TABLE s.child ( id serial PRIMARY KEY, parent_id integer REFERENCES s.parent ( id ) ON DELETE %1, label text );"
    "INSERT INTO s.parent ( name ) SELECT 'p' || g FROM generate_series( 1, 3 ) AS g;"
    "INSERT INTO s.child ( parent_id, label ) SELECT 1 + g % 3, 'c' || g FROM generate_series( 1, 6 ) AS g" );

  QString family( const QString &onDelete )
  {
    return sFamily.arg( onDelete );
  }
} // namespace

//! Parents that one side deletes while the other edits their children: by the later edit, whatever the reference says.
class TestFamilies : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void childMovedAwayBeforeTheDelete_data() { editsUnderADeletedParent( false ); }

    //! Whoever deleted the parent had given its children another one before: an edit of such a child needs no parent back.
    void childMovedAwayBeforeTheDelete()
    {
      QFETCH( QString, rule );
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, deletedLater );
      Network network( family( rule ), 1 );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      const QString edit = QStringLiteral( "UPDATE s.child SET label = 'typed' WHERE id = 3" );
      if ( deletedLater )
        editing.exec( edit );
      deleting.exec( "UPDATE s.child SET parent_id = 2 WHERE parent_id = 1; DELETE FROM s.parent WHERE id = 1" );
      if ( !deletedLater )
        editing.exec( edit );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT ( SELECT count( * ) FROM s.parent WHERE id = 1 ), parent_id, label FROM s.child WHERE id = 3" ), QStringLiteral( "0|2|typed" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    void labelEditedUnderADeletedParent_data() { editsUnderADeletedParent( true ); }

    //! ON DELETE SET NULL or SET DEFAULT emptied the reference of a row that the other side edited: a later edit keeps parent and reference, its siblings lose theirs.
    void labelEditedUnderADeletedParent()
    {
      QFETCH( QString, rule );
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, deletedLater );
      Network network( family( rule ), 1 );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      // Two of the three children of parent 1.
      network.central().exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 1, 'c7' )" );
      network.syncAll();
      const QString edit = QStringLiteral( "UPDATE s.child SET label = 'typed' WHERE id IN ( 3, 6 )" );
      if ( deletedLater )
        editing.exec( edit );
      deleting.exec( "DELETE FROM s.parent WHERE id = 1" );
      if ( !deletedLater )
        editing.exec( edit );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT ( SELECT count( * ) FROM s.parent WHERE id = 1 ), parent_id, label FROM s.child WHERE label IN ( 'typed', 'c7' ) ORDER BY id" ),
                deletedLater ? QStringLiteral( "0|∅|typed\n0|∅|typed\n0|∅|c7" ) : QStringLiteral( "1|1|typed\n1|1|typed\n1|∅|c7" ) );
      // One a parent that comes back, one a row that lost its reference.
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, count( * ) FROM lizsync.conflicts GROUP BY 1, 2" ),
                QStringLiteral( "parent_deleted|%1|%2" ).arg( deletedInCentral == deletedLater ? "clone" : "central" ).arg( deletedLater ? 2 : 1 ) );
    }

    void compositeReferences_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<QString>( "edit" );
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<bool>( "deletedLater" );
      QTest::addColumn<QString>( "outcome" );
      const QString insert = QStringLiteral( "INSERT INTO s.child ( id, tenant, parent_id, label ) VALUES ( 20, 1, 1, 'new' )" );
      const QString move = QStringLiteral( "UPDATE s.child SET parent_id = 1, label = 'new' WHERE id = 20" );
      const QList<std::pair<QString, QString>> rules { { "CASCADE", "0|∅|∅" }, { "SET NULL ( parent_id )", "0|1|∅" }, { "SET DEFAULT ( parent_id )", "0|1|3" }, { "SET NULL", "1|1|1" }, { "NO ACTION", "1|1|1" } };
      for ( const auto &[rule, outcome] : rules )
      {
        for ( const bool central : { true, false } )
        {
          for ( const bool later : { true, false } )
          {
            for ( const QString &edit : later ? QStringList { insert, move } : QStringList { move } )
              QTest::addRow( "%s, %s, %s, %s", qPrintable( rule ), qPrintable( edit.left( 6 ) ), central ? "central deletes" : "the clone deletes", later ? "later" : "earlier" )
                << rule << edit << central << later << ( later ? outcome : QStringLiteral( "1|1|1" ) );
          }
        }
      }
    }

    //! A reference of two columns, one of which must not be empty. (SET NULL of both is a delete that the database refuses.)
    void compositeReferences()
    {
      QFETCH( QString, rule );
      QFETCH( QString, edit );
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, deletedLater );
      QFETCH( QString, outcome );
      Network network( QStringLiteral( "CREATE TABLE s.parent ( tenant integer, id integer, name text, PRIMARY KEY ( tenant, id ) );"
                                       "CREATE TABLE s.child ( id serial PRIMARY KEY, tenant integer NOT NULL, parent_id integer DEFAULT 3, label text, FOREIGN KEY ( tenant, parent_id ) REFERENCES s.parent );"
                                       "INSERT INTO s.parent VALUES ( 1, 1, 'one' ), ( 1, 2, 'two' ), ( 1, 3, 'three' ), ( 2, 1, 'other' )" ),
                       1 );
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
      {
        if ( rule.contains( '(' ) && database->value( "SHOW server_version_num" ).toInt() < 150000 )
          QSKIP( "PostgreSQL 15 can empty some columns of a reference." );
        database->exec( QStringLiteral( "ALTER TABLE s.child DROP CONSTRAINT child_tenant_parent_id_fkey, ADD FOREIGN KEY ( tenant, parent_id ) REFERENCES s.parent ON DELETE " ) + rule );
      }
      if ( edit.startsWith( "UPDATE" ) )
      {
        network.central().exec( "INSERT INTO s.child ( id, tenant, parent_id, label ) VALUES ( 20, 1, 2, 'old' )" );
        network.syncAll();
      }
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      if ( deletedLater )
        editing.exec( edit );
      deleting.exec( "DELETE FROM s.parent WHERE tenant = 1 AND id = 1" );
      if ( !deletedLater )
        editing.exec( edit );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT p.count, c.tenant, c.parent_id FROM ( SELECT count( * ) FROM s.parent WHERE tenant = 1 AND id = 1 ) AS p LEFT JOIN s.child AS c ON c.label = 'new'" ), outcome );
      QCOMPARE( network.central().value( "SELECT string_agg( conflict_kind, ',' ) FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted" ) );
    }

    void defaultOfTwoColumns_data()
    {
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<bool>( "deletedLater" );
      for ( const bool central : { true, false } )
      {
        for ( const bool later : { true, false } )
          QTest::addRow( "%s deletes, %s", central ? "central" : "the clone", later ? "later" : "earlier" ) << central << later;
      }
    }

    //! ON DELETE SET DEFAULT changes one column of a reference only, as the other one had its default before.
    void defaultOfTwoColumns()
    {
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, deletedLater );
      Network network( "CREATE TABLE s.parent ( tenant integer, id integer, PRIMARY KEY ( tenant, id ) ); INSERT INTO s.parent SELECT 1, g FROM generate_series( 1, 3 ) AS g;"
                       "CREATE TABLE s.child ( id integer PRIMARY KEY, tenant integer DEFAULT 1, parent_id integer DEFAULT 3, label text, FOREIGN KEY ( tenant, parent_id ) REFERENCES s.parent ON DELETE SET DEFAULT );"
                       "INSERT INTO s.child VALUES ( 1, 1, 1 )",
                       1 );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      const QString edit = QStringLiteral( "UPDATE s.child SET label = 'typed'" );
      if ( deletedLater )
        editing.exec( edit );
      deleting.exec( "DELETE FROM s.parent WHERE id = 1" );
      if ( !deletedLater )
        editing.exec( edit );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT ( SELECT count( * ) FROM s.parent WHERE id = 1 ), tenant, parent_id, label FROM s.child" ), deletedLater ? QStringLiteral( "0|1|3|typed" ) : QStringLiteral( "1|1|1|typed" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, object_table, rejected FROM lizsync.conflicts" ),
                QStringLiteral( "parent_deleted|\"s\".\"%1\"|%2" ).arg( deletedLater ? "child" : "parent", deletedInCentral == deletedLater ? "clone" : "central" ) );
    }

    void grandchildren_data()
    {
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<bool>( "treeLater" );
      for ( const bool central : { true, false } )
      {
        for ( const bool later : { false, true } )
          QTest::addRow( "%s deletes, the grandchild is %s", central ? "central" : "the clone", later ? "later" : "earlier" ) << central << later;
      }
    }

    //! A whole branch was made under a row that the other side deleted: all of it goes, kept in conflicts, or all that the latest edit needs stays.
    void grandchildren()
    {
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, treeLater );
      Network network( "CREATE TABLE s.site ( id integer PRIMARY KEY, name text ); CREATE TABLE s.plot ( id integer PRIMARY KEY, site_id integer REFERENCES s.site ON DELETE CASCADE, name text );"
                       "CREATE TABLE s.tree ( id integer PRIMARY KEY, plot_id integer REFERENCES s.plot ON DELETE CASCADE, name text ); INSERT INTO s.site VALUES ( 1, 'site' ), ( 2, 'other' );"
                       "INSERT INTO s.plot VALUES ( 5, 2, 'old' ); INSERT INTO s.tree VALUES ( 7, 5, 'old' ), ( 8, 5, 'old' )",
                       1 );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      const QString tree = QStringLiteral( "INSERT INTO s.tree VALUES ( 1, 1, 'new' )" );
      // A new plot with a tree, and an old plot that moves there, one tree of which is edited; whoever deletes the site knows nothing of the other one either.
      editing.exec( "INSERT INTO s.plot VALUES ( 1, 1, 'new' ); UPDATE s.plot SET site_id = 1, name = 'moved' WHERE id = 5; UPDATE s.tree SET name = 'typed' WHERE id = 7" );
      if ( !treeLater )
        editing.exec( tree );
      deleting.exec( "DELETE FROM s.site WHERE id = 1" );
      if ( treeLater )
        editing.exec( tree );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      const QString rows = QStringLiteral( "SELECT 'site', id, name FROM s.site UNION ALL SELECT 'plot', id, name FROM s.plot UNION ALL SELECT 'tree', id, name FROM s.tree ORDER BY 1, 2" );
      QCOMPARE( network.clone( "a" ).rows( rows ), treeLater ? QStringLiteral( "plot|1|new\nsite|1|site\nsite|2|other\ntree|1|new" ) : QStringLiteral( "site|2|other" ) );
      QCOMPARE( network.central().rows( "SELECT object_table, rejected_row -> 'name', conflict_kind, rejected, resolved FROM lizsync.conflicts ORDER BY 1, 2" ),
                QString( treeLater ? "\"s\".\"plot\"|moved|parent_deleted|LOSER|t\n\"s\".\"site\"|∅|parent_deleted|WINNER|t\n\"s\".\"tree\"|old|parent_deleted|central|t\n\"s\".\"tree\"|typed|parent_deleted|LOSER|t"
                                   : "\"s\".\"plot\"|moved|parent_deleted|LOSER|t\n\"s\".\"plot\"|new|parent_deleted|LOSER|t\n\"s\".\"tree\"|new|parent_deleted|LOSER|t\n\"s\".\"tree\"|old|parent_deleted|central|t\n\"s\".\"tree\"|typed|parent_deleted|LOSER|t" )
                  .replace( "LOSER", deletedInCentral ? "clone" : "central" )
                  .replace( "WINNER", deletedInCentral ? "central" : "clone" ) );
    }

  private:
    static void editsUnderADeletedParent( bool emptied )
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<bool>( "deletedLater" );
      const QStringList rules = emptied ? QStringList { "SET NULL", "SET DEFAULT" } : QStringList { "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION", "RESTRICT" };
      for ( const QString &rule : rules )
      {
        for ( const bool central : { true, false } )
        {
          for ( const bool later : { true, false } )
            QTest::addRow( "%s, %s, %s", qPrintable( rule ), central ? "central deletes" : "the clone deletes", later ? "later" : "earlier" ) << rule << central << later;
        }
      }
    }
};

QTEST_GUILESS_MAIN( TestFamilies )
#include "test_families.moc"
