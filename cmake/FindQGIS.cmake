# Finds QGIS's C++ API.
#
#   QGIS::Core        headers and libqgis_core, with the Qt modules that its headers include
#   QGIS_VERSION      such as 3.22.16
#   QGIS_PLUGIN_DIR   the folder from which QGIS loads its provider libraries
#
# Hints: -DQGIS_ROOT=<prefix>, or -DQGIS_INCLUDE_DIR=, -DQGIS_CORE_LIBRARY=, -DQGIS_PLUGIN_DIR= themselves.
# Only libqgis_core is linked: qgis_process runs without libqgis_gui's part of the world, and so does LizSync.

find_path(QGIS_INCLUDE_DIR
  NAMES qgsprocessingprovider.h
  HINTS "${QGIS_ROOT}" ENV QGIS_ROOT
  PATH_SUFFIXES include/qgis include)

find_library(QGIS_CORE_LIBRARY
  NAMES qgis_core
  HINTS "${QGIS_ROOT}" ENV QGIS_ROOT
  PATH_SUFFIXES lib lib64)

if(QGIS_INCLUDE_DIR AND EXISTS "${QGIS_INCLUDE_DIR}/qgsconfig.h")
  file(STRINGS "${QGIS_INCLUDE_DIR}/qgsconfig.h" QGIS_VERSION_LINE REGEX "^#define[ \t]+_QGIS_VERSION[ \t]+\"")
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" QGIS_VERSION "${QGIS_VERSION_LINE}")
endif()

# A provider that every QGIS brings along shows where the others belong.
find_path(QGIS_PLUGIN_DIR
  NAMES libprovider_wms.so libprovider_wms.dylib provider_wms.dll libprovider_postgres.so libprovider_postgres.dylib provider_postgres.dll
  HINTS "${QGIS_ROOT}" ENV QGIS_ROOT
  PATHS /usr /usr/local
  PATH_SUFFIXES lib/qgis/plugins lib64/qgis/plugins plugins
  DOC "Folder from which QGIS loads its provider libraries")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QGIS
  REQUIRED_VARS QGIS_CORE_LIBRARY QGIS_INCLUDE_DIR QGIS_PLUGIN_DIR
  VERSION_VAR QGIS_VERSION
  REASON_FAILURE_MESSAGE "QGIS's C++ headers and programs are needed: on Debian, apt install libqgis-dev qgis-providers.")
mark_as_advanced(QGIS_INCLUDE_DIR QGIS_CORE_LIBRARY QGIS_PLUGIN_DIR)

if(QGIS_FOUND AND NOT TARGET QGIS::Core)
  find_package(Qt5 REQUIRED COMPONENTS Core Gui Widgets Network Sql Svg Xml)
  add_library(QGIS::Core UNKNOWN IMPORTED)
  set_target_properties(QGIS::Core PROPERTIES
    IMPORTED_LOCATION "${QGIS_CORE_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${QGIS_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "Qt5::Core;Qt5::Gui;Qt5::Widgets;Qt5::Network;Qt5::Sql;Qt5::Svg;Qt5::Xml")
endif()
