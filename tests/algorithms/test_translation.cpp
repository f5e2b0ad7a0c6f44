/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/changesoutput.h"
#include "algorithms/conflictsoutput.h"
#include "algorithms/examplemodel.h"
#include "algorithms/layerstyle.h"
#include "algorithms/reporttext.h"
#include "algorithms/resources.h"
#include "algorithms/synchronizealgorithm.h"
#include "algorithms/translation.h"
#include "engine/schema/embeddedsql.h"
#include "engine/sqlsentences.h"
#include "tests/algorithms/qgissession.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>
#include <QXmlStreamReader>
#include <QtTest>

#include <qgsapplication.h>
#include <qgseditorwidgetsetup.h>
#include <qgsfieldformatter.h>
#include <qgsfieldformatterregistry.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingprovider.h>
#include <qgsprocessingregistry.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

using namespace LizSync;

namespace
{
  //! Messages of a .ts file without a finished translation, those of a vanished source included.
  QStringList unfinished( const QString &path )
  {
    QFile file( path );
    if ( !file.open( QIODevice::ReadOnly ) )
      return { path + QStringLiteral( " cannot be read" ) };
    QXmlStreamReader xml( &file );
    QStringList found;
    QString source;
    while ( !xml.atEnd() )
    {
      if ( xml.readNext() != QXmlStreamReader::StartElement )
        continue;
      if ( xml.name() == QLatin1String( "source" ) )
        source = xml.readElementText();
      else if ( xml.name() == QLatin1String( "translation" ) && xml.attributes().hasAttribute( QLatin1String( "type" ) ) )
        found << source;
    }
    if ( xml.hasError() )
      found << xml.errorString();
    return found;
  }

  //! Literals that SQL gives to lizsync.raise_error(), with %1, %2… for what it puts in.
  QStringList raisedSentences( const QString &sql )
  {
    static const QRegularExpression sRaised( QStringLiteral( "(?:raise_error\\(\\s*(?:format\\(\\s*)?|(?:THEN|ELSE)\\s+format\\(\\s*(?='[A-Z][a-z]))('(?:[^']|'')*'(?:\\s*\\n\\s*'(?:[^']|'')*')*)" ) );
    static const QRegularExpression sSeam( QStringLiteral( "'\\s*\\n\\s*'" ) );
    static const QRegularExpression sPlace( QStringLiteral( "%[sIL]" ) );
    QStringList found;
    for ( auto match = sRaised.globalMatch( sql ); match.hasNext(); )
    {
      QString sentence = match.next().captured( 1 );
      sentence = sentence.mid( 1, sentence.size() - 2 ).replace( QLatin1String( "''" ), QLatin1String( "\x01" ) ).remove( sSeam ).replace( '\x01', '\'' );
      for ( int place = 1; sentence.contains( sPlace ); ++place )
        sentence.replace( sPlace.match( sentence ).capturedStart(), 2, QStringLiteral( "%%1" ).arg( place ) );
      found << sentence;
    }
    return found;
  }
} // namespace

//! LizSync in the user's language.
class TestTranslation : public QObject
{
    Q_OBJECT

  private:
    std::unique_ptr<QgisSession> mQgis;

    //! Whatever a model says to people of its own.
    static QStringList wordsOf( const QString &name )
    {
      QStringList words;
      const QList<QgsProcessingAlgorithm *> all = ExampleModel::all();
      for ( QgsProcessingAlgorithm *algorithm : all )
      {
        if ( algorithm->name() == name )
        {
          auto *model = dynamic_cast<QgsProcessingModelAlgorithm *>( algorithm );
          words << model->displayName() << model->shortDescription() << model->helpContent().value( QStringLiteral( "ALG_DESC" ) ).toString();
          for ( const QgsProcessingParameterDefinition *parameter : model->parameterDefinitions() )
          {
            words << parameter->description();
            if ( !parameter->isDestination() )
              words << parameter->help();
          }
          for ( const QgsProcessingModelChildAlgorithm &child : model->childAlgorithms() )
            words << child.description();
        }
        delete algorithm;
      }
      return words;
    }

  private slots:
    void initTestCase() { mQgis = std::make_unique<QgisSession>(); }
    void cleanupTestCase() { mQgis.reset(); }

    void englishNeedsNone_data()
    {
      QTest::addColumn<QString>( "locale" );
      QTest::addColumn<bool>( "translated" );
      QTest::newRow( "fr" ) << QStringLiteral( "fr" ) << true;
      QTest::newRow( "fr_CA" ) << QStringLiteral( "fr_CA" ) << true;
      QTest::newRow( "nowhere" ) << QStringLiteral( "xx_YY" ) << false;
    }

    void englishNeedsNone()
    {
      QFETCH( QString, locale );
      QFETCH( bool, translated );
      const SynchronizeAlgorithm algorithm;
      const QString english = algorithm.displayName();
      QCOMPARE( english, QStringLiteral( "Synchronise clone with central" ) );
      {
        const Translation translation( locale );
        QCOMPARE( algorithm.displayName() != english, translated );
      }
      QCOMPARE( algorithm.displayName(), english );
    }

    void sentencesOfTheDatabase()
    {
      const QString sentence = QStringLiteral( "Clone \"%1 oak\" cannot be synchronised: column height of table \"s\".\"tree\" is double precision in central but numeric in the clone. Make the same change on both sides, or deploy a new archive." );
      QCOMPARE( localizedSqlSentence( sentence ), sentence );
      const Translation translation( QStringLiteral( "fr" ) );
      const QString french = localizedSqlSentence( sentence );
      QVERIFY2( french.contains( QLatin1String( "%1 oak" ) ) && french.contains( QLatin1String( "double precision" ) ) && french.contains( QLatin1String( "\"s\".\"tree\"" ) ), qUtf8Printable( french ) );
      QVERIFY2( !french.contains( QLatin1String( "in central" ) ) && !french.contains( QLatin1String( "cannot" ) ), qUtf8Printable( french ) );
      QCOMPARE( localizedSqlSentence( QStringLiteral( "duplicate key value violates unique constraint" ) ), QStringLiteral( "duplicate key value violates unique constraint" ) );
    }

    void everySentenceOfTheDatabaseIsKnown()
    {
      const QStringList known = sqlSentences();
      int raised = 0;
      for ( const SqlFile &file : embeddedSql() )
      {
        for ( const QString &sentence : raisedSentences( file.text ) )
        {
          ++raised;
          QVERIFY2( known.contains( sentence ), qUtf8Printable( QStringLiteral( "%1 says \"%2\", which engine/sqlsentences.cpp does not have" ).arg( file.path, sentence ) ) );
        }
      }
      QVERIFY( raised > 30 );
      // What it has it has from there.
      QString sql;
      for ( const SqlFile &file : embeddedSql() )
        sql += file.text;
      sql.replace( QLatin1String( "''" ), QLatin1String( "'" ) );
      for ( const QString &sentence : known )
      {
        QString longest;
        for ( const QString &literal : sentence.split( QRegularExpression( QStringLiteral( "%[1-9]" ) ) ) )
          longest = literal.size() > longest.size() ? literal : longest;
        QVERIFY2( sql.contains( longest.left( 60 ) ), qUtf8Printable( sentence ) );
      }
    }

    //! Between the tags of a report's template stands nothing that is not translated.
    void reports()
    {
      const Translation translation( QStringLiteral( "fr" ) );
      static const QRegularExpression sWords( QStringLiteral( ">\\s*([^<>{}]*[a-z] [a-z][^<>{}]*?)\\s*<" ) );
      for ( const char *name : { "report", "syncreport", "comparereport", "statusreport" } )
      {
        QString english = resourceText( QStringLiteral( ":/lizsync/%1.html" ).arg( QLatin1String( name ) ) );
        english.remove( QRegularExpression( QStringLiteral( "<style>.*</style>" ), QRegularExpression::DotMatchesEverythingOption ) );
        const QString french = ReportText::localizedTemplate( english );
        QVERIFY( !french.contains( QLatin1String( "lang=\"en\"" ) ) );
        for ( auto match = sWords.globalMatch( english ); match.hasNext(); )
        {
          const QString words = match.next().captured( 1 );
          QVERIFY2( !french.contains( words + '<' ), qUtf8Printable( words ) );
        }
      }
    }

    void styles()
    {
      const QStringList known = LayerStyle::words();
      static const QRegularExpression sWords( QStringLiteral( "(?:label=|<alias [^>]*name=|<Option type=\"QString\" name=(?=\"[^\"]*\" value=\"(?:[a-z]+(?:_[a-z]+)?|[IUD])\"/>\n       </Option>))\"([^\"]+)\"" ) );
      for ( const char *name : { "changes", "conflicts" } )
      {
        for ( auto match = sWords.globalMatch( resourceText( QStringLiteral( ":/lizsync/styles/%1.qml" ).arg( QLatin1String( name ) ) ) ); match.hasNext(); )
        {
          const QString words = match.next().captured( 1 );
          QVERIFY2( known.contains( words ), qUtf8Printable( words ) );
        }
      }
    }

    //! What a layer shows in its legend, its columns, its cells and its map tip.
    void layersSpeakFrench()
    {
      const Translation translation( QStringLiteral( "fr" ) );
      for ( const LayerStyle::Style style : { LayerStyle::Style::Changes, LayerStyle::Style::Conflicts } )
      {
        const bool changes = style == LayerStyle::Style::Changes;
        QgsVectorLayer layer( QStringLiteral( "Point" ), QStringLiteral( "layer" ), QStringLiteral( "memory" ) );
        layer.dataProvider()->addAttributes( ( changes ? ChangesOutput::fields() : ConflictsOutput::fields() ).toList() );
        layer.updateFields();
        LayerStyle( style ).apply( &layer, nullptr );
        const auto shown = [&layer]( const char *field, const char *value )
        {
          const int index = layer.fields().lookupField( QLatin1String( field ) );
          const QgsEditorWidgetSetup widget = layer.editorWidgetSetup( index );
          return QgsApplication::fieldFormatterRegistry()->fieldFormatter( widget.type() )->representValue( &layer, index, widget.config(), QVariant(), QString::fromLatin1( value ) );
        };
        if ( changes )
        {
          QCOMPARE( shown( "action", "U" ), QStringLiteral( "modifié" ) );
          QCOMPARE( shown( "direction", "to_central" ), QStringLiteral( "vers la base centrale" ) );
          QVERIFY2( layer.mapTipTemplate().contains( QLatin1String( ">avant<" ) ) && !layer.mapTipTemplate().contains( QLatin1String( ">was<" ) ), qUtf8Printable( layer.mapTipTemplate() ) );
        }
        else
        {
          QCOMPARE( shown( "state", "unresolved" ), QStringLiteral( "non résolu" ) );
          QVERIFY( shown( "conflict_kind", "update_update" ) != QLatin1String( "update_update" ) );
          QVERIFY( shown( "rejected", "clone" ) != QLatin1String( "clone" ) );
          QVERIFY2( layer.mapTipTemplate().contains( QLatin1String( ">base centrale<" ) ), qUtf8Printable( layer.mapTipTemplate() ) );
          QVERIFY( layer.mapTipTemplate().contains( QLatin1String( "represent_value( \"state\" )" ) ) );
        }
      }
    }

    void modelsSpeakFrench_data()
    {
      QTest::addColumn<QString>( "name" );
      for ( const char *name : { "preparecampaign", "endofday", "checkclone" } )
        QTest::newRow( name ) << QString::fromLatin1( name );
    }

    void modelsSpeakFrench()
    {
      QFETCH( QString, name );
      const QStringList english = wordsOf( name );
      QStringList french;
      {
        const Translation translation( QStringLiteral( "fr" ) );
        french = wordsOf( name );
      }
      QVERIFY( english.size() > 8 );
      QCOMPARE( french.size(), english.size() );
      for ( int i = 0; i < english.size(); ++i )
      {
        // "Clone", and "Archive", are the same.
        if ( english.at( i ).contains( ' ' ) && !english.at( i ).startsWith( QLatin1String( "Clone " ) ) )
          QVERIFY2( french.at( i ) != english.at( i ), qUtf8Printable( english.at( i ) ) );
      }
    }

    void theHelpPageIsFrench()
    {
      const Translation translation( QStringLiteral( "fr" ) );
      const QList<const QgsProcessingAlgorithm *> algorithms = QgsApplication::processingRegistry()->providerById( QStringLiteral( "lizsync" ) )->algorithms();
      QVERIFY( algorithms.size() > 10 );
      for ( const QgsProcessingAlgorithm *algorithm : algorithms )
      {
        const QUrl page( algorithm->helpUrl() );
        QVERIFY2( page.fileName() == QLatin1String( "user-guide.fr.html" ), qPrintable( page.toString() ) );
        QFile file( page.toLocalFile() );
        QVERIFY( file.open( QIODevice::ReadOnly ) );
        const QByteArray html = file.readAll();
        QVERIFY2( html.contains( "<html lang=\"fr\">" ) && html.contains( QStringLiteral( "<a id=\"%1\"></a>" ).arg( algorithm->name() ).toUtf8() ), qPrintable( algorithm->name() ) );
      }
    }

    //! As the target update_translations does it; every string has its translation.
    void everythingIsTranslated()
    {
      const QDir sources( QStringLiteral( LIZSYNC_SOURCE_DIR ) );
      const QDir translations( sources.filePath( QStringLiteral( "resources/i18n" ) ) );
      QTemporaryDir folder;
      for ( const QString &name : translations.entryList( { QStringLiteral( "*.ts" ) } ) )
      {
        const QString copy = folder.filePath( name );
        QVERIFY( QFile::copy( translations.filePath( name ), copy ) );
        QProcess lupdate;
        lupdate.setProcessChannelMode( QProcess::MergedChannels );
        QStringList arguments { QStringLiteral( "-silent" ), QStringLiteral( "-locations" ), QStringLiteral( "none" ), QStringLiteral( "-I" ), sources.path() };
        for ( const char *part : { "engine", "algorithms", "provider" } )
          arguments << sources.filePath( QLatin1String( part ) );
        lupdate.start( QStringLiteral( LIZSYNC_LUPDATE ), arguments << QStringLiteral( "-ts" ) << copy );
        QVERIFY( lupdate.waitForFinished() );
        QCOMPARE( lupdate.exitCode(), 0 );
        QVERIFY2( unfinished( copy ).isEmpty(), qUtf8Printable( QStringLiteral( "%1, build update_translations and translate: %2" ).arg( name, unfinished( copy ).join( QLatin1String( " | " ) ) ) ) );
      }
    }
};

QTEST_APPLESS_MAIN( TestTranslation )
#include "test_translation.moc"
