/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/error.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "tests/common/testfeedback.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

//! Who synchronises may do in central what its grants and policies say, and not a thing more.
class TestRoles : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      mRole = QStringLiteral( "lizsync_tablet_%1" ).arg( QCoreApplication::applicationPid() );
      TestDatabase( QStringLiteral( "roles" ) ).exec( QStringLiteral( "CREATE ROLE %1 LOGIN" ).arg( mRole ) );
    }
    void cleanupTestCase()
    {
      TestDatabase( QStringLiteral( "roles" ) ).exec( QStringLiteral( "DROP ROLE %1" ).arg( mRole ) );
    }
    void cleanup()
    {
      mNetwork.reset();
    }

    //! The whole of a sync, both ways, by a role that owns nothing.
    void synchronisesWithGrantsOnly()
    {
      make();
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' )" );
      clone().exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' ); UPDATE s.tree SET note = 'clone' WHERE id = 1; DELETE FROM s.tree WHERE id = 2" );
      central().exec( "INSERT INTO s.tree ( species ) VALUES ( 'fir' ); UPDATE s.tree SET species = 'yew' WHERE id = 1; DELETE FROM s.tree WHERE id = 3" );
      QCOMPARE( sync().text(), QStringLiteral( "3/3/0/0" ) );
      QCOMPARE( mNetwork->differences(), QString() );
      QCOMPARE( sync().text(), QStringLiteral( "0/0/0/0" ) );
      // A conflict that it loses and one that it wins.
      clone().exec( "UPDATE s.tree SET note = 'lost' WHERE id = 1" );
      central().exec( "UPDATE s.tree SET note = 'won' WHERE id = 1" );
      QCOMPARE( sync().text(), QStringLiteral( "0/1/1/0" ) );
      QCOMPARE( mNetwork->differences(), QString() );
      QCOMPARE( central().value( QStringLiteral( "SELECT session_user_name FROM lizsync.history WHERE sync_type = 'partial' LIMIT 1" ) ), mRole );
    }

    //! Keys that are swapped lead ON UPDATE CASCADE to rows that have their new reference already.
    void swappedKeysWithGrantsOnly()
    {
      mFeedback = TestFeedback();
      mNetwork = std::make_unique<Network>( QStringLiteral( "CREATE TABLE s.parent ( code text PRIMARY KEY, name text ); CREATE TABLE s.child ( id integer PRIMARY KEY, parent text REFERENCES s.parent ON UPDATE CASCADE );"
                                                            "INSERT INTO s.parent VALUES ( 'A', 'pa' ), ( 'B', 'pb' ); INSERT INTO s.child VALUES ( 1, 'A' ), ( 2, 'B' )" ),
                                            1 );
      exec( "GRANT USAGE ON SCHEMA s TO %1; GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' )" );
      clone().exec( "UPDATE s.parent SET code = 'T' WHERE name = 'pa'; UPDATE s.parent SET code = 'A' WHERE name = 'pb'; UPDATE s.parent SET code = 'B' WHERE name = 'pa'" );
      QCOMPARE( sync().unresolved, 0 );
      QCOMPARE( sync().text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( mNetwork->differences(), QString() );
      QCOMPARE( central().rows( "SELECT c.id, p.name FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" ), QStringLiteral( "1|pa\n2|pb" ) );
    }

    void withoutRightToSynchronise()
    {
      make();
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1" );
      QVERIFY2( refusal().contains( QRegularExpression( QStringLiteral( "ermission denied for |may not use LizSync" ) ) ), qUtf8Printable( refusal() ) );
    }

    //! One clone each, and none of another's.
    void onlyItsOwnClone()
    {
      make( 2 );
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1" );
      exec( QStringLiteral( "SELECT lizsync.grant_sync( '%1', ARRAY['%2'::uuid] )" ).arg( QStringLiteral( "%1" ), mNetwork->cloneId( QStringLiteral( "b" ) ) ) );
      clone().exec( "UPDATE s.tree SET note = 'edited' WHERE id = 1" );
      QCOMPARE( refusal(), QStringLiteral( "User \"%1\" may not synchronise clone \"a\": have the owner of central run SELECT lizsync.grant_sync('%1')." ).arg( mRole ) );
      QCOMPARE( mNetwork->syncAs( mRole, QStringLiteral( "b" ), mFeedback ).text(), QStringLiteral( "0/0/0/0" ) );
      exec( "SELECT lizsync.grant_sync( '%1' )" );
      QCOMPARE( sync().text(), QStringLiteral( "1/0/0/0" ) );
      exec( "SELECT lizsync.revoke_sync( '%1' )" );
      QVERIFY( !refusal().isEmpty() );
      QVERIFY2( throwsWith( "SELECT lizsync.grant_sync( '%1', ARRAY['00000000-0000-0000-0000-000000000001'::uuid] )", "No clone has the id" ), "an unknown clone is granted" );
    }

    //! A copy of its clone that got an identity of its own is still its clone.
    void copyOfItsClone()
    {
      make();
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1" );
      exec( QStringLiteral( "SELECT lizsync.grant_sync( '%1', ARRAY['%2'::uuid] )" ).arg( QStringLiteral( "%1" ), mNetwork->cloneId( QStringLiteral( "a" ) ) ) );
      clone().exec( "SELECT lizsync.new_clone_identity( 'copy' ); UPDATE s.tree SET note = 'copy' WHERE id = 1" );
      QCOMPARE( sync().text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( sync().text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! What it cannot read, the clone would miss without anybody noticing.
    void tableThatItMayNotRead()
    {
      make();
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON s.tree TO %1; SELECT lizsync.grant_sync( '%1' )" );
      QVERIFY2( refusal().startsWith( QStringLiteral( "User \"%1\" may not read all of table s.path in central" ).arg( mRole ) ), qUtf8Printable( refusal() ) );
      exec( "GRANT SELECT ( id, uid ) ON s.path TO %1" );
      QVERIFY( refusal().contains( QLatin1String( "s.path" ) ) );
      exec( "GRANT SELECT ( name ) ON s.path TO %1" );
      QCOMPARE( sync().text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! Receives all, and is told plainly that it cannot push.
    void readOnly()
    {
      make();
      exec( "GRANT SELECT ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' )" );
      central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 2" );
      clone().exec( "UPDATE s.tree SET note = 'clone' || id WHERE id IN ( 1, 3 )" );
      QCOMPARE( sync().text(), QStringLiteral( "0/1/2/2" ) );
      QVERIFY2( mFeedback.warnings.join( QLatin1Char( ' ' ) ).contains( QLatin1String( "may not edit s.path, s.tree in central: what was edited there stays in the clone, each row as an unresolved conflict" ) ), qUtf8Printable( mFeedback.warnings.join( QLatin1Char( ' ' ) ) ) );
      QCOMPARE( central().rows( "SELECT DISTINCT conflict_kind, rejected, error_message, resolved FROM lizsync.conflicts" ), QStringLiteral( "apply_error|clone|permission denied for table tree|f" ) );
      QCOMPARE( clone().value( "SELECT note FROM s.tree WHERE id = 2" ), QStringLiteral( "central" ) );
      QCOMPARE( clone().value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "clone1" ) );
      // Nothing else changes until it may.
      QCOMPARE( sync().text(), QStringLiteral( "0/0/0/2" ) );
      exec( "GRANT UPDATE ON s.tree TO %1" );
      QCOMPARE( sync().text(), QStringLiteral( "2/0/0/0" ) );
      QCOMPARE( mNetwork->differences(), QString() );
    }

    //! Rights on some columns: the others are refused, each row with the database's words.
    void someColumns()
    {
      make();
      exec( "GRANT SELECT ON ALL TABLES IN SCHEMA s TO %1; GRANT UPDATE ( note ) ON s.tree TO %1; GRANT INSERT ON s.path TO %1; SELECT lizsync.grant_sync( '%1' )" );
      clone().exec( "UPDATE s.tree SET note = 'may' WHERE id = 1" );
      clone().exec( "UPDATE s.tree SET species = 'may not' WHERE id = 2" );
      clone().exec( "DELETE FROM s.tree WHERE id = 3" );
      clone().exec( "INSERT INTO s.path ( name ) VALUES ( 'new' )" );
      QCOMPARE( sync().text(), QStringLiteral( "2/0/2/2" ) );
      QCOMPARE( central().rows( "SELECT clone_value, error_message FROM lizsync.conflicts ORDER BY clone_value NULLS LAST" ), QStringLiteral( "\"species\"=>\"may not\"|permission denied for table tree\n∅|permission denied for table tree" ) );
      QCOMPARE( central().rows( "SELECT id, species, note FROM s.tree ORDER BY id" ), QStringLiteral( "1|oak|may\n2|oak|b\n3|oak|c" ) );
    }

    //! The rest of a reference of two columns, which the clone sends along, is not written where it is the same.
    void someColumnsOfAReference()
    {
      mFeedback = TestFeedback();
      const QString child = QStringLiteral( "CREATE TABLE s.child ( id serial PRIMARY KEY, tenant integer, tree_id integer, FOREIGN KEY ( tenant, tree_id ) REFERENCES s.tree ( tenant, id ) )" );
      const QString tenant = QStringLiteral( "ALTER TABLE s.tree ADD tenant integer DEFAULT 1, ADD UNIQUE ( tenant, id ); " );
      mNetwork = std::make_unique<Network>( mTables + "; " + tenant + child + "; INSERT INTO s.child ( tenant, tree_id ) VALUES ( 1, 1 )", 1 );
      exec( "GRANT USAGE ON SCHEMA s TO %1; GRANT SELECT ON ALL TABLES IN SCHEMA s TO %1; GRANT UPDATE ( tree_id ) ON s.child TO %1; SELECT lizsync.grant_sync( '%1' )" );
      clone().exec( "UPDATE s.child SET tree_id = 2" );
      QCOMPARE( sync().text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( central().rows( "SELECT tenant, tree_id FROM s.child" ), QStringLiteral( "1|2" ) );
      // Nor where both sides edited the reference.
      central().exec( "UPDATE s.child SET tree_id = 1" );
      clone().exec( "UPDATE s.child SET tree_id = 3" );
      QCOMPARE( sync().text(), QStringLiteral( "1/0/1/0" ) );
      QCOMPARE( central().rows( "SELECT tenant, tree_id FROM s.child" ), QStringLiteral( "1|3" ) );
    }

    //! Row-level security holds in both directions: it gets no row and writes no row that it would not get or write by SQL.
    void rowLevelSecurity()
    {
      make();
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' );"
            "ALTER TABLE s.tree ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON s.tree TO %1 USING ( species <> 'secret' ) WITH CHECK ( species <> 'secret' )" );
      central().exec( "UPDATE s.tree SET species = 'secret', note = 'hidden' WHERE id = 1; UPDATE s.tree SET note = 'seen' WHERE id = 2; INSERT INTO s.tree ( species, note ) VALUES ( 'secret', 'new' )" );
      QCOMPARE( sync().text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( clone().rows( "SELECT id, species, note FROM s.tree ORDER BY id" ), QStringLiteral( "1|oak|a\n2|oak|seen\n3|oak|c" ) );
      clone().exec( "UPDATE s.tree SET note = 'over it' WHERE id = 1; UPDATE s.tree SET species = 'secret' WHERE id = 3; UPDATE s.tree SET note = 'fine' WHERE id = 2" );
      QCOMPARE( sync().text(), QStringLiteral( "1/0/2/2" ) );
      QCOMPARE( central().rows( "SELECT DISTINCT conflict_kind, error_message FROM lizsync.conflicts ORDER BY 2" ),
                QStringLiteral( "apply_error|new row violates row-level security policy for table \"tree\"\napply_error|row-level security of table s.tree hides this row from %1" ).arg( mRole ) );
      QCOMPARE( central().rows( "SELECT id, species, note FROM s.tree WHERE id < 4 ORDER BY id" ), QStringLiteral( "1|secret|hidden\n2|oak|fine\n3|oak|c" ) );
      clone().exec( "DELETE FROM s.tree WHERE id = 1" );
      QCOMPARE( sync().unresolved, 2LL );
      QCOMPARE( central().value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "hidden" ) );
    }

    //! What is not its own it cannot read, not even by other ways than a sync.
    void readsNothingElse_data()
    {
      QTest::addColumn<QString>( "query" );
      for ( const char *query : { "SELECT * FROM audit.logged_actions", "SELECT * FROM lizsync.history", "SELECT * FROM lizsync.sync_roles", "SELECT structure FROM lizsync.clone_states", "SELECT * FROM lizsync.synchronized_tables",
                                  "UPDATE lizsync.history SET sync_status = 'done'", "UPDATE lizsync.clone_states SET clone_name = 'x'", "UPDATE lizsync.conflicts SET resolved = true", "DELETE FROM lizsync.outbox",
                                  "INSERT INTO audit.logged_actions ( schema_name ) VALUES ( 's' )", "SELECT lizsync.purge_logs()", "SELECT lizsync.restore_conflict( 1 )", "SELECT lizsync.grant_sync( current_user::regrole )",
                                  "SELECT lizsync.forget_clone( gen_random_uuid() )", "SELECT lizsync.gather_central_changes( NULL, NULL )", "SELECT lizsync.acknowledge( NULL, NULL, NULL )", "UPDATE lizsync.inbox SET row_values = NULL",
                                  "SELECT lizsync.merge_decide( jsonb_build_object( 'sync_id', gen_random_uuid() ) )", "SELECT lizsync.merge_settle( gen_random_uuid(), '{}' )", "SELECT lizsync.central_report( jsonb_build_object( 'sync_id', gen_random_uuid() ) )",
                                  "SELECT * FROM lizsync.merged_details( gen_random_uuid(), ARRAY['\"s\".\"tree\"'] )", "SELECT audit.replay_event( 1 )", "SELECT audit.running_sync()" } )
        QTest::newRow( query ) << query;
    }

    void readsNothingElse()
    {
      QFETCH( QString, query );
      make();
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' )" );
      Pg::Connection connection( withKeywords( central().conninfo(), { { QStringLiteral( "user" ), mRole } } ), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection );
      try
      {
        transaction.execute( query );
      }
      catch ( const Pg::Error &error )
      {
        QVERIFY2( error.sqlState() == "42501" || error.sqlState() == "LZ001", error.what() );
        return;
      }
      QFAIL( qUtf8Printable( query ) );
    }

    //! Conflicts and outbox of other clones, and of rows and tables that it may not see.
    void seesItsOwnConflictsOnly()
    {
      make( 2 );
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1" );
      exec( QStringLiteral( "SELECT lizsync.grant_sync( '%1', ARRAY['%2'::uuid] )" ).arg( QStringLiteral( "%1" ), mNetwork->cloneId( QStringLiteral( "a" ) ) ) );
      for ( const QString &name : { QStringLiteral( "a" ), QStringLiteral( "b" ) } )
      {
        mNetwork->clone( name ).exec( QStringLiteral( "UPDATE s.tree SET note = 'clone %1' WHERE id = 1; UPDATE s.path SET name = 'clone %1'" ).arg( name ) );
        central().exec( QStringLiteral( "UPDATE s.tree SET note = 'central %1' WHERE id = 1; UPDATE s.path SET name = 'central %1'" ).arg( name ) );
        mNetwork->sync( name, Carrier::Engine );
      }
      const QString mine = QStringLiteral( "SELECT string_agg( c.object_table || s.clone_name, ',' ORDER BY c.object_table ) FROM lizsync.conflicts AS c JOIN lizsync.clone_states AS s USING ( clone_id )" );
      QCOMPARE( asRole( mine ), QStringLiteral( "\"s\".\"path\"a,\"s\".\"tree\"a" ) );
      QCOMPARE( asRole( "SELECT count( DISTINCT clone_id ) || ' ' || count( * ) FROM lizsync.outbox" ), QStringLiteral( "1 2" ) );
      exec( "REVOKE SELECT ON s.path FROM %1" );
      QCOMPARE( asRole( mine ), QStringLiteral( "\"s\".\"tree\"a" ) );
      exec( "ALTER TABLE s.tree ENABLE ROW LEVEL SECURITY" );
      QCOMPARE( asRole( mine ), QString() );
      QCOMPARE( asRole( "SELECT count( * ) FROM lizsync.outbox" ), QStringLiteral( "0" ) );
    }

    //! Anybody may set a setting; the log believes a sync only.
    void forgedOrigin()
    {
      make( 2 );
      exec( "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' )" );
      clone().exec( "UPDATE s.tree SET note = 'a real sync' WHERE id = 2" );
      QCOMPARE( sync().text(), QStringLiteral( "1/0/0/0" ) );
      const QString known = central().value( "SELECT sync_id FROM lizsync.history WHERE sync_type = 'partial'" );
      for ( const QString &origin : { mNetwork->cloneId( QStringLiteral( "b" ) ), QStringLiteral( "nonsense" ), QString() } )
        asRole( QStringLiteral( "SELECT set_config( 'lizsync.origin', '%1', true ), set_config( 'lizsync.sync_id', '%2', true ); UPDATE s.tree SET note = note || 'x' WHERE id = 1; DELETE FROM s.path WHERE name = 'p%1'; INSERT INTO s.path ( id, name ) VALUES ( 1000 + length( '%1' ), 'x' ) RETURNING NULL" ).arg( origin, known ) );
      QCOMPARE( central().value( "SELECT count( * ) FROM audit.logged_actions WHERE sync_data IS NOT NULL" ), QStringLiteral( "1" ) );
      QCOMPARE( central().value( "SELECT count( * ) FROM audit.logged_actions WHERE sync_data IS NULL" ), QStringLiteral( "7" ) );
    }

    //! Managed PostgreSQL: nobody who installs or synchronises is a superuser, on either side.
    void ownersThatAreNoSuperusers()
    {
      TestDatabase installed( QStringLiteral( "managed" ) );
      installed.exec( QStringLiteral( "ALTER DATABASE \"%1\" OWNER TO %2" ).arg( installed.name(), mRole ) );
      const QString owned = withKeywords( installed.conninfo(), { { QStringLiteral( "user" ), mRole } } );
      install( owned, false, mFeedback );
      installed.disconnect();
      mNetwork = std::make_unique<Network>( QStringLiteral( "ALTER SCHEMA s OWNER TO %1; SET ROLE %1; %2 SET ROLE NONE" ).arg( mRole, mTables ), 1, installed );
      clone().exec( QStringLiteral( "ALTER DATABASE \"%1\" OWNER TO %2; ALTER SERVER lizsync_central OWNER TO %2; GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO %2; "
                                    "CREATE USER MAPPING FOR %2 SERVER lizsync_central OPTIONS ( user '%2', password_required 'false' );"
                                    "ALTER FOREIGN TABLE lizsync.central_call OWNER TO %2; ALTER FOREIGN TABLE lizsync.central_push OWNER TO %2; ALTER FOREIGN TABLE lizsync.central_outbox OWNER TO %2; ALTER FOREIGN TABLE lizsync.central_outbox_large OWNER TO %2" )
                      .arg( clone().name(), mRole ) );
      clone().exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' ); UPDATE s.tree SET note = 'clone' WHERE id = 1" );
      central().exec( "DELETE FROM s.tree WHERE id = 2; UPDATE s.tree SET species = 'yew' WHERE id = 1" );
      QCOMPARE( mNetwork->syncAs( mRole, QStringLiteral( "a" ), mFeedback, mRole ).text(), QStringLiteral( "2/2/0/0" ) );
      QCOMPARE( mNetwork->differences(), QString() );
      QCOMPARE( mNetwork->syncAs( mRole, QStringLiteral( "a" ), mFeedback, mRole ).text(), QStringLiteral( "0/0/0/0" ) );

      // Somebody else's table that a cascade reaches is his own.
      clone().exec( "CREATE TABLE public.fired ( id integer ); GRANT INSERT ON public.fired TO PUBLIC; CREATE TABLE public.visit ( tree_id integer REFERENCES s.tree ON DELETE CASCADE ); INSERT INTO public.visit VALUES ( 3 );"
                    "CREATE FUNCTION public.fire() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO public.fired VALUES ( OLD.tree_id ); RETURN NULL; END $f$; CREATE TRIGGER fire AFTER DELETE ON public.visit FOR EACH ROW EXECUTE FUNCTION public.fire()" );
      central().exec( "DELETE FROM s.tree WHERE id = 3" );
      QCOMPARE( mNetwork->syncAs( mRole, QStringLiteral( "a" ), mFeedback, mRole ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( clone().rows( "SELECT ( SELECT count( * ) FROM public.visit ), ( SELECT string_agg( id::text, ',' ) FROM public.fired )" ), QStringLiteral( "0|3" ) );
    }

    //! A later install or upgrade gives the roles what it brings; what nobody needs is granted to nobody.
    void rightsOfFunctions()
    {
      make();
      exec( "GRANT SELECT ON ALL TABLES IN SCHEMA s TO %1; SELECT lizsync.grant_sync( '%1' ); REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA lizsync FROM %1" );
      QVERIFY( !refusal().isEmpty() );
      install( central().conninfo(), false, mFeedback );
      QCOMPARE( sync().text(), QStringLiteral( "0/0/0/0" ) );
      const QString functions = QStringLiteral( "FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname IN ( 'audit', 'lizsync' ) AND p.prosecdef" );
      QCOMPARE( central().rows( "SELECT p.proname " + functions + " AND NOT EXISTS ( SELECT FROM unnest( p.proconfig ) AS c WHERE c LIKE 'search_path=pg_catalog, %, pg_temp' )" ), QString() );
      QCOMPARE( central().rows( "SELECT p.proname " + functions + " AND EXISTS ( SELECT FROM aclexplode( coalesce( p.proacl, acldefault( 'f', p.proowner ) ) ) AS a WHERE a.grantee = 0 )" ), QString() );
      // Each that a role may call looks at the role, or at the sync that its hello began.
      QCOMPARE( central().rows( "SELECT string_agg( p.proname, ' ' ORDER BY p.proname ) " + functions + QStringLiteral( " AND has_function_privilege( '%1', p.oid, 'EXECUTE' )" ).arg( mRole ) ),
                QStringLiteral( "central_hello central_report merge_decide merge_settle merged_details own_clones" ) );
      QCOMPARE( central().rows( "SELECT p.proname " + functions + " AND p.proname IN ( 'central_report', 'merge_decide', 'merge_settle' ) AND p.prosrc !~ 'lizsync.running_state'" ), QString() );
      QCOMPARE( central().rows( "SELECT p.proname " + functions + " AND p.proname = 'central_hello' AND p.prosrc !~ 'lizsync.check_sync_role'" ), QString() );
    }

  private:
    void make( int clones = 1 )
    {
      mFeedback = TestFeedback();
      mNetwork = std::make_unique<Network>( mTables, clones );
      exec( "GRANT USAGE ON SCHEMA s TO %1" );
    }

    TestDatabase &central() { return mNetwork->central(); }
    TestDatabase &clone() { return mNetwork->clone( QStringLiteral( "a" ) ); }

    //! In central, %1 being the role.
    void exec( const QString &sql ) { central().exec( QString( sql ).replace( QLatin1String( "%1" ), mRole ) ); }

    Counts sync() { return mNetwork->syncAs( mRole, QStringLiteral( "a" ), mFeedback ); }

    //! What a sync of clone a says that is refused; empty where it is not.
    QString refusal()
    {
      try
      {
        sync();
      }
      catch ( const Error &error )
      {
        return QString::fromUtf8( error.what() );
      }
      return {};
    }

    bool throwsWith( const QString &sql, const QString &words )
    {
      try
      {
        exec( sql );
      }
      catch ( const Error &error )
      {
        return QString::fromUtf8( error.what() ).contains( words );
      }
      return false;
    }

    //! What central answers the role; the script's last statement asks.
    QString asRole( const QString &sql )
    {
      Pg::Connection connection( withKeywords( central().conninfo(), { { QStringLiteral( "user" ), mRole } } ), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection );
      const QStringList statements = sql.split( QLatin1String( "; " ) );
      QString answer;
      for ( const QString &statement : statements )
        answer = transaction.scalar( statement ).value_or( QString() );
      transaction.commit();
      return answer;
    }

    QString mRole;
    TestFeedback mFeedback;
    std::unique_ptr<Network> mNetwork;
    const QString mTables = QStringLiteral( "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, note text ); INSERT INTO s.tree ( species, note ) VALUES ( 'oak', 'a' ), ( 'oak', 'b' ), ( 'oak', 'c' );"
                                            "CREATE TABLE s.path ( id serial PRIMARY KEY, name text ); INSERT INTO s.path ( name ) VALUES ( 'p' );" );
};

QTEST_GUILESS_MAIN( TestRoles )
#include "test_roles.moc"
