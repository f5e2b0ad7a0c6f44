#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
"""Run inside QGIS Desktop (--code): looks at the Processing toolbox and opens the synchronize dialog.

Writes what it found as JSON, and two screenshots, to the folder LIZSYNC_DESKTOP_OUTPUT, and ends QGIS.
"""
import json
import os
import traceback

import processing
import qgis.utils
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QTimer, Qt
from qgis.PyQt.QtWidgets import QWidget
from qgis.core import QgsApplication

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


def look_at_dialog(found, name, parameters):
    dialog = processing.createAlgorithmDialog('lizsync:' + name, parameters)
    dialog.show()
    found[name + ' opens'] = until(dialog.isVisible)
    found[name + ' title'] = dialog.windowTitle()
    dialog.resize(900, 640)
    QCoreApplication.processEvents()
    dialog.grab().save(os.path.join(FOLDER, name + '.png'))
    dialog.close()


def main():
    found = {}
    try:
        found['provider'] = QgsApplication.processingRegistry().providerById('lizsync') is not None
        look_at_toolbox(found)
        look_at_dialog(found, 'synchronize', {'CENTRAL': 'City hall', 'CLONE': 'Tablet'})
        look_at_dialog(found, 'deploy', {'CENTRAL': 'City hall', 'CLONE': 'Tablet'})
    except BaseException:
        found['error'] = traceback.format_exc()
    with open(os.path.join(FOLDER, 'found.json'), 'w', encoding='utf-8') as file:
        json.dump(found, file, indent=2, default=str)
    # An orderly exit would ask about projects and write settings, and is not what is looked at here.
    os._exit(0)


QTimer.singleShot(0, main)
