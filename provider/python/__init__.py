#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
"""Loads the C++ Processing provider LizSync from this plugin's own folder."""
import ctypes
from pathlib import Path


class LizSyncPlugin:
    def __init__(self):
        self.library = ctypes.CDLL(str(next(Path(__file__).parent.glob('*provider_lizsync.*'))))

    def initProcessing(self):
        self.library.lizsync_register_provider()

    initGui = initProcessing

    def unload(self):
        self.library.lizsync_unregister_provider()


def classFactory(iface):
    return LizSyncPlugin()
