cmake_minimum_required(VERSION 3.22)

# Run as a script: copies the pictures that test_desktop made (FROM) to where the guide has them (TO).
file(GLOB PICTURES "${FROM}/*.png")
if(NOT PICTURES)
  message(FATAL_ERROR "There are no pictures in ${FROM}: run tools/test -R test_desktop first.")
endif()
file(COPY ${PICTURES} DESTINATION "${TO}")
