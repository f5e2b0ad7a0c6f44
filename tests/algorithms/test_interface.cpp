/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/qgiscompat.h"
#include "tests/algorithms/qgissession.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLibrary>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QUrl>
#include <QtTest>

#include <vector>

#include <qgisplugin.h>
#include <qgsapplication.h>
#include <qgsexception.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingprovider.h>
#include <qgsprocessingregistry.h>
#include <qgsproviderregistry.h>

using namespace LizSync;

class QgisInterface;

/**
 * The public face of the provider: how it gets into QGIS, its algorithms' signatures (signatures.txt), their help.
 */
class TestInterface : public QObject
{
    Q_OBJECT

  private:
    std::unique_ptr<QgisSession> mQgis;

    static QgsProcessingRegistry *registry() { return QgsApplication::processingRegistry(); }

    //! The library as QGIS itself has loaded it.
    static QString libraryPath() { return QDir( QgsApplication::pluginPath() ).filePath( QStringLiteral( "libprovider_lizsync.so" ) ); }

    template<typename Function>
    static Function *function( QLibrary &library, const char *name )
    {
      return reinterpret_cast<Function *>( library.resolve( name ) );
    }

    static QString signature( const QgsProcessingAlgorithm *algorithm )
    {
      QString text = algorithm->id() + '\n';
      for ( const QgsProcessingParameterDefinition *parameter : algorithm->parameterDefinitions() )
      {
        QVariantMap map = parameter->toVariantMap();
        QStringList words { parameter->name(), parameter->type() };
        if ( map.contains( QStringLiteral( "provider" ) ) )
          words << map.value( QStringLiteral( "provider" ) ).toString();
        words << ( parameter->flags() & QgisCompat::FLAG_OPTIONAL ? QStringLiteral( "optional" ) : QStringLiteral( "required" ) );
        if ( parameter->flags() & QgisCompat::FLAG_ADVANCED )
          words << QStringLiteral( "advanced" );
        if ( parameter->flags() & QgisCompat::FLAG_HIDDEN )
          words << QStringLiteral( "hidden" );
        if ( parameter->isDestination() )
          words << ( static_cast<const QgsProcessingDestinationParameter *>( parameter )->createByDefault() ? QStringLiteral( "created-by-default" ) : QStringLiteral( "not-created-by-default" ) );
        words << QStringLiteral( "default=%1" ).arg( parameter->defaultValue().isValid() ? parameter->defaultValue().toString() : QStringLiteral( "none" ) );
        text += QStringLiteral( "  parameter %1\n" ).arg( words.join( ' ' ) );
      }
      for ( const QgsProcessingOutputDefinition *output : algorithm->outputDefinitions() )
        text += QStringLiteral( "  output %1 %2\n" ).arg( output->name(), output->type() );
      return text;
    }

    static QString content( const QString &path )
    {
      QFile file( path );
      return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
    }

  private slots:
    void initTestCase() { mQgis = std::make_unique<QgisSession>(); }
    void cleanupTestCase() { mQgis.reset(); }

    void anyQgisProgramHasTheProvider()
    {
      const QgsProcessingProvider *provider = registry()->providerById( QStringLiteral( "lizsync" ) );
      QVERIFY2( provider, "QGIS started with the library among its providers, but without the provider lizsync" );
      QCOMPARE( provider->name(), QStringLiteral( "LizSync" ) );
      QCOMPARE( provider->versionInfo(), QStringLiteral( LIZSYNC_VERSION ) );
      QVERIFY( !provider->helpId().isEmpty() );
      QVERIFY( !provider->icon().isNull() );
      QVERIFY( QSvgRenderer( provider->svgIconPath() ).isValid() );
    }

    void theLibraryAddsNoDataProvider()
    {
      for ( const QString &key : QgsProviderRegistry::instance()->providerList() )
        QVERIFY2( !key.contains( QLatin1String( "lizsync" ) ), qPrintable( key ) );
    }

    void registeringTwiceIsHarmless()
    {
      QLibrary library( libraryPath() );
      QVERIFY2( library.load(), qPrintable( library.errorString() ) );
      auto registerProvider = function<int()>( library, "lizsync_register_provider" );
      auto factory = function<void *()>( library, "multipleProviderMetadataFactory" );
      QVERIFY( registerProvider && factory );
      const QgsProcessingProvider *before = registry()->providerById( QStringLiteral( "lizsync" ) );
      const int count = registry()->providers().size();

      QCOMPARE( registerProvider(), 1 );
      const std::unique_ptr<std::vector<QgsProviderMetadata *>> metadata( static_cast<std::vector<QgsProviderMetadata *> *>( factory() ) );

      QVERIFY( metadata->empty() );
      QCOMPARE( registry()->providers().size(), count );
      QCOMPARE( registry()->providerById( QStringLiteral( "lizsync" ) ), before );
    }

    void desktopPluginAddsAndRemovesTheProvider()
    {
      QLibrary library( libraryPath() );
      QVERIFY2( library.load(), qPrintable( library.errorString() ) );
      for ( const char *name : { "name", "description", "category", "version", "icon", "experimental" } )
      {
        auto text = function<const QString *()>( library, name );
        QVERIFY2( text && !text()->isEmpty(), name );
      }
      QCOMPARE( *function<const QString *()>( library, "name" )(), QStringLiteral( "LizSync" ) );
      QCOMPARE( *function<const QString *()>( library, "version" )(), QStringLiteral( LIZSYNC_VERSION ) );
      QVERIFY( QSvgRenderer( *function<const QString *()>( library, "icon" )() ).isValid() );
      QCOMPARE( function<int()>( library, "type" )(), static_cast<int>( QgisPlugin::UI ) );

      auto unload = function<void( QgisPlugin * )>( library, "unload" );
      QgisPlugin *plugin = function<QgisPlugin *( QgisInterface * )>( library, "classFactory" )( nullptr );
      QVERIFY( unload && plugin );
      plugin->initGui();
      QVERIFY( registry()->providerById( QStringLiteral( "lizsync" ) ) );
      plugin->unload();
      QVERIFY( !registry()->providerById( QStringLiteral( "lizsync" ) ) );
      QVERIFY( !registry()->algorithmById( QStringLiteral( "lizsync:install" ) ) );
      plugin->initGui();
      QVERIFY( registry()->algorithmById( QStringLiteral( "lizsync:install" ) ) );
      unload( plugin );
    }

    void pythonDoorAddsAndRemovesTheProvider()
    {
      QLibrary library( libraryPath() );
      QVERIFY2( library.load(), qPrintable( library.errorString() ) );
      auto registerProvider = function<int()>( library, "lizsync_register_provider" );
      auto unregisterProvider = function<void()>( library, "lizsync_unregister_provider" );
      QVERIFY( registerProvider && unregisterProvider );
      unregisterProvider();
      QVERIFY( !registry()->providerById( QStringLiteral( "lizsync" ) ) );
      unregisterProvider();
      QCOMPARE( registerProvider(), 1 );
      QVERIFY( registry()->providerById( QStringLiteral( "lizsync" ) ) );
    }

    void signaturesAreTheGoldenOnes()
    {
      QFile golden( QStringLiteral( LIZSYNC_SIGNATURES ) );
      QVERIFY( golden.open( QIODevice::ReadOnly ) );
      QString actual;
      const QStringList ids { QStringLiteral( "install" ), QStringLiteral( "prepare" ), QStringLiteral( "package" ), QStringLiteral( "deploy" ), QStringLiteral( "synchronize" ), QStringLiteral( "conflicts" ), QStringLiteral( "restore" ), QStringLiteral( "compare" ), QStringLiteral( "status" ), QStringLiteral( "upgrade" ), QStringLiteral( "uninstall" ),
                              QStringLiteral( "preparecampaign" ), QStringLiteral( "endofday" ), QStringLiteral( "checkclone" ) };
      for ( const QString &id : ids )
        actual += signature( QgisSession::algorithm( QStringLiteral( "lizsync:%1" ).arg( id ) ) );
      QCOMPARE( registry()->providerById( QStringLiteral( "lizsync" ) )->algorithms().size(), ids.size() );

      const QStringList expectedLines = QString::fromUtf8( golden.readAll() ).split( '\n' );
      const QStringList actualLines = actual.split( '\n' );
      for ( int i = 0; i < std::max( expectedLines.size(), actualLines.size() ); ++i )
        QCOMPARE( actualLines.value( i ), expectedLines.value( i ) );
    }

    //! The button Help opens a page whose pictures and links are there.
    void helpPagesAreWhole()
    {
      const QDir folder = QFileInfo( QUrl( QgisSession::algorithm( QStringLiteral( "lizsync:synchronize" ) )->helpUrl() ).toLocalFile() ).dir();
      const QStringList pages = folder.entryList( { QStringLiteral( "*.html" ) } );
      QVERIFY2( pages.contains( QStringLiteral( "user-guide.html" ) ) && pages.contains( QStringLiteral( "operations.html" ) ), qPrintable( pages.join( ' ' ) ) );
      static const QRegularExpression sReference( QStringLiteral( "(?:src|href)=\"([^\"]+)\"" ) );
      int pictures = 0;
      for ( const QString &page : pages )
      {
        const QString html = content( folder.filePath( page ) );
        QVERIFY2( html.startsWith( QLatin1String( "<!DOCTYPE html>" ) ) && !html.contains( QLatin1String( "{{" ) ) && !html.contains( QLatin1String( ".md\"" ) ), qPrintable( page ) );
        for ( auto match = sReference.globalMatch( html ); match.hasNext(); )
        {
          const QUrl url( match.next().captured( 1 ) );
          if ( !url.scheme().isEmpty() )
            continue;
          const QString target = url.path().isEmpty() ? page : url.path();
          QVERIFY2( folder.exists( target ), qPrintable( page + ' ' + url.toString() ) );
          pictures += target.endsWith( QLatin1String( ".png" ) ) ? 1 : 0;
          if ( url.hasFragment() )
            QVERIFY2( content( folder.filePath( target ) ).contains( QStringLiteral( " id=\"%1\"" ).arg( url.fragment() ) ), qPrintable( page + ' ' + url.toString() ) );
        }
      }
      QVERIFY( pictures > 4 );
      // What Markdown has means something else here.
      const QString guide = content( folder.filePath( QStringLiteral( "user-guide.html" ) ) );
      for ( const char *html : { "<strong>Install LizSync in central</strong>", "<code>lizsync:install</code>", "<table>", "<pre><code>", "<ol>", "<em>" } )
        QVERIFY2( guide.contains( QLatin1String( html ) ), html );
      QVERIFY( !guide.contains( QRegularExpression( QStringLiteral( "\\*\\*|^\\| |^#+ " ), QRegularExpression::MultilineOption ) ) );
    }

    //! What the plugin manager says of it.
    void metadataNamesEveryAlgorithm()
    {
      const QString metadata = content( QStringLiteral( LIZSYNC_DOC_IMAGES "/../../metadata.txt" ) );
      const QString about = metadata.mid( metadata.indexOf( QLatin1String( "about=" ) ), metadata.indexOf( QLatin1String( "version=" ) ) - metadata.indexOf( QLatin1String( "about=" ) ) );
      const QgsProcessingProvider *provider = registry()->providerById( QStringLiteral( "lizsync" ) );
      if ( !provider )
        QFAIL( "there is no provider lizsync" );
      for ( const QgsProcessingAlgorithm *algorithm : provider->algorithms() )
      {
        const QString name = algorithm->name();
        if ( !dynamic_cast<const QgsProcessingModelAlgorithm *>( algorithm ) )
          QVERIFY2( about.contains( QRegularExpression( QStringLiteral( "\\b%1\\b" ).arg( name ) ) ), qPrintable( name ) );
      }
    }

    //! Each algorithm's dialog is in the pictures of the guide (made by test_desktop, copied by update_screenshots).
    void everyDialogHasItsPicture()
    {
      const QDir pictures( QStringLiteral( LIZSYNC_DOC_IMAGES ) );
      for ( const QgsProcessingAlgorithm *algorithm : registry()->providerById( QStringLiteral( "lizsync" ) )->algorithms() )
        QVERIFY2( pictures.exists( algorithm->name() + QStringLiteral( ".png" ) ), qPrintable( algorithm->id() ) );
    }

    void helpIsComplete_data()
    {
      QTest::addColumn<QString>( "id" );
      for ( const QgsProcessingAlgorithm *algorithm : registry()->providerById( QStringLiteral( "lizsync" ) )->algorithms() )
        QTest::newRow( qPrintable( algorithm->name() ) ) << algorithm->id();
    }

    void helpIsComplete()
    {
      QFETCH( QString, id );
      const QgsProcessingAlgorithm *algorithm = QgisSession::algorithm( id );
      QVERIFY( QRegularExpression( QStringLiteral( "^[a-z0-9]+$" ) ).match( algorithm->name() ).hasMatch() );
      const int words = algorithm->displayName().split( ' ' ).size();
      QVERIFY2( words >= 3 && words <= 4, qPrintable( algorithm->displayName() ) );
      QVERIFY( algorithm->shortDescription().endsWith( '.' ) );
      QVERIFY( algorithm->shortHelpString().size() > 200 );
      QVERIFY( algorithm->tags().size() >= 5 );
      const QUrl page( algorithm->helpUrl() );
      QVERIFY2( page.toLocalFile().endsWith( QLatin1String( "/help/user-guide.html" ) ), qPrintable( algorithm->helpUrl() ) );
      QCOMPARE( page.fragment(), algorithm->name() );
      QVERIFY2( content( page.toLocalFile() ).contains( QStringLiteral( "<a id=\"%1\"></a>" ).arg( page.fragment() ) ), "the user guide has no such anchor" );
      QVERIFY( !algorithm->group().isEmpty() );
      QVERIFY( !algorithm->groupId().isEmpty() );
      QVERIFY( QSvgRenderer( algorithm->svgIconPath() ).isValid() );
      QVERIFY( algorithm->svgIconPath() != registry()->providerById( QStringLiteral( "lizsync" ) )->svgIconPath() );
      QVERIFY( algorithm->flags() & QgisCompat::CAN_CANCEL );
      // QGIS decides this for models.
      if ( !dynamic_cast<const QgsProcessingModelAlgorithm *>( algorithm ) )
        QVERIFY( !( algorithm->flags() & QgisCompat::NO_THREADING ) );
      for ( const QgsProcessingParameterDefinition *parameter : algorithm->parameterDefinitions() )
      {
        QVERIFY2( !parameter->description().isEmpty(), qPrintable( parameter->name() ) );
        QVERIFY2( parameter->help().endsWith( '.' ), qPrintable( parameter->name() ) );
      }
      for ( const QgsProcessingOutputDefinition *output : algorithm->outputDefinitions() )
        QVERIFY2( !output->description().isEmpty(), qPrintable( output->name() ) );
    }
};

QTEST_APPLESS_MAIN( TestInterface )
#include "test_interface.moc"
