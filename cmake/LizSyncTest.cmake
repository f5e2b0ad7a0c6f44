# lizsync_add_test(<name> SOURCES <file>... [LABELS <label>...] [LIBRARIES <target>...] [TIMEOUT <seconds>])
#
# A QtTest executable that ctest runs. Labels: NoDB where no server is needed, DB where LIZSYNC_TEST_CONNINFO names one,
# QGIS where it starts QGIS.
function(lizsync_add_test NAME)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LABELS;LIBRARIES" ${ARGN})
  add_executable(${NAME} ${ARG_SOURCES})
  set_target_properties(${NAME} PROPERTIES AUTOMOC ON)
  target_link_libraries(${NAME} PRIVATE lizsync_engine Qt5::Test ${ARG_LIBRARIES})
  add_test(NAME ${NAME} COMMAND ${NAME})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 600)
  endif()
  set_tests_properties(${NAME} PROPERTIES LABELS "${ARG_LABELS}")
  lizsync_set_timeout(${ARG_TIMEOUT} ${NAME})
endfunction()

# lizsync_set_timeout(<seconds> <test>...)
#
# As long as that a test may take; longer where sanitizers watch it.
function(lizsync_set_timeout SECONDS)
  math(EXPR SECONDS "${SECONDS} * ${LIZSYNC_TIMEOUT_FACTOR}")
  set_tests_properties(${ARGN} PROPERTIES TIMEOUT ${SECONDS})
endfunction()
