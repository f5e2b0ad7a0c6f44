/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"
#include "engine/archive/package.h"
#include "tests/common/requirements.h"
#include "tests/faults/pair.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace LizSync;

//! Tables whose structure is changed on one side: said exactly, mended by the same change or by a new archive, and no edit lost on the way.
class TestDrift : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void structureDiffers_data()
    {
      QTest::addColumn<bool>( "inCentral" );
      QTest::addColumn<QString>( "change" );
      QTest::addColumn<QString>( "difference" );
      const QList<std::tuple<QString, QString, QString, QString>> changes {
        { "type", "ALTER TABLE s.tree ALTER height TYPE double precision", "column height of table \"s\".\"tree\" is double precision in central but numeric in the clone", "column height of table \"s\".\"tree\" is numeric in central but double precision in the clone" },
        { "length", "ALTER TABLE s.tree ALTER code TYPE varchar( 20 )", "column code of table \"s\".\"tree\" is character varying(20) in central but character varying(10) in the clone", "column code of table \"s\".\"tree\" is character varying(10) in central but character varying(20) in the clone" },
        { "column added", "ALTER TABLE s.tree ADD COLUMN \"Cro\"\"wn\" integer", "table \"s\".\"tree\" has a column \"Cro\"\"wn\" (integer) in central that the clone does not have", "table \"s\".\"tree\" has a column \"Cro\"\"wn\" (integer) in the clone that central does not have" },
        { "column dropped", "ALTER TABLE s.tree DROP COLUMN height", "table \"s\".\"tree\" has a column height (numeric) in the clone that central does not have", "table \"s\".\"tree\" has a column height (numeric) in central that the clone does not have" },
        { "generated", "ALTER TABLE s.tree DROP COLUMN twice, ADD COLUMN twice numeric", "column twice of table \"s\".\"tree\" is numeric in central but numeric generated in the clone", "column twice of table \"s\".\"tree\" is numeric generated in central but numeric in the clone" },
        { "primary key", "ALTER TABLE s.tree DROP CONSTRAINT tree_pkey, ADD PRIMARY KEY ( id, code )", "the primary key of table \"s\".\"tree\" is [\"id\", \"code\"] in central but [\"id\"] in the clone", "the primary key of table \"s\".\"tree\" is [\"id\"] in central but [\"id\", \"code\"] in the clone" },
        { "table dropped", "DROP TABLE s.road", "table \"s\".\"road\" exists in the clone but not in central", "table \"s\".\"road\" exists in central but not in the clone" },
        { "table renamed", "ALTER TABLE s.road RENAME TO street", "table \"s\".\"road\" exists in the clone but not in central", "table \"s\".\"road\" exists in central but not in the clone" },
      };
      for ( const auto &[name, change, centrals, clones] : changes )
      {
        QTest::addRow( "%s in central", qPrintable( name ) ) << true << change << centrals;
        QTest::addRow( "%s in the clone", qPrintable( name ) ) << false << change << clones;
      }
    }

    void structureDiffers()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      QFETCH( bool, inCentral );
      QFETCH( QString, change );
      QFETCH( QString, difference );
      Pair pair( "CREATE TABLE s.tree ( id serial PRIMARY KEY, code varchar( 10 ) NOT NULL DEFAULT '', height numeric, note text, twice numeric GENERATED ALWAYS AS ( id * 2 ) STORED ); CREATE TABLE s.road ( id serial PRIMARY KEY, name text );"
                 "INSERT INTO s.tree ( height ) VALUES ( 1 ), ( 2 ); INSERT INTO s.road ( name ) VALUES ( 'North' )",
                 clusterConninfo(), cloneClusterConninfo() );
      pair.clone.exec( "UPDATE s.tree SET note = 'unsent' WHERE id = 1" );
      pair.central.exec( "UPDATE s.tree SET note = 'waiting' WHERE id = 2" );
      ( inCentral ? pair.central : pair.clone ).exec( change );
      const QString expected = QStringLiteral( "Clone \"a\" cannot be synchronised: %1. Make the same change on both sides, or deploy a new archive." ).arg( difference );
      QString sqlState;
      QCOMPARE( refusal( pair.central, pair.clone, &sqlState ), expected );
      QCOMPARE( sqlState, QStringLiteral( "LZ001" ) );

      // A new archive does not run over what was not sent.
      const QString refused = deployAgain( pair );
      QVERIFY2( refused.contains( "not sent to central (1)" ), qPrintable( refused ) );
      QCOMPARE( pair.clone.value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "unsent" ) );
      QCOMPARE( refusal( pair.central, pair.clone ), expected );

      ( inCentral ? pair.clone : pair.central ).exec( change );
      QCOMPARE( refusal( pair.central, pair.clone ), QString() );
      QCOMPARE( pair.central.rows( "SELECT note FROM s.tree ORDER BY id" ), QStringLiteral( "unsent\nwaiting" ) );
      QCOMPARE( pair.clone.rows( "SELECT note FROM s.tree ORDER BY id" ), QStringLiteral( "unsent\nwaiting" ) );

      // From now on the new archive does.
      QCOMPARE( deployAgain( pair ), QString() );
      pair.clone.exec( "UPDATE s.tree SET note = 'goes on' WHERE id = 2" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( LizSync::difference( pair.central, pair.clone ), QString() );
    }

    //! Edits of a column that a new archive does not bring are sent before it is deployed.
    void redeployAfterSending()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      Pair pair( "CREATE TABLE s.tree ( id serial PRIMARY KEY, note text ); INSERT INTO s.tree DEFAULT VALUES", clusterConninfo(), cloneClusterConninfo() );
      pair.clone.exec( "UPDATE s.tree SET note = 'sent' WHERE id = 1" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/0/0/0" ) );
      pair.central.exec( "ALTER TABLE s.tree ADD COLUMN crown integer DEFAULT 5" );
      QVERIFY( refusal( pair.central, pair.clone ).contains( "has a column crown (integer) in central" ) );
      QCOMPARE( deployAgain( pair ), QString() );
      pair.clone.exec( "UPDATE s.tree SET crown = 6" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( pair.central.rows( "SELECT note, crown FROM s.tree" ), QStringLiteral( "sent|6" ) );
    }

    void packageOfADriftedTable_data()
    {
      QTest::addColumn<QString>( "drift" );
      QTest::addColumn<QString>( "sync" );
      QTest::addColumn<QString>( "package" );
      QTest::newRow( "no uid" ) << "ALTER TABLE s.tree DROP COLUMN uid CASCADE"
                                << "Clone \"a\" cannot be synchronised: table \"s\".\"tree\" has a column uid (uuid) in the clone that central does not have. Make the same change on both sides, or deploy a new archive."
                                << "Table s.tree is not as prepare left it: it has no column uid of type uuid. %1";
      QTest::newRow( "no unique uid" ) << "ALTER TABLE s.tree DROP CONSTRAINT IF EXISTS tree_uid_key; DO $$ DECLARE i regclass; BEGIN FOR i IN SELECT indexrelid FROM pg_index WHERE indrelid = 's.tree'::regclass AND NOT indisprimary LOOP EXECUTE 'DROP INDEX ' || i; END LOOP; END $$" << QString() << "Table s.tree is not as prepare left it: its column uid is not unique. %1";
      QTest::newRow( "no triggers" ) << "ALTER TABLE s.tree DISABLE TRIGGER USER" << QString() << "Table s.tree is not as prepare left it: its audit triggers are not there or switched off. %1";
    }

    //! A table that is no longer as prepare left it is not passed on as if it were, nor as one that is only copied.
    void packageOfADriftedTable()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      QFETCH( QString, drift );
      QFETCH( QString, sync );
      QFETCH( QString, package );
      Pair pair( "CREATE TABLE s.tree ( id serial PRIMARY KEY, note text ); CREATE TABLE s.intact ( id serial PRIMARY KEY )", clusterConninfo(), cloneClusterConninfo() );
      pair.clone.exec( "INSERT INTO s.intact DEFAULT VALUES; INSERT INTO s.tree ( note ) VALUES ( 'unsent' )" );
      pair.central.exec( drift );
      if ( !sync.isEmpty() )
        QCOMPARE( refusal( pair.central, pair.clone ), sync );
      QCOMPARE( deployAgain( pair ), package.arg( "Run prepare again, or audit.unaudit_table() where it is not to be synchronised any more." ) );
      QCOMPARE( pair.clone.value( "SELECT count( * ) FROM s.tree" ), QStringLiteral( "1" ) );
    }

  private:
    //! Packages central and deploys the archive to the clone; what refused that.
    static QString deployAgain( Pair &pair )
    {
      Feedback feedback;
      const QTemporaryDir folder;
      Selection selection;
      selection.schemas << QStringLiteral( "s" );
      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "archive.zip" ) );
      options.centralFromClone = pair.central.conninfo();
      pair.clone.disconnect();
      try
      {
        package( pair.central.conninfo(), selection, QString(), options.archivePath, feedback );
        deploy( pair.central.conninfo(), pair.clone.conninfo(), options, feedback );
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return QString();
    }
};

QTEST_GUILESS_MAIN( TestDrift )
#include "test_drift.moc"
