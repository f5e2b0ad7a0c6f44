cmake_minimum_required(VERSION 3.22)

# Run as a script: makes PREFIX a QGIS prefix, with copies of the providers of QGIS_PLUGIN_DIR and, where they are
# given, LIBRARY and the help pages HELP beside them, and QGIS's resources by a link.
file(REMOVE_RECURSE "${PREFIX}")
set(PLUGIN_DIR "${PREFIX}/lib/qgis/plugins")
file(MAKE_DIRECTORY "${PLUGIN_DIR}" "${PREFIX}/share")

file(GLOB LIBRARIES "${QGIS_PLUGIN_DIR}/libprovider_*" "${QGIS_PLUGIN_DIR}/libauthmethod_*")
list(FILTER LIBRARIES EXCLUDE REGEX "lizsync|grass")
file(COPY ${LIBRARIES} ${LIBRARY} ${HELP} DESTINATION "${PLUGIN_DIR}")

# qgis_process and QGIS Desktop look for their Python support in the prefix too; a link will do here.
get_filename_component(CORE_DIR "${QGIS_CORE_LIBRARY}" DIRECTORY)
file(GLOB PYTHON_SUPPORT "${CORE_DIR}/libqgispython*")
foreach(PYTHON_LIBRARY IN LISTS PYTHON_SUPPORT)
  get_filename_component(PYTHON_LIBRARY_NAME "${PYTHON_LIBRARY}" NAME)
  file(CREATE_LINK "${PYTHON_LIBRARY}" "${PREFIX}/lib/${PYTHON_LIBRARY_NAME}" SYMBOLIC)
endforeach()

get_filename_component(QGIS_PREFIX "${QGIS_PLUGIN_DIR}/../../.." ABSOLUTE)
file(CREATE_LINK "${QGIS_PREFIX}/share/qgis" "${PREFIX}/share/qgis" SYMBOLIC)
file(TOUCH "${PREFIX}/complete")
