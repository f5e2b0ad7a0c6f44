# LIZSYNC_SANITIZE: "address" (with undefined behaviour) or "thread". tools/test --sanitize sets it, and what the sanitizers
# read from the environment (tests/sanitizers).
#
# lizsync_preload(<variable>): where the library is sanitized, a program of QGIS that loads it, as named in <variable>,
# becomes a script that loads the sanitizer first, as it has to be. Leaks are not looked for in there: QGIS has its own, and the
# client programs of PostgreSQL that the library starts have theirs.
set(LIZSYNC_TIMEOUT_FACTOR 1)
if(LIZSYNC_SANITIZE STREQUAL "address")
  set(LIZSYNC_SANITIZE_OPTIONS -fsanitize=address,undefined -fno-sanitize-recover=all)
  set(LIZSYNC_SANITIZER_LIBRARY libasan.so)
elseif(LIZSYNC_SANITIZE STREQUAL "thread")
  set(LIZSYNC_SANITIZE_OPTIONS -fsanitize=thread)
elseif(LIZSYNC_SANITIZE)
  message(FATAL_ERROR "LIZSYNC_SANITIZE is \"${LIZSYNC_SANITIZE}\"; it may be address or thread.")
endif()

if(LIZSYNC_SANITIZE)
  set(LIZSYNC_TIMEOUT_FACTOR 5)
  add_compile_options(${LIZSYNC_SANITIZE_OPTIONS} -fno-omit-frame-pointer -O1)
  add_link_options(${LIZSYNC_SANITIZE_OPTIONS})
  if(LIZSYNC_WITH_QGIS)
    if(NOT LIZSYNC_SANITIZER_LIBRARY OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      message(FATAL_ERROR "QGIS takes a sanitized library only from GCC, with LIZSYNC_SANITIZE=address: set LIZSYNC_WITH_QGIS=OFF.")
    endif()
    execute_process(COMMAND "${CMAKE_CXX_COMPILER}" "-print-file-name=${LIZSYNC_SANITIZER_LIBRARY}" OUTPUT_VARIABLE LIZSYNC_SANITIZER_LIBRARY OUTPUT_STRIP_TRAILING_WHITESPACE)
    file(REAL_PATH "${LIZSYNC_SANITIZER_LIBRARY}" LIZSYNC_SANITIZER_LIBRARY)
  endif()
endif()

function(lizsync_preload VARIABLE)
  if(NOT LIZSYNC_SANITIZE)
    return()
  endif()
  get_filename_component(NAME "${${VARIABLE}}" NAME)
  set(SCRIPT "${PROJECT_BINARY_DIR}/output/sanitized/${NAME}")
  file(CONFIGURE OUTPUT "${SCRIPT}" @ONLY CONTENT "#!/bin/sh\nASAN_OPTIONS=\$ASAN_OPTIONS:detect_leaks=0 LD_PRELOAD=${LIZSYNC_SANITIZER_LIBRARY}:${PROJECT_BINARY_DIR}/output/sanitized/liblizsync_sanitizer_first.so exec ${${VARIABLE}} \"$@\"\n")
  file(CHMOD "${SCRIPT}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  set(${VARIABLE} "${SCRIPT}" PARENT_SCOPE)
endfunction()
