/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/simulation/simulation.h"

#include <QtTest>

using namespace LizSync;

/**
 * LIZSYNC_SIMULATION_SEEDS (default 3), LIZSYNC_SIMULATION_STEPS (default 120) and LIZSYNC_SIMULATION_FIRST_SEED (default 1)
 * make it as long as one wants: tools/test --long.
 */
class TestSimulation : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void seeds_data()
    {
      QTest::addColumn<quint32>( "seed" );
      const quint32 first = number( "LIZSYNC_SIMULATION_FIRST_SEED", 1 );
      const quint32 count = number( "LIZSYNC_SIMULATION_SEEDS", 3 );
      for ( quint32 seed = first; seed < first + count; ++seed )
        QTest::newRow( qPrintable( QStringLiteral( "seed %1" ).arg( seed ) ) ) << seed;
    }

    void seeds()
    {
      QFETCH( quint32, seed );
      Simulation simulation( seed );
      const QString violations = simulation.run( static_cast<int>( number( "LIZSYNC_SIMULATION_STEPS", 120 ) ) );
      // QtTest would cut the story.
      if ( !violations.isEmpty() )
        fprintf( stderr, "%s\n", qPrintable( violations ) );
      QVERIFY( violations.isEmpty() );
    }

    void oracleCatchesBrokenEngines_data()
    {
      QTest::addColumn<int>( "defect" );
      QTest::newRow( "watermark by event id" ) << static_cast<int>( Defect::WatermarkByEventId );
      QTest::newRow( "delete always wins" ) << static_cast<int>( Defect::DeleteAlwaysWins );
      QTest::newRow( "clone commits first" ) << static_cast<int>( Defect::CloneCommitsFirst );
    }

    void oracleCatchesBrokenEngines()
    {
      QFETCH( int, defect );
      // It takes the right accident: as many seeds as it may need, from one that has it soon.
      for ( quint32 seed = 9; seed <= 24; ++seed )
      {
        Simulation simulation( seed, static_cast<Defect>( defect ) );
        const QString violations = simulation.run( 150 );
        // A violation that the oracle saw, or that the protocol's own checks found; not an engine that just fell over.
        if ( !violations.isEmpty()
             && ( !violations.contains( "stopped at step" ) || violations.contains( "that central does not know" ) || violations.contains( "not in the clone what central sent" ) ) )
          return;
      }
      QFAIL( "sixteen runs of a broken engine went through" );
    }

  private:
    static quint32 number( const char *variable, quint32 otherwise )
    {
      bool ok = false;
      const quint32 value = qEnvironmentVariable( variable ).toUInt( &ok );
      return ok ? value : otherwise;
    }
};

QTEST_GUILESS_MAIN( TestSimulation )
#include "test_simulation.moc"
