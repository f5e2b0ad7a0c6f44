/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/layerstyle.h"
#include "algorithms/qgiscompat.h"
#include "algorithms/resources.h"

#include <algorithm>
#include <map>
#include <vector>

#include <qgseditorwidgetsetup.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgsrulebasedrenderer.h>
#include <qgssymbol.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

namespace LizSync
{

  namespace
  {
    /**
     * The styles have rules for points, for lines and for areas, so that they are one file each: only those that the
     * layer can draw stay in its legend.
     */
    void keepFittingRules( QgsVectorLayer *layer )
    {
      auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( layer->renderer() );
      if ( !renderer )
        return;
      const auto fitting = QgsSymbol::symbolTypeForGeometryType( layer->geometryType() );
      QgsRuleBasedRenderer::Rule *root = renderer->rootRule();
      const QgsRuleBasedRenderer::RuleList rules = root->children();
      for ( QgsRuleBasedRenderer::Rule *rule : rules )
      {
        if ( rule->symbol() && rule->symbol()->type() != fitting )
          root->removeChild( rule );
      }
    }

    //! What the styles (resources/styles) say to people, for lupdate.
    const char *const sWords[] = {
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "added, to central" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "changed, to central" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "deleted, to central" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "added, to the clone" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "changed, to the clone" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "deleted, to the clone" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Direction" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Table" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Row (uid)" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Action" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Columns" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Was" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Is" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Edited by" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Edited at" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "restored" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "clone's edit rejected" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "central's edit rejected" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "not resolved" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Number" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "State" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Rejected side" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Column" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Central has" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "The clone has" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Clone" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Edited in central by" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Edited in central at" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Edited in the clone by" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Edited in the clone at" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Why" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "The database said" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Kind" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Found at" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Resolved at" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "Restored at" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "is" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "was" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "central" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "refused by the database" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "the row referred to was deleted" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "unique value taken" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "both added the same row" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "central changed, the clone deleted" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "central deleted, the clone changed" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "both changed the same value" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "central's edit" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "the clone's edit" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "resolved" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "deleted" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "changed" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "added" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "to the clone" ),
      QT_TRANSLATE_NOOP( "LizSync::LayerStyleWords", "to central" ),
    };

    QString localized( const QString &words )
    {
      return QCoreApplication::translate( "LizSync::LayerStyleWords", words.toUtf8().constData() );
    }

    //! The configuration of a value map, whose keys are what people read.
    QVariantMap localizedValueMap( QVariantMap config )
    {
      QVariantList entries;
      const QVariantList all = config.value( QStringLiteral( "map" ) ).toList();
      for ( const QVariant &entry : all )
      {
        QVariantMap translated;
        const QVariantMap map = entry.toMap();
        for ( auto it = map.constBegin(); it != map.constEnd(); ++it )
          translated.insert( localized( it.key() ), it.value() );
        entries << translated;
      }
      config.insert( QStringLiteral( "map" ), entries );
      return config;
    }

    void localize( QgsVectorLayer *layer )
    {
      if ( auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( layer->renderer() ) )
      {
        const QgsRuleBasedRenderer::RuleList rules = renderer->rootRule()->children();
        for ( QgsRuleBasedRenderer::Rule *rule : rules )
          rule->setLabel( localized( rule->label() ) );
      }
      // All are read before any is written: what QGIS has from a file does not outlive a change of another field.
      std::map<int, QString> aliases;
      std::map<int, QgsEditorWidgetSetup> widgets;
      for ( int field = 0; field < layer->fields().size(); ++field )
      {
        const QString alias = layer->attributeAlias( field );
        if ( !alias.isEmpty() )
          aliases.emplace( field, localized( alias ) );
        const QgsEditorWidgetSetup widget = layer->editorWidgetSetup( field );
        if ( widget.type() == QLatin1String( "ValueMap" ) )
          widgets.emplace( field, QgsEditorWidgetSetup( widget.type(), localizedValueMap( widget.config() ) ) );
      }
      for ( const auto &[field, alias] : aliases )
        layer->setFieldAlias( field, alias );
      for ( const auto &[field, widget] : widgets )
        layer->setEditorWidgetSetup( field, widget );
      QString mapTip = layer->mapTipTemplate();
      for ( const char *words : sWords )
      {
        const QString plain = QString::fromUtf8( words );
        mapTip.replace( QStringLiteral( ">%1<" ).arg( plain ), QStringLiteral( ">%1<" ).arg( localized( plain ).toHtmlEscaped() ) );
      }
      layer->setMapTipTemplate( mapTip );
    }

    //! The one geometry of a collection that has one; any other as it is.
    QgsGeometry unwrapped( const QgsGeometry &geometry )
    {
      return QgsWkbTypes::flatType( geometry.wkbType() ) == QgisCompat::WKB_GEOMETRY_COLLECTION ? geometry.asGeometryCollection().value( 0 ) : geometry;
    }
    //! 0 of points, 1 of lines, 2 of areas.
    int dimensions( const QString &type )
    {
      return QgsWkbTypes::wkbDimensions( QgsWkbTypes::parseType( type ) );
    }
  } // namespace

  QStringList LayerStyle::words()
  {
    QStringList all;
    for ( const char *words : sWords )
      all << QString::fromUtf8( words );
    return all;
  }

  LayerStyle::LayerStyle( Style style )
    : mStyle( style )
  {}

  void LayerStyle::applyOnLoad( Style style, const QString &destination, QgsProcessingContext &context )
  {
    if ( !destination.isEmpty() && context.willLoadLayerOnCompletion( destination ) )
      context.layerToLoadOnCompletionDetails( destination ).setPostProcessor( new LayerStyle( style ) );
  }

  void LayerStyle::postProcessLayer( QgsMapLayer *layer, QgsProcessingContext &, QgsProcessingFeedback *feedback )
  {
    auto *vectorLayer = qobject_cast<QgsVectorLayer *>( layer );
    if ( !vectorLayer )
      return;
    apply( vectorLayer, feedback );
    if ( !vectorLayer->isSpatial() && layer->project() )
      addDrawableParts( vectorLayer, layer->project(), feedback );
  }

  void LayerStyle::apply( QgsVectorLayer *layer, QgsProcessingFeedback *feedback ) const
  {
    initResources();
    bool ok = false;
    const QString message = layer->loadNamedStyle( mStyle == Style::Changes ? QStringLiteral( ":/lizsync/styles/changes.qml" ) : QStringLiteral( ":/lizsync/styles/conflicts.qml" ), ok );
    if ( !ok && feedback )
      feedback->pushWarning( message );
    keepFittingRules( layer );
    localize( layer );
    // As a new renderer: the legend in the layer tree is made when the style is loaded, and would keep the rules that are gone.
    if ( layer->renderer() )
      layer->setRenderer( layer->renderer()->clone() );
    layer->triggerRepaint();
  }

  void LayerStyle::addDrawableParts( QgsVectorLayer *layer, QgsProject *project, QgsProcessingFeedback *feedback ) const
  {
    std::map<QString, QgsFeatureList> parts;
    QgsFeature feature;
    QgsFeatureIterator features = layer->getFeatures();
    while ( features.nextFeature( feature ) )
    {
      QgsGeometry geometry = unwrapped( feature.geometry() );
      if ( geometry.isNull() || !geometry.convertToMultiType() )
        continue;
      feature.setGeometry( geometry );
      parts[QgsWkbTypes::displayString( QgsWkbTypes::flatType( geometry.wkbType() ) )] << feature;
    }
    // Each comes above those before it: areas at the bottom, points on top.
    std::vector<QString> order;
    order.reserve( parts.size() );
    for ( const auto &part : parts )
      order.push_back( part.first );
    std::sort( order.begin(), order.end(), []( const QString &a, const QString &b )
               { return dimensions( a ) > dimensions( b ); } );
    for ( const QString &type : order )
    {
      auto drawable = std::make_unique<QgsVectorLayer>( QStringLiteral( "%1?crs=EPSG:4326" ).arg( type ), QString(), QStringLiteral( "memory" ) );
      if ( !drawable->isSpatial() )
        continue;
      const int dimension = dimensions( type );
      const QString kind = dimension == 0 ? tr( "points" ) : dimension == 1 ? tr( "lines" )
                                                                            : tr( "areas" );
      drawable->setName( QStringLiteral( "%1 (%2)" ).arg( layer->name(), kind ) );
      drawable->dataProvider()->addAttributes( layer->fields().toList() );
      drawable->updateFields();
      drawable->dataProvider()->addFeatures( parts[type] );
      drawable->updateExtents();
      apply( drawable.get(), feedback );
      project->addMapLayer( drawable.release() );
    }
  }

} // namespace LizSync
