/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QCoreApplication>

#include <qgsprocessingcontext.h>

class QgsVectorLayer;

namespace LizSync
{

  /**
   * Gives a layer that an algorithm has made a style of the resources, when QGIS loads it.
   *
   * The context owns it, and calls it in the main thread when the algorithm and its thread are gone: it holds nothing
   * of a run.
   *
   * QGIS draws no layer of mixed geometries. Of such a one it lists the features, and its points, lines and areas are
   * put on the map as temporary layers of their own.
   */
  class LayerStyle : public QgsProcessingLayerPostProcessorInterface
  {
      Q_DECLARE_TR_FUNCTIONS( LayerStyle )

    public:
      //! Styles of the resources.
      enum class Style
      {
        Changes,
        Conflicts,
      };

      explicit LayerStyle( Style style );

      //! Has QGIS give the layer \a destination a style, where it is to be loaded.
      static void applyOnLoad( Style style, const QString &destination, QgsProcessingContext &context );

      //! The words of the styles: their legends, and how they name columns.
      static QStringList words();

      void postProcessLayer( QgsMapLayer *layer, QgsProcessingContext &context, QgsProcessingFeedback *feedback ) override;

      //! Gives a layer the style, in the user's language.
      void apply( QgsVectorLayer *layer, QgsProcessingFeedback *feedback ) const;

    private:
      void addDrawableParts( QgsVectorLayer *layer, QgsProject *project, QgsProcessingFeedback *feedback ) const;

      Style mStyle;
  };

} // namespace LizSync
