# cpack: a Debian package of what "cmake --install" installs, its dependencies as dpkg-shlibdeps finds them.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lizsync)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_VENDOR "LizSync")
set(CPACK_PACKAGE_CONTACT "LizSync developers <lizsync@localhost.localdomain>" CACHE STRING "Maintainer of the package: name <address>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "two-way synchronisation of PostGIS databases, as a QGIS provider")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "two-way synchronisation of PostGIS databases, as a QGIS provider
A central PostGIS database and many clones of it are edited everywhere,
connected or not, and synchronised both ways whenever there is a connection.
LizSync is a QGIS Processing provider: every QGIS program has it, in the
toolbox, in models and in qgis_process.")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Where QGIS's own provider for PostgreSQL is, without which no connection and no layer is read.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "qgis-providers")
# qgis_process and QGIS Desktop; pg_dump, pg_restore and psql for package and deploy.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qgis, postgresql-client")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

if(UNIX AND NOT APPLE)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/copyright" CONTENT [[
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: LizSync

Files: *
Copyright: LizSync developers
License: GPL-2.0-or-later
 This program is free software; you can redistribute it and/or modify
 it under the terms of the GNU General Public License as published by
 the Free Software Foundation; either version 2 of the License, or
 (at your option) any later version.
 .
 On Debian systems, the text of the GNU General Public License version 2
 is in /usr/share/common-licenses/GPL-2.
]] @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/copyright" "${PROJECT_SOURCE_DIR}/CHANGELOG.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT plugin)
endif()

include(CPack)
