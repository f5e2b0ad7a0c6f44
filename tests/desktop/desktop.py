#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
"""Run inside QGIS Desktop (--code): looks at the toolbox, opens every dialog, and synchronises from one.

Writes what it found as JSON, and screenshots, to the folder LIZSYNC_DESKTOP_OUTPUT, and ends QGIS.
"""
import json
import os
import traceback

import processing
import qgis.utils
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QTimer, Qt
from qgis.PyQt.QtWidgets import QComboBox, QTextEdit, QWidget
from qgis.core import QgsApplication, QgsProcessingParameterDefinition, QgsProject

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


def look_at_toolbox(found):
    toolbox = qgis.utils.plugins['processing'].toolbox
    toolbox.setUserVisible(True)
    toolbox.resize(420, 600)
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
    for group in rows(view.model(), provider):
        view.setExpanded(group, True)
        for algorithm in rows(view.model(), group):
            icon = algorithm.data(Qt.DecorationRole)
            found['algorithms'][algorithm.data()] = icon is not None and not icon.isNull()
    view.scrollTo(provider, view.PositionAtTop)
    QCoreApplication.processEvents()
    toolbox.grab().save(os.path.join(FOLDER, 'toolbox.png'))


def dialog_of(algorithm, parameters):
    dialog = processing.createAlgorithmDialog(algorithm, parameters)
    dialog.resize(900, 640)
    dialog.show()
    until(dialog.isVisible)
    QCoreApplication.processEvents()
    return dialog


def look_at_dialogs(found):
    """Every algorithm's: what its connection boxes offer, and whether what few people need is folded away."""
    found['dialogs'] = {}
    for algorithm in QgsApplication.processingRegistry().providerById('lizsync').algorithms():
        wanted = {'CENTRAL': 'City hall', 'CLONE': 'Tablet'}
        dialog = dialog_of(algorithm.id(), {name: value for name, value in wanted.items() if algorithm.parameterDefinition(name)})
        panel = dialog.mainWidget()
        boxes = {}
        for definition in algorithm.parameterDefinitions():
            wrapper = panel.wrappers.get(definition.name())
            if definition.type() == 'providerconnection' and wrapper is not None:
                combo = wrapper.wrappedWidget().findChild(QComboBox) or wrapper.wrappedWidget()
                boxes[definition.name()] = {
                    'offers': [combo.itemText(i) for i in range(combo.count())],
                    'shows': combo.currentText(),
                }
        advanced = [d for d in algorithm.parameterDefinitions() if d.flags() & QgsProcessingParameterDefinition.FlagAdvanced]
        box = next((b for b in dialog.findChildren(QWidget) if b.property('collapsed') is not None), None)
        found['dialogs'][algorithm.name()] = {
            'opens': dialog.isVisible(),
            'title': dialog.windowTitle(),
            'help': algorithm.helpUrl(),
            'connections': boxes,
            'advanced': len(advanced),
            'folded': box is not None and box.isVisible() and box.property('collapsed'),
        }
        dialog.grab().save(os.path.join(FOLDER, algorithm.name() + '.png'))
        dialog.close()


def synchronize_from_the_dialog(found):
    dialog = dialog_of('lizsync:synchronize', {
        'CENTRAL': 'City hall', 'CLONE': 'Tablet', 'CHANGES': 'TEMPORARY_OUTPUT', 'REPORT': 'TEMPORARY_OUTPUT',
    })
    ended = []
    dialog.algorithmFinished.connect(lambda successful, results: ended.append((successful, results)))
    dialog.runButton().click()
    until(lambda: ended)
    until(lambda: QgsProject.instance().mapLayers())
    found['run'] = {
        'ended': bool(ended),
        'successful': bool(ended) and ended[0][0],
        'results': {key: str(value) for key, value in ended[0][1].items()} if ended else {},
        'report': bool(ended) and os.path.exists(ended[0][1].get('REPORT', '')),
        'log': dialog.findChild(QTextEdit, 'txtLog').toPlainText(),
        'layers': [layer.name() for layer in QgsProject.instance().mapLayers().values()],
    }
    QCoreApplication.processEvents()
    dialog.grab().save(os.path.join(FOLDER, 'synchronize_log.png'))
    dialog.close()


def main():
    found = {}
    try:
        found['provider'] = QgsApplication.processingRegistry().providerById('lizsync') is not None
        look_at_toolbox(found)
        look_at_dialogs(found)
        synchronize_from_the_dialog(found)
    except BaseException:
        found['error'] = traceback.format_exc()
    with open(os.path.join(FOLDER, 'found.json'), 'w', encoding='utf-8') as file:
        json.dump(found, file, indent=2, default=str)
    # An orderly exit would ask about projects and write settings, and is not what is looked at here.
    os._exit(0)


QTimer.singleShot(0, main)
