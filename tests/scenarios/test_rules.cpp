/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/error.h"
#include "engine/pg/quoting.h"
#include "engine/pg/connection.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

//! What conflicts hold and how they are put right, what a database refuses, what triggers do: in both directions.
class TestRules : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void sameUidInserted_data()
    {
      QTest::addColumn<bool>( "centralFirst" );
      QTest::newRow( "central first" ) << true;
      QTest::newRow( "the clone first" ) << false;
    }

    //! The same row made in both places is one row, merged by column.
    void sameUidInserted()
    {
      QFETCH( bool, centralFirst );
      Network network( "CREATE TABLE s.t ( code text PRIMARY KEY, note text, n integer )" );
      const QString insert = QStringLiteral( "INSERT INTO s.t ( code, note, n, uid ) VALUES ( 'k', '%1', 1, md5( 'k' )::uuid )" );
      if ( centralFirst )
        network.central().exec( insert.arg( "central" ) );
      network.clone( "a" ).exec( insert.arg( "clone" ) );
      if ( !centralFirst )
        network.central().exec( insert.arg( "central" ) );
      QCOMPARE( network.sync( "a" ).text(), centralFirst ? QStringLiteral( "1/0/1/0" ) : QStringLiteral( "0/1/1/0" ) );
      QCOMPARE( network.conflicts(), QStringLiteral( "insert_insert|note|central|clone|%1|t" ).arg( centralFirst ? "central" : "clone" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT code, note, n FROM s.t" ), QStringLiteral( "k|%1|1" ).arg( centralFirst ? "clone" : "central" ) );
    }

    //! Everything that somebody needs to judge it is in the conflict.
    void whatAConflictHolds()
    {
      Network network( mTrees, 1 );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 1; UPDATE s.tree SET note = 'c' WHERE id = 2" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'clone' WHERE id = 1; DELETE FROM s.tree WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/2/0" ) );
      const QString common = QStringLiteral( "object_table = '\"s\".\"tree\"', clone_id = '%1', central_edited_by, clone_edited_by, clone_edited_at > central_edited_at, rule_applied <> '', sync_id IS NOT NULL, object_uid = ( SELECT ( row_data -> 'uid' )::uuid FROM audit.logged_actions WHERE event_id = ( SELECT min( event_id ) + %2 FROM audit.logged_actions ) )" ).arg( network.cloneId( "a" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, column_name, central_value, clone_value, rejected, rejected_row, " + common.arg( 0 ) + " FROM lizsync.conflicts WHERE conflict_kind = 'update_update'" ),
                QStringLiteral( "update_update|note|central|clone|central|∅|t|t|postgres|postgres|t|t|t|t" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, column_name, clone_value, rejected, rejected_row -> 'note', rejected_row -> 'species', rejected_row -> 'id', " + common.arg( 1 ) + " FROM lizsync.conflicts WHERE conflict_kind = 'update_delete'" ),
                QStringLiteral( "update_delete|∅|∅|central|c|oak|2|t|t|postgres|postgres|t|t|t|t" ) );
    }

    //! Whoever typed it is named, also where the value came by way of another clone.
    void whoIsInAConflict()
    {
      Network network( mTrees );
      const auto as = [&network]( const char *who )
      { return QStringLiteral( "SET SESSION AUTHORIZATION %1%2;" ).arg( network.central().name().toLower(), who ); };
      const QStringList people { "anna", "bert", "cleo" };
      const auto drop = [&]
      {
        for ( const QString &name : { QStringLiteral( "central" ), QStringLiteral( "a" ), QStringLiteral( "b" ) } )
        {
          for ( const QString &person : people )
            ( name == "central" ? network.central() : network.clone( name ) ).exec( QStringLiteral( "DO $$ BEGIN IF to_regrole( '%1' ) IS NOT NULL THEN DROP OWNED BY %1; END IF; END $$" ).arg( network.central().name().toLower() + person ) );
        }
        for ( const QString &person : people )
        {
          for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
            database->exec( QStringLiteral( "DROP ROLE IF EXISTS %1" ).arg( network.central().name().toLower() + person ) );
        }
      };
      // The clones may have a server of their own.
      for ( const QString &person : people )
      {
        for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
          database->exec( QStringLiteral( "DO $$ BEGIN IF to_regrole( '%1' ) IS NULL THEN CREATE ROLE %1; END IF; END $$" ).arg( network.central().name().toLower() + person ) );
      }
      for ( const QString &name : { QStringLiteral( "central" ), QStringLiteral( "a" ), QStringLiteral( "b" ) } )
      {
        for ( const QString &person : people )
          ( name == "central" ? network.central() : network.clone( name ) ).exec( QStringLiteral( "GRANT USAGE ON SCHEMA s TO %1; GRANT SELECT, UPDATE ON s.tree TO %1" ).arg( network.central().name().toLower() + person ) );
      }
      network.central().exec( as( "anna" ) + "UPDATE s.tree SET note = 'central' WHERE id = 1; RESET SESSION AUTHORIZATION" );
      network.clone( "a" ).exec( as( "bert" ) + "UPDATE s.tree SET note = 'a' WHERE id IN ( 1, 2 ); RESET SESSION AUTHORIZATION" );
      network.clone( "b" ).exec( as( "cleo" ) + "UPDATE s.tree SET note = 'b' WHERE id = 2; RESET SESSION AUTHORIZATION" );
      network.sync( "a" );
      network.sync( "b" );
      drop();
      const QString names = network.central().rows( QStringLiteral( "SELECT replace( central_edited_by, '%1', '' ), replace( clone_edited_by, '%1', '' ), central_value, clone_value FROM lizsync.conflicts ORDER BY id" ).arg( network.central().name().toLower() ) );
      QCOMPARE( names, QStringLiteral( "anna|bert|central|a\nbert|cleo|a|b" ) );
    }

    void whatLostIsPutBack_data()
    {
      QTest::addColumn<QString>( "first" );
      QTest::addColumn<QString>( "firstIn" );
      QTest::addColumn<QString>( "second" );
      QTest::addColumn<QString>( "restored" );
      const QString update = QStringLiteral( "UPDATE s.tree SET note = 'lost' WHERE id = 1" );
      const QString other = QStringLiteral( "UPDATE s.tree SET note = 'won' WHERE id = 1" );
      const QString gone = QStringLiteral( "DELETE FROM s.tree WHERE id = 1" );
      QTest::newRow( "the clone's value" ) << update << "a" << other << "lost|oak";
      QTest::newRow( "central's value" ) << update << "central" << other << "lost|oak";
      QTest::newRow( "the clone's row" ) << update << "a" << gone << "lost|oak";
      QTest::newRow( "central's row" ) << update << "central" << gone << "lost|oak";
      QTest::newRow( "the clone's delete" ) << gone << "a" << other << "";
      QTest::newRow( "central's delete" ) << gone << "central" << other << "";
    }

    //! lizsync.restore_conflict() is a new edit, which goes to everybody.
    void whatLostIsPutBack()
    {
      QFETCH( QString, first );
      QFETCH( QString, firstIn );
      QFETCH( QString, second );
      QFETCH( QString, restored );
      Network network( mTrees );
      TestDatabase &loser = firstIn == "central" ? network.central() : network.clone( "a" );
      TestDatabase &winner = firstIn == "central" ? network.clone( "a" ) : network.central();
      loser.exec( first );
      winner.exec( second );
      QCOMPARE( network.sync( "a" ).conflicts, 1 );
      network.syncAll();
      network.central().exec( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT note, species FROM s.tree WHERE id = 1" ), restored );
      QVERIFY( !network.central().value( "SELECT restored_at FROM lizsync.conflicts" ).isEmpty() );
    }

    //! Central's value was typed again in a clone that had not seen it, later than somebody who had seen it typed another one: the last edit is there in whatever order.
    void theSameTypedAgain_data()
    {
      QTest::addColumn<QString>( "order" );
      QTest::newRow( "the other one first" ) << "ab";
      QTest::newRow( "the same one first" ) << "ba";
    }

    void theSameTypedAgain()
    {
      QFETCH( QString, order );
      Network network( mTrees );
      network.central().exec( "UPDATE s.tree SET note = 'five' WHERE id = 1" );
      network.sync( "a" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'nine' WHERE id = 1" );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'five' WHERE id = 1" );
      for ( const QChar &name : order + order )
        network.sync( name );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "five" ) );
      QCOMPARE( network.central().rows( "SELECT column_name, CASE rejected WHEN 'central' THEN central_value ELSE clone_value END FROM lizsync.conflicts" ), QStringLiteral( "note|nine" ) );
      QCOMPARE( network.central().value( "SELECT sum( events_waiting ) FROM lizsync.clones" ), QStringLiteral( "0" ) );
    }

    //! What the clone could not take was an edit, and no delete.
    void whatTheCloneCouldNotTakeIsPutBack()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "ALTER TABLE s.tree ADD CONSTRAINT short CHECK ( length( note ) < 8 )" );
      network.central().exec( "UPDATE s.tree SET note = 'far too long' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.clone( "a" ).exec( "ALTER TABLE s.tree DROP CONSTRAINT short" );
      network.syncAll();
      network.central().exec( "UPDATE s.tree SET note = 'other' WHERE id = 1; SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "far too long" ) );
    }

    //! What lost to an edit that central refused for another reason still stands: it is not put back, and neither is lost in the end.
    void whatStillStandsIsNotPutBack()
    {
      Network network( mTrees + QStringLiteral( "; UPDATE s.tree SET species = id::text; ALTER TABLE s.tree ADD UNIQUE ( species )" ) );
      network.central().exec( "UPDATE s.tree SET species = 'X' WHERE id = 1; UPDATE s.tree SET note = 'central' WHERE id = 2" );
      network.clone( "a" ).exec( "UPDATE s.tree SET species = 'X', note = 'clone' WHERE id = 2" );
      network.sync( "a" );
      const QString restore = QStringLiteral( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts WHERE rejected = 'central'" );
      QString message;
      try
      {
        network.central().exec( restore );
      }
      catch ( const Pg::Error &error )
      {
        message = error.message();
      }
      QVERIFY2( message.contains( "keeps from being resolved: both values are there" ), qUtf8Printable( message ) );
      network.central().exec( "UPDATE s.tree SET species = 'Y' WHERE id = 1" );
      network.syncAll();
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE id = 2" ), QStringLiteral( "clone" ) );
      network.central().exec( restore );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT species, note FROM s.tree WHERE id = 2" ), QStringLiteral( "X|central" ) );
    }

    //! Only what was rejected is put back, and not what the row was beside it: others have edited that since.
    void onlyWhatLostIsPutBack_data()
    {
      QTest::addColumn<QString>( "inCentral" );
      QTest::addColumn<QString>( "before" );
      QTest::newRow( "a unique value that is free now" ) << "UPDATE s.tree SET species = 'X' WHERE id = 2"
                                                         << "UPDATE s.tree SET species = 'free' WHERE id = 2";
      QTest::newRow( "an edit of a row that came back" ) << "DELETE FROM s.tree WHERE id = 1"
                                                         << "SELECT";
    }

    void onlyWhatLostIsPutBack()
    {
      QFETCH( QString, inCentral );
      QFETCH( QString, before );
      Network network( mTrees + QStringLiteral( "; UPDATE s.tree SET species = id::text; ALTER TABLE s.tree ADD UNIQUE ( species )" ) );
      network.clone( "a" ).exec( "UPDATE s.tree SET species = 'X' WHERE id = 1" );
      network.central().exec( inCentral );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'by b' WHERE id = 1" );
      network.sync( "a" );
      network.central().exec( before );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      network.central().exec( "UPDATE s.tree SET note = 'typed since', species = 'Z' WHERE id = 1; SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts WHERE 'X' IN ( clone_value, rejected_row -> 'species' )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT species, note FROM s.tree WHERE id = 1" ), QStringLiteral( "X|typed since" ) );
    }

    void everyKindIsPutBack_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<QString>( "clone" );
      QTest::addColumn<QString>( "central" );
      QTest::addColumn<bool>( "centralFirst" );
      QTest::addColumn<QString>( "before" );
      QTest::addColumn<QString>( "kind" );
      QTest::addColumn<QString>( "restored" );
      const QString gone = QStringLiteral( "DELETE FROM s.park WHERE id = 1" );
      const QString child = QStringLiteral( "INSERT INTO s.bench VALUES ( 9, 1, 'new' )" );
      const QString park = QStringLiteral( "INSERT INTO s.park VALUES ( 1, 'again' )" );
      QTest::newRow( "cascade, the clone's row went" ) << "CASCADE" << child << gone << false << park << "parent_deleted|clone"
                                                       << "9|1|new";
      QTest::newRow( "cascade, central's row went" ) << "CASCADE" << gone << child << true << park << "parent_deleted|central"
                                                     << "9|1|new";
      QTest::newRow( "cascade, central's delete was undone" ) << "CASCADE" << child << gone << true << QString() << "parent_deleted|central"
                                                              << "";
      QTest::newRow( "cascade, the clone's delete was undone" ) << "CASCADE" << gone << child << false << QString() << "parent_deleted|clone"
                                                                << "";
      QTest::newRow( "set null, the clone's reference" ) << "SET NULL" << child << gone << false << park << "parent_deleted|clone"
                                                         << "9|1|new";
      QTest::newRow( "set null, central's reference" ) << "SET NULL" << gone << child << true << park << "parent_deleted|central"
                                                       << "9|1|new";
      const QString made = QStringLiteral( "INSERT INTO s.bench ( id, note, uid ) VALUES ( 9, '%1', md5( 'nine' )::uuid )" );
      QTest::newRow( "the same row made in both, the clone's value" ) << "CASCADE" << made.arg( "lost" ) << made.arg( "won" ) << false << QString() << "insert_insert|clone"
                                                                      << "9|∅|lost";
      QTest::newRow( "the same row made in both, central's value" ) << "CASCADE" << made.arg( "won" ) << made.arg( "lost" ) << true << QString() << "insert_insert|central"
                                                                    << "9|∅|lost";
      const QString skip = QStringLiteral( "CREATE FUNCTION s.skip() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NULL; END $f$; CREATE TRIGGER skip BEFORE INSERT OR UPDATE OR DELETE ON s.bench FOR EACH ROW EXECUTE FUNCTION s.skip()" );
      const QString since = QStringLiteral( "DROP TRIGGER skip ON s.bench; UPDATE s.bench SET park_id = NULL WHERE id = 8" );
      QTest::newRow( "left out by a trigger, an insert" ) << "CASCADE"
                                                          << "INSERT INTO s.bench VALUES ( 9, 2, 'new' )" << skip << true << since << "apply_error|clone"
                                                          << "8|∅|old\n9|2|new";
      QTest::newRow( "left out by a trigger, an update" ) << "CASCADE"
                                                          << "UPDATE s.bench SET note = 'changed' WHERE id = 8" << skip << true << since << "apply_error|clone"
                                                          << "8|∅|changed";
      QTest::newRow( "left out by a trigger, a delete" ) << "CASCADE"
                                                         << "DELETE FROM s.bench WHERE id = 8" << skip << true << since << "apply_error|clone"
                                                         << "";
      QTest::newRow( "deleted by a trigger" ) << "CASCADE"
                                              << "UPDATE s.bench SET note = 'doomed' WHERE id = 8"
                                              << "CREATE FUNCTION s.skip() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN DELETE FROM s.bench WHERE id = NEW.id; RETURN NULL; END $f$; CREATE TRIGGER skip AFTER UPDATE ON s.bench FOR EACH ROW EXECUTE FUNCTION s.skip()"
                                              << true << "DROP TRIGGER skip ON s.bench"
                                              << "parent_deleted|clone"
                                              << "8|2|doomed";
    }

    //! Every kind of conflict can be put back, without undoing what was edited since.
    void everyKindIsPutBack()
    {
      QFETCH( QString, rule );
      QFETCH( QString, clone );
      QFETCH( QString, central );
      QFETCH( bool, centralFirst );
      QFETCH( QString, before );
      QFETCH( QString, kind );
      QFETCH( QString, restored );
      Network network( QStringLiteral( "CREATE TABLE s.park ( id integer PRIMARY KEY, name text ); CREATE TABLE s.bench ( id integer PRIMARY KEY, park_id integer REFERENCES s.park ON DELETE %1, note text );"
                                       "INSERT INTO s.park VALUES ( 1, 'one' ), ( 2, 'two' )" )
                         .arg( rule ),
                       1 );
      if ( before.contains( "skip" ) )
      {
        network.central().exec( "INSERT INTO s.bench VALUES ( 8, 2, 'old' )" );
        network.syncAll();
      }
      if ( centralFirst )
        network.central().exec( central );
      network.clone( "a" ).exec( clone );
      if ( !centralFirst )
        network.central().exec( central );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected FROM lizsync.conflicts" ), kind );
      if ( !before.isEmpty() )
        network.central().exec( before );
      network.central().exec( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT id, park_id, note FROM s.bench ORDER BY id" ), restored );
    }

    void refusedRow_data()
    {
      QTest::addColumn<bool>( "byCentral" );
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<QString>( "bad" );
      QTest::addColumn<QString>( "words" );
      const QList<std::tuple<QString, QString, QString, QString>> kinds {
        { "check", "ALTER TABLE s.tree ADD CHECK ( height < 100 )", "height = 100", "violates check constraint" },
        { "not null", "ALTER TABLE s.tree ALTER species SET NOT NULL", "species = NULL", "null value in column \"species\"" },
        { "type", "ALTER DOMAIN s.girth ADD CHECK ( VALUE < 100 )", "girth = 100", "value for domain s.girth violates check constraint" },
        { "permission",
          "CREATE FUNCTION s.forbid() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF NEW.height = 100 THEN RAISE insufficient_privilege USING MESSAGE = 'permission denied'; END IF; RETURN NEW; END $f$;"
          "CREATE TRIGGER forbid BEFORE INSERT OR UPDATE ON s.tree FOR EACH ROW EXECUTE FUNCTION s.forbid()",
          "height = 100", "permission denied" },
        { "enum", "ALTER TYPE s.health RENAME VALUE 'ill' TO 'sick'", "health = 'ill'", "invalid input value for enum" },
        { "exclusion", "ALTER TABLE s.tree ADD EXCLUDE USING btree ( height WITH = )", "height = 2", "conflicting key value violates exclusion constraint" },
      };
      for ( const auto &[name, rule, bad, words] : kinds )
      {
        QTest::addRow( "%s, by central", qPrintable( name ) ) << true << rule << bad << words;
        // User triggers do not fire in a clone.
        if ( name != "permission" )
          QTest::addRow( "%s, by the clone", qPrintable( name ) ) << false << rule << bad << words;
      }
    }

    //! A row that one side refuses stays where it was made, with the database's own words; everything else goes on.
    void refusedRow()
    {
      QFETCH( bool, byCentral );
      QFETCH( QString, rule );
      QFETCH( QString, bad );
      QFETCH( QString, words );
      Network network( mTrees );
      TestDatabase &refusing = byCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = byCentral ? network.clone( "a" ) : network.central();
      refusing.exec( rule );
      editing.exec( QStringLiteral( "UPDATE s.tree SET %1 WHERE id = 1; UPDATE s.tree SET note = 'goes on' WHERE id = 3" ).arg( bad ) );
      const QString counts = byCentral ? QStringLiteral( "1/0/%1/1" ) : QStringLiteral( "0/1/%1/1" );
      QCOMPARE( network.sync( "a" ).text(), counts.arg( 1 ) );
      QVERIFY2( network.central().value( "SELECT error_message FROM lizsync.conflicts" ).contains( words ), qPrintable( network.central().value( "SELECT error_message FROM lizsync.conflicts" ) ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, resolved FROM lizsync.conflicts" ), QStringLiteral( "apply_error|%1|f" ).arg( byCentral ? "clone" : "central" ) );
      editing.exec( "UPDATE s.tree SET note = 'and on' WHERE id = 3" );
      QCOMPARE( network.sync( "a" ).text(), counts.arg( 0 ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "1" ) );
      editing.exec( "UPDATE s.tree SET height = 50, species = 'elm', girth = 1, health = 'good' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    void parentDeletedSetDefault_data()
    {
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<bool>( "deletedLater" );
      QTest::newRow( "central deletes later" ) << true << true;
      QTest::newRow( "central deletes earlier" ) << true << false;
      QTest::newRow( "the clone deletes later" ) << false << true;
      QTest::newRow( "the clone deletes earlier" ) << false << false;
    }

    //! ON DELETE SET DEFAULT: a later delete gives the child its default, an earlier one brings the parent back.
    void parentDeletedSetDefault()
    {
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, deletedLater );
      Network network( "CREATE TABLE s.parent ( id integer PRIMARY KEY, name text ); CREATE TABLE s.child ( id serial PRIMARY KEY, parent_id integer DEFAULT 2 REFERENCES s.parent ( id ) ON DELETE SET DEFAULT, label text );"
                       "INSERT INTO s.parent VALUES ( 1, 'one' ), ( 2, 'other' )" );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &using_ = deletedInCentral ? network.clone( "a" ) : network.central();
      if ( !deletedLater )
        deleting.exec( "DELETE FROM s.parent WHERE id = 1" );
      using_.exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 1, 'new' )" );
      if ( deletedLater )
        deleting.exec( "DELETE FROM s.parent WHERE id = 1" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT ( SELECT count( * ) FROM s.parent WHERE id = 1 ), parent_id FROM s.child" ), deletedLater ? QStringLiteral( "0|2" ) : QStringLiteral( "1|1" ) );
      QCOMPARE( network.central().value( "SELECT DISTINCT conflict_kind FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted" ) );
    }

    void deletedParentIsTheDefault_data()
    {
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<int>( "used" );
      QTest::addColumn<QString>( "deleted" );
      for ( const bool central : { true, false } )
      {
        const char *where = central ? "central" : "the clone";
        QTest::addRow( "%s deletes the default", where ) << central << 2 << "id = 2";
        QTest::addRow( "%s deletes all", where ) << central << 1 << "true";
      }
    }

    //! ON DELETE SET DEFAULT where the default is gone too: the database would have refused the delete, and the parent comes back however late it was.
    void deletedParentIsTheDefault()
    {
      QFETCH( bool, deletedInCentral );
      QFETCH( int, used );
      QFETCH( QString, deleted );
      Network network( "CREATE TABLE s.parent ( id integer PRIMARY KEY, name text ); CREATE TABLE s.child ( id serial PRIMARY KEY, parent_id integer DEFAULT 2 REFERENCES s.parent ( id ) ON DELETE SET DEFAULT, label text );"
                       "INSERT INTO s.parent VALUES ( 1, 'one' ), ( 2, 'other' )" );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &using_ = deletedInCentral ? network.clone( "a" ) : network.central();
      using_.exec( QStringLiteral( "INSERT INTO s.child ( parent_id, label ) VALUES ( %1, 'new' )" ).arg( used ) );
      deleting.exec( "DELETE FROM s.parent WHERE " + deleted );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT parent_id, label, ( SELECT name FROM s.parent WHERE id = parent_id ) FROM s.child" ), QStringLiteral( "%1|new|%2" ).arg( used ).arg( used == 1 ? "one" : "other" ) );
      QCOMPARE( network.clone( "b" ).value( "SELECT count( * ) FROM s.parent WHERE id = 2" ), used == 2 ? QStringLiteral( "1" ) : QStringLiteral( "0" ) );
      QCOMPARE( network.central().value( "SELECT string_agg( conflict_kind || ' ' || rejected, ',' ) FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted %1" ).arg( deletedInCentral ? "central" : "clone" ) );
    }

    void branchDeletedLeafEdited_data()
    {
      QTest::addColumn<bool>( "deletedInCentral" );
      QTest::addColumn<bool>( "deletedLater" );
      QTest::newRow( "central deletes earlier" ) << true << false;
      QTest::newRow( "central deletes later" ) << true << true;
      QTest::newRow( "the clone deletes earlier" ) << false << false;
      QTest::newRow( "the clone deletes later" ) << false << true;
    }

    //! A table that references itself, ON DELETE CASCADE: a leaf that comes back brings its branch, not its siblings.
    void branchDeletedLeafEdited()
    {
      QFETCH( bool, deletedInCentral );
      QFETCH( bool, deletedLater );
      Network network( "CREATE TABLE s.node ( id integer PRIMARY KEY, up integer REFERENCES s.node ( id ) ON DELETE CASCADE, note text ); INSERT INTO s.node VALUES ( 1, NULL ), ( 2, 1 ), ( 3, 2 ), ( 4, 2 ), ( 5, 1 )" );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      if ( !deletedLater )
        deleting.exec( "DELETE FROM s.node WHERE id = 1" );
      editing.exec( "UPDATE s.node SET note = 'typed' WHERE id = 3; INSERT INTO s.node VALUES ( 6, 4, 'new' )" );
      if ( deletedLater )
        deleting.exec( "DELETE FROM s.node WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, note FROM s.node ORDER BY id" ), deletedLater ? QString() : QStringLiteral( "1|∅\n2|∅\n3|typed\n4|∅\n6|new" ) );
      if ( deletedLater )
        QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE rejected_row -> 'note' IN ( 'typed', 'new' )" ), QStringLiteral( "2" ) );
    }

    //! A trigger that edits another table fires in central for what a clone sends, and both are equal afterwards.
    void triggerThatCascades()
    {
      Network network( "CREATE TABLE s.park ( id serial PRIMARY KEY, trees integer DEFAULT 0 ); CREATE TABLE s.tree ( id serial PRIMARY KEY, park_id integer REFERENCES s.park ); INSERT INTO s.park DEFAULT VALUES; INSERT INTO s.park DEFAULT VALUES;"
                       "CREATE FUNCTION s.count() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN UPDATE s.park SET trees = ( SELECT count( * ) FROM s.tree WHERE park_id = s.park.id ) WHERE id IN ( NEW.park_id, OLD.park_id ); RETURN NULL; END $f$;"
                       "CREATE TRIGGER count AFTER INSERT OR UPDATE OR DELETE ON s.tree FOR EACH ROW EXECUTE FUNCTION s.count()" );
      network.central().exec( "INSERT INTO s.tree ( park_id ) VALUES ( 1 )" );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( park_id ) VALUES ( 1 ), ( 2 )" );
      network.clone( "b" ).exec( "INSERT INTO s.tree ( park_id ) VALUES ( 1 )" );
      network.sync( "a" );
      network.sync( "b" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      network.clone( "a" ).exec( "UPDATE s.tree SET park_id = 2 WHERE park_id = 1; DELETE FROM s.tree WHERE id = 1" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT trees FROM s.park ORDER BY id" ), QStringLiteral( "0\n3" ) );
    }

    //! What a trigger of central does for each row of a sync is logged as that sync's, whole and by column, like anything else.
    void statementsOfATrigger()
    {
      Network network( "CREATE TABLE s.tree ( id serial PRIMARY KEY, name text ); CREATE TABLE s.twin ( tree integer PRIMARY KEY, name text, seen timestamptz DEFAULT '2026-01-01 12:00+00', size numeric DEFAULT 1.50, untouched bytea DEFAULT '\\x00' )", 2 );
      network.central().exec( "CREATE FUNCTION s.follow() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO s.twin ( tree, name ) VALUES ( NEW.id, NEW.name ); ELSIF TG_OP = 'DELETE' THEN DELETE FROM s.twin WHERE tree = OLD.id;"
                              "ELSE UPDATE s.twin SET name = NEW.name, seen = seen + '1 h', size = 1.5 WHERE tree = NEW.id; UPDATE s.twin SET name = name; END IF; RETURN NULL; END $f$;"
                              "CREATE TRIGGER follow AFTER INSERT OR UPDATE OR DELETE ON s.tree FOR EACH ROW EXECUTE FUNCTION s.follow()" );
      const QString events = QStringLiteral( "SELECT action, row_data - 'uid'::text, changed_fields, row_data -> 'uid' IS NOT NULL AND sync_data ->> 'origin' = '%1' AND sync_data ->> 'sync_id' = ( SELECT sync_id::text FROM lizsync.history ORDER BY sync_time DESC LIMIT 1 )"
                                             "  AND NOT sync_data ? 'edited_at' AND client_query IS NULL AND schema_name = 's' AND relid = 's.twin'::regclass AND transaction_id = ( SELECT max( transaction_id ) FROM audit.logged_actions )"
                                             "  FROM ( SELECT * FROM audit.logged_actions WHERE table_name = 'twin' ORDER BY event_id DESC LIMIT 2 ) AS e ORDER BY row_data -> 'tree' DESC" )
                               .arg( network.clone( "a" ).value( "SELECT server_id FROM lizsync.server_metadata" ) );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( name ) VALUES ( 'oak' ), ( 'elm' ); UPDATE s.tree SET id = CASE name WHEN 'oak' THEN 1 ELSE 2 END" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/2/0/0" ) );
      QCOMPARE( network.central().rows( events ), QString( R"(I|"name"=>"elm", "seen"=>"2026-01-01 12:00:00+00", "size"=>"1.50", "tree"=>"2", "untouched"=>"\\x00"|∅|t)"
                                                           "\n"
                                                           R"(I|"name"=>"oak", "seen"=>"2026-01-01 12:00:00+00", "size"=>"1.50", "tree"=>"1", "untouched"=>"\\x00"|∅|t)" ) );
      network.clone( "a" ).exec( "UPDATE s.tree SET name = upper( name )" );
      network.sync( "a" );
      QCOMPARE( network.central().rows( events ), QString( R"(U|"name"=>"elm", "seen"=>"2026-01-01 12:00:00+00", "size"=>"1.50", "tree"=>"2"|"name"=>"ELM", "seen"=>"2026-01-01 13:00:00+00", "size"=>"1.5"|t)"
                                                           "\n"
                                                           R"(U|"name"=>"oak", "seen"=>"2026-01-01 12:00:00+00", "size"=>"1.50", "tree"=>"1"|"name"=>"OAK", "seen"=>"2026-01-01 13:00:00+00", "size"=>"1.5"|t)" ) );
      network.clone( "a" ).exec( "DELETE FROM s.tree" );
      network.sync( "a" );
      QCOMPARE( network.central().rows( events ), QString( R"(D|"name"=>"ELM", "seen"=>"2026-01-01 13:00:00+00", "size"=>"1.5", "tree"=>"2", "untouched"=>"\\x00"|∅|t)"
                                                           "\n"
                                                           R"(D|"name"=>"OAK", "seen"=>"2026-01-01 13:00:00+00", "size"=>"1.5", "tree"=>"1", "untouched"=>"\\x00"|∅|t)" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions WHERE table_name = 'twin'" ), QStringLiteral( "6" ) );
    }

    void triggersOfAClone_data()
    {
      QTest::addColumn<QString>( "state" );
      QTest::newRow( "ordinary" ) << "ENABLE";
      QTest::newRow( "always" ) << "ENABLE ALWAYS";
      QTest::newRow( "replica" ) << "ENABLE REPLICA";
    }

    //! Triggers of a clone do not fire for what arrives, and have their state again afterwards.
    void triggersOfAClone()
    {
      QFETCH( QString, state );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( QStringLiteral( "CREATE TABLE public.fired ( op text );"
                                                 "CREATE FUNCTION public.fire() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO public.fired VALUES ( TG_OP ); RETURN NULL; END $f$;"
                                                 "CREATE TRIGGER fire AFTER INSERT OR UPDATE OR DELETE ON s.tree FOR EACH ROW EXECUTE FUNCTION public.fire();"
                                                 "CREATE TRIGGER fire_too AFTER INSERT OR UPDATE OR DELETE ON s.tree EXECUTE FUNCTION public.fire(); ALTER TABLE s.tree %1 TRIGGER fire" )
                                   .arg( state ) );
      const QString states = QStringLiteral( "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = 's.tree'::regclass ORDER BY tgname" );
      const QString before = network.clone( "a" ).rows( states );
      network.central().exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' ); UPDATE s.tree SET note = 'x' WHERE id = 1; DELETE FROM s.tree WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM public.fired" ), QStringLiteral( "0" ) );
      QCOMPARE( network.clone( "a" ).rows( states ), before );
      QCOMPARE( network.differences(), QString() );
    }

    void triggersThatACascadeReaches_data()
    {
      QTest::addColumn<QString>( "action" );
      QTest::addColumn<QString>( "edit" );
      QTest::newRow( "delete, cascade" ) << "ON DELETE CASCADE"
                                         << "DELETE FROM s.park WHERE id = 2";
      QTest::newRow( "delete, set null" ) << "ON DELETE SET NULL"
                                          << "DELETE FROM s.park WHERE id = 2";
      QTest::newRow( "delete, set default" ) << "ON DELETE SET DEFAULT"
                                             << "DELETE FROM s.park WHERE id = 2";
      QTest::newRow( "update, cascade" ) << "ON UPDATE CASCADE"
                                         << "UPDATE s.park SET id = 20 WHERE id = 2";
    }

    //! A foreign key runs its statement in the clone too, where nothing comes for the table with it: what the triggers there would write comes from central.
    void triggersThatACascadeReaches()
    {
      QFETCH( QString, action );
      QFETCH( QString, edit );
      Network network( QStringLiteral( "CREATE TABLE s.park ( id integer PRIMARY KEY ); CREATE TABLE s.tree ( id serial PRIMARY KEY, park_id integer DEFAULT 1 REFERENCES s.park %1 ); CREATE TABLE s.journal ( id serial PRIMARY KEY, what text );"
                                       "INSERT INTO s.park VALUES ( 1 ), ( 2 ), ( 3 ); INSERT INTO s.tree ( park_id ) VALUES ( 1 );"
                                       "CREATE FUNCTION s.note() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO s.journal ( what ) VALUES ( TG_OP ); RETURN NULL; END $f$;"
                                       "CREATE TRIGGER note AFTER UPDATE OR DELETE ON s.tree EXECUTE FUNCTION s.note()" )
                         .arg( action ) );
      network.central().exec( edit );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.journal" ), QStringLiteral( "1" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM s.journal" ), QStringLiteral( "1" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).value( "SELECT string_agg( tgenabled::text, ',' ) FROM pg_trigger WHERE tgname = 'note'" ), QStringLiteral( "O" ) );
      // Of the clone's own edits nobody knows but its triggers.
      network.clone( "a" ).exec( "DELETE FROM s.tree" );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM s.journal" ), QStringLiteral( "2" ) );
    }

    //! Rows of the clone alone that go by a cascade, in two steps, with partitions: no trigger of a user fires, and the log of a table that is only audited has them.
    void rowsOfTheCloneThatACascadeReaches()
    {
      Network network( "CREATE TABLE s.park ( id integer PRIMARY KEY ); INSERT INTO s.park VALUES ( 1 ), ( 2 ); CREATE TABLE s.journal ( id serial PRIMARY KEY, what text )", 1 );
      network.clone( "a" ).exec( "CREATE TABLE public.visit ( id integer PRIMARY KEY, park_id integer REFERENCES s.park ON DELETE CASCADE ); INSERT INTO public.visit VALUES ( 1, 1 ), ( 2, 2 );"
                                 "CREATE TABLE public.photo ( id integer, visit_id integer REFERENCES public.visit ON DELETE SET NULL ) PARTITION BY RANGE ( id ); CREATE TABLE public.photo_1 PARTITION OF public.photo FOR VALUES FROM ( 0 ) TO ( 9 );"
                                 "INSERT INTO public.photo VALUES ( 1, 1 ), ( 2, 2 ); SELECT audit.audit_table( 'public.visit' );"
                                 "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO s.journal ( what ) VALUES ( TG_OP || ' ' || TG_TABLE_NAME ); RETURN NULL; END $f$;"
                                 "CREATE TRIGGER note AFTER UPDATE OR DELETE ON public.visit FOR EACH ROW EXECUTE FUNCTION public.note(); CREATE TRIGGER note AFTER UPDATE OR DELETE ON public.photo FOR EACH ROW EXECUTE FUNCTION public.note();"
                                 "ALTER TABLE public.photo_1 ENABLE ALWAYS TRIGGER note" );
      const QString states = QStringLiteral( "SELECT tgrelid::regclass, tgenabled FROM pg_trigger WHERE tgname = 'note' ORDER BY 1" );
      const QString before = network.clone( "a" ).rows( states );
      network.central().exec( "DELETE FROM s.park WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.clone( "a" ).rows( "SELECT v.id, p.id, p.visit_id FROM public.photo AS p LEFT JOIN public.visit AS v ON v.id = p.visit_id ORDER BY p.id" ), QStringLiteral( "∅|1|∅\n2|2|2" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM s.journal" ), QStringLiteral( "0" ) );
      QCOMPARE( network.clone( "a" ).rows( "SELECT table_name, action, row_data -> 'id' FROM audit.logged_actions" ), QStringLiteral( "visit|D|1" ) );
      QCOMPARE( network.clone( "a" ).rows( states ), before );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! What the clone holds in the end is compared with what central sent, before either commits.
    void convergenceCheck()
    {
      Network network( mTrees, 1 );
      network.central().exec( "UPDATE s.tree SET note = 'sent' WHERE id = 1" );
      network.clone( "a" ).exec( "CREATE RULE swallow AS ON UPDATE TO s.tree DO INSTEAD NOTHING" );
      const QString uid = network.central().value( "SELECT uid FROM s.tree WHERE id = 1" );
      const QString state = QStringLiteral( "SELECT ( SELECT count( * ) FROM lizsync.history ), ( SELECT string_agg( note, ',' ORDER BY id ) FROM s.tree ), ( SELECT count( * ) FROM audit.logged_actions )" );
      const QString before = network.central().rows( state ) + network.clone( "a" ).rows( state );
      try
      {
        network.sync( "a" );
        QFAIL( "the clone does not have what central sent" );
      }
      catch ( const Pg::Error &error )
      {
        QCOMPARE( error.sqlState(), QByteArray( "LZ003" ) );
        QVERIFY2( error.message().contains( "\"s\".\"tree\"" ) && error.message().contains( uid ), qPrintable( error.message() ) );
      }
      QCOMPARE( network.central().rows( state ) + network.clone( "a" ).rows( state ), before );
      network.clone( "a" ).exec( "DROP RULE swallow ON s.tree" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! Columns that are NOT NULL with a default, also such that are added on both sides later.
    void notNullDefaults()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text, n integer NOT NULL DEFAULT 7, at timestamptz NOT NULL DEFAULT clock_timestamp() ); INSERT INTO s.t ( v ) VALUES ( 'one' ), ( 'two' )" );
      network.clone( "a" ).exec( "INSERT INTO s.t ( v ) VALUES ( 'three' ); UPDATE s.t SET v = 'uno' WHERE v = 'one'; UPDATE s.t SET n = 8 WHERE v = 'two'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "3/0/0/0" ) );
      for ( const QString &name : { QStringLiteral( "central" ), QStringLiteral( "a" ), QStringLiteral( "b" ) } )
      {
        TestDatabase &database = name == "central" ? network.central() : network.clone( name );
        database.exec( "ALTER TABLE s.t ADD COLUMN state text NOT NULL DEFAULT 'new'" );
      }
      network.central().exec( "UPDATE s.t SET state = DEFAULT, n = DEFAULT WHERE v = 'two'; INSERT INTO s.t ( v, state ) VALUES ( 'four', 'set' )" );
      network.clone( "b" ).exec( "INSERT INTO s.t ( v ) VALUES ( 'five' )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT v, n, state FROM s.t ORDER BY v" ), QStringLiteral( "five|7|new\nfour|7|set\nthree|7|new\ntwo|7|new\nuno|7|new" ) );
    }

    //! Natural keys that change, with the references to them.
    void changedKeys()
    {
      Network network( "CREATE TABLE s.kind ( code text PRIMARY KEY, name text ); CREATE TABLE s.tree ( a uuid, b text REFERENCES s.kind ( code ) ON UPDATE CASCADE, v text, PRIMARY KEY ( a, b ) );"
                       "INSERT INTO s.kind VALUES ( 'oak', 'Oak' ), ( 'ash', 'Ash' ); INSERT INTO s.tree VALUES ( md5( '1' )::uuid, 'oak', 'x' ), ( md5( '2' )::uuid, 'oak', 'y' )" );
      network.clone( "a" ).exec( "UPDATE s.kind SET code = 'quercus' WHERE code = 'oak'" );
      network.central().exec( "UPDATE s.tree SET v = 'edited' WHERE v = 'y'; INSERT INTO s.tree VALUES ( md5( '3' )::uuid, 'oak', 'z' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT b, v FROM s.tree ORDER BY v" ), QStringLiteral( "quercus|edited\nquercus|x\nquercus|z" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! A sync, or many, with nothing to do leave nothing behind in any table.
    void nothingGrows()
    {
      Network network( mTrees, 1 );
      network.sync( "a" );
      const QString counts = QStringLiteral( "SELECT string_agg( t.name || '=' || t.rows, ' ' ORDER BY t.name ) FROM ( SELECT c.relname AS name, ( xpath( '/row/c/text()', query_to_xml( format( 'SELECT count( * ) AS c FROM %I.%I', n.nspname, c.relname ), false, true, '' ) ) )[1]::text AS rows"
                                             " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname IN ( 'audit', 'lizsync' ) AND c.relkind = 'r' ) AS t" );
      const QString before = network.central().value( counts ) + network.clone( "a" ).value( counts );
      for ( int i = 0; i < 3; ++i )
        QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.central().value( counts ) + network.clone( "a" ).value( counts ), before );
    }

  private:
    inline static const QString mTrees = QStringLiteral(
      "CREATE DOMAIN s.girth AS integer; CREATE TYPE s.health AS ENUM ( 'good', 'ill' ); CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text, girth s.girth, health s.health );"
      "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
};

QTEST_GUILESS_MAIN( TestRules )
#include "test_rules.moc"
