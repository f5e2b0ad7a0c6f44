#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
"""Run inside QGIS Desktop (--code): looks at the toolbox, opens every dialog, synchronises from one and in a batch, and puts
conflicts on the map.

Writes what it found as JSON, and screenshots, to the folder LIZSYNC_DESKTOP_OUTPUT, and ends QGIS.
"""
import json
import os
import traceback

import processing
import qgis.utils
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from processing.tools import dataobjects
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QTimer, QUrl, Qt
from qgis.PyQt.QtWidgets import QComboBox, QDockWidget, QTextEdit, QWidget
from qgis.core import QgsApplication, QgsProcessingParameterDefinition, QgsProject, QgsVectorLayer

try:
    from qgis.PyQt.QtWebKitWidgets import QWebView
except ImportError:
    # Newer systems do not have it any more.
    QWebView = None

FOLDER = os.environ['LIZSYNC_DESKTOP_OUTPUT']


def until(condition):
    """Lets QGIS work until the condition holds, twenty seconds at most."""
    clock = QElapsedTimer()
    clock.start()
    while not condition() and clock.elapsed() < 20000:
        QCoreApplication.processEvents(QEventLoop.AllEvents, 50)
    return bool(condition())


def rows(model, parent):
    return [model.index(row, 0, parent) for row in range(model.rowCount(parent))]


def find(model, text, parent):
    return next((index for index in rows(model, parent) if index.data() == text), None)


def picture(widget, name):
    QCoreApplication.processEvents()
    # As small as PNG can be.
    widget.grab().save(os.path.join(FOLDER, name + '.png'), 'PNG', 0)


def look_at_toolbox(found):
    toolbox = qgis.utils.plugins['processing'].toolbox
    toolbox.setUserVisible(True)
    toolbox.setFloating(True)
    toolbox.resize(470, 700)
    view = toolbox.algorithmTree
    root = view.rootIndex()
    until(lambda: find(view.model(), 'LizSync', root))
    provider = find(view.model(), 'LizSync', root)
    found['in toolbox'] = provider is not None
    if provider is None:
        return
    icon = provider.data(Qt.DecorationRole)
    found['provider has icon'] = icon is not None and not icon.isNull()
    view.collapseAll()
    view.setExpanded(provider, True)
    found['algorithms'] = {}
    found['cut names'] = []
    for group in rows(view.model(), provider):
        view.setExpanded(group, True)
        QCoreApplication.processEvents()
        for algorithm in rows(view.model(), group):
            icon = algorithm.data(Qt.DecorationRole)
            found['algorithms'][algorithm.data()] = icon is not None and not icon.isNull()
            view.scrollTo(algorithm)
            area = view.visualRect(algorithm)
            if view.fontMetrics().horizontalAdvance(algorithm.data()) + view.iconSize().width() + 8 > view.viewport().width() - area.left():
                found['cut names'].append(algorithm.data())
    view.scrollTo(provider, view.PositionAtTop)
    picture(toolbox, 'toolbox')
    toolbox.setFloating(False)
    toolbox.setUserVisible(False)


def dialog_of(algorithm, parameters):
    dialog = processing.createAlgorithmDialog(algorithm, parameters)
    dialog.resize(900, 640)
    dialog.show()
    until(dialog.isVisible)
    QCoreApplication.processEvents()
    return dialog


def connection_boxes(dialog, algorithm):
    """What the boxes for connections offer and show."""
    boxes = {}
    for definition in algorithm.parameterDefinitions():
        wrapper = dialog.mainWidget().wrappers.get(definition.name())
        if definition.type() == 'providerconnection' and wrapper is not None:
            combo = wrapper.wrappedWidget().findChild(QComboBox) or wrapper.wrappedWidget()
            boxes[definition.name()] = {
                'offers': [combo.itemText(i) for i in range(combo.count())],
                'shows': combo.currentText(),
                'value': wrapper.parameterValue(),
            }
    return boxes


def look_at_dialogs(found):
    """Every algorithm's: what it shows at first, what its connection boxes offer, and whether what few people need is folded away."""
    found['dialogs'] = {}
    # As the user guide tells the story.
    story = {'CENTRAL': 'Office', 'CLONE': 'Tablet Ann', 'CONNECTION': 'Office', 'SCHEMAS': 'trees', 'CLONE_NAME': 'Tablet Ann', 'SERVER_NAME': 'Office',
             'CONFLICT_IDS': '2, 5', 'CLONE_2': 'Tablet Bob', 'CLONE_3': '', 'CLONE_4': ''}
    for algorithm in QgsApplication.processingRegistry().providerById('lizsync').algorithms():
        untouched = dialog_of(algorithm.id(), {})
        at_first = connection_boxes(untouched, algorithm)
        values = {name: wrapper.parameterValue() for name, wrapper in untouched.mainWidget().wrappers.items()}
        untouched.close()

        dialog = dialog_of(algorithm.id(), {name: value for name, value in story.items() if algorithm.parameterDefinition(name)})
        advanced = [d for d in algorithm.parameterDefinitions() if d.flags() & QgsProcessingParameterDefinition.FlagAdvanced]
        box = next((b for b in dialog.findChildren(QWidget) if b.property('collapsed') is not None), None)
        found['dialogs'][algorithm.name()] = {
            'opens': dialog.isVisible(),
            'title': dialog.windowTitle(),
            'help': algorithm.helpUrl(),
            'connections': connection_boxes(dialog, algorithm),
            'at first': at_first,
            'values at first': {name: str(value) for name, value in values.items()},
            'advanced': len(advanced),
            'folded': box is not None and box.isVisible() and box.property('collapsed'),
        }
        picture(dialog, algorithm.name())
        dialog.close()


def run_dialog(dialog, name):
    """Runs what the dialog shows; a picture of it the moment it has ended."""
    ended = []

    def on_end(successful, results):
        ended.append((successful, results))
        if name:
            picture(dialog, name)

    dialog.algorithmFinished.connect(on_end)
    dialog.runButton().click()
    until(lambda: ended)
    log = dialog.findChild(QTextEdit, 'txtLog').toPlainText()
    dialog.close()
    return (ended[0] if ended else (False, {})) + (log,)


def synchronize_from_the_dialog(found):
    # First looked at, with a report.
    successful, results, log = run_dialog(dialog_of('lizsync:synchronize', {'CENTRAL': 'Office', 'CLONE': 'Tablet Ann', 'DRY_RUN': True, 'REPORT': 'TEMPORARY_OUTPUT'}), None)
    report = results.get('REPORT', '')
    found['preview'] = {'successful': successful, 'log': log, 'report': os.path.exists(report)}
    if os.path.exists(report):
        page_picture(report, 'synchronize_report', found)

    successful, results, log = run_dialog(dialog_of('lizsync:synchronize', {'CENTRAL': 'Office', 'CLONE': 'Tablet Ann', 'CHANGES': 'TEMPORARY_OUTPUT'}), 'synchronize_log')
    until(lambda: QgsProject.instance().mapLayers())
    found['run'] = {
        'successful': successful,
        'results': {key: str(value) for key, value in results.items()},
        'log': log,
        'layers': [layer.name() for layer in QgsProject.instance().mapLayers().values()],
    }


def synchronize_in_a_batch(found):
    """A clone that is not there, and one that is."""
    algorithm = QgsApplication.processingRegistry().algorithmById('lizsync:synchronize').create()
    dialog = BatchAlgorithmDialog(algorithm, qgis.utils.iface.mainWindow())
    dialog.resize(900, 480)
    dialog.show()
    panel = dialog.mainWidget()
    while panel.batchRowCount() < 2:
        panel.addRow()
    context = dataobjects.createContext()
    for row, clone in enumerate(['Tablet Eve', 'Tablet Bob']):
        for name, value in {'CENTRAL': 'Office', 'CLONE': clone, 'DRY_RUN': False}.items():
            panel.wrappers[row][panel.parameter_to_column[name]].setParameterValue(value, context)
    picture(dialog, 'batch')
    dialog.runButton().click()
    until(lambda: 'Batch execution completed' in dialog.findChild(QTextEdit, 'txtLog').toPlainText())
    found['batch'] = {'rows': panel.batchRowCount(), 'log': dialog.findChild(QTextEdit, 'txtLog').toPlainText()}
    dialog.close()


def page_picture(path, name, found):
    """A report as a browser shows it."""
    with open(path, encoding='utf-8') as file:
        found['pages'] = found.get('pages', '') + file.read()
    if QWebView is None:
        found.setdefault('without picture', []).append(name + '.png')
        return
    view = QWebView()
    view.resize(1340, 800)
    for side in (Qt.Vertical, Qt.Horizontal):
        view.page().mainFrame().setScrollBarPolicy(side, Qt.ScrollBarAlwaysOff)
    loaded = []
    view.loadFinished.connect(loaded.append)
    view.load(QUrl.fromLocalFile(path))
    view.show()
    until(lambda: loaded)
    view.resize(1340, min(1300, view.page().mainFrame().contentsSize().height() + 10))
    picture(view, name)
    view.close()


def report_on_the_clones(found):
    results = processing.run('lizsync:status', {'CENTRAL': 'Office', 'REPORT': 'TEMPORARY_OUTPUT'})
    found['status'] = {key: str(value) for key, value in results.items()}
    page_picture(results['REPORT'], 'status_report', found)


def put_conflicts_on_the_map(found):
    project = QgsProject.instance()
    project.clear()
    window = qgis.utils.iface.mainWindow()
    window.showNormal()
    window.resize(1250, 780)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == 'Layers')
    source = os.environ['LIZSYNC_DESKTOP_CENTRAL']
    for table, name, colour in (('plot', 'Lawns and beds', '#dfe8d8'), ('tree', 'Trees', '#a9bf9a')):
        layer = QgsVectorLayer('%s key=\'id\' table="trees"."%s" (geom)' % (source, table), name, 'postgres')
        layer.renderer().symbol().setColor(layer.renderer().symbol().color().__class__(colour))
        project.addMapLayer(layer)
    processing.runAndLoadResults('lizsync:conflicts', {'CENTRAL': 'Office', 'OUTPUT': 'TEMPORARY_OUTPUT'})
    until(lambda: len(project.mapLayers()) > 2)
    conflicts = next(layer for layer in project.mapLayers().values() if layer.providerType() == 'memory')
    project.layerTreeRoot().findLayer(conflicts.id()).setExpanded(True)
    canvas = qgis.utils.iface.mapCanvas()
    extent = project.mapLayersByName('Lawns and beds')[0].extent()
    project.setCrs(project.mapLayersByName('Trees')[0].crs())
    drawn = []
    canvas.mapCanvasRefreshed.connect(lambda: drawn.append(True))
    canvas.setExtent(extent.buffered(10))
    canvas.refresh()
    until(lambda: drawn and not canvas.isDrawing())
    found['conflicts'] = {
        'features': conflicts.featureCount(),
        'legend': [node.data(Qt.DisplayRole) for node in qgis.utils.iface.layerTreeView().layerTreeModel().layerLegendNodes(project.layerTreeRoot().findLayer(conflicts.id()))],
    }
    picture(window, 'conflicts_map')


def main():
    found = {}
    try:
        found['provider'] = QgsApplication.processingRegistry().providerById('lizsync') is not None
        look_at_toolbox(found)
        look_at_dialogs(found)
        synchronize_from_the_dialog(found)
        synchronize_in_a_batch(found)
        report_on_the_clones(found)
        put_conflicts_on_the_map(found)
    except BaseException:
        found['error'] = traceback.format_exc()
    with open(os.path.join(FOLDER, 'found.json'), 'w', encoding='utf-8') as file:
        json.dump(found, file, indent=2, default=str)
    # An orderly exit would ask about projects and write settings, and is not what is looked at here.
    os._exit(0)


QTimer.singleShot(0, main)
