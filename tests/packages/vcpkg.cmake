# Reads the port as vcpkg would, with vcpkg's functions played by the least that will do: the port
# has to be right in what it asks of meson, and in the files it names.
#
#     cmake -DPORT_FOLDER=... -DWORK=... -P vcpkg.cmake
cmake_minimum_required(VERSION 3.16)
set(PORT libddbstream)
set(FEATURES core tool)
set(CURRENT_PORT_DIR "${PORT_FOLDER}")
set(CURRENT_PACKAGES_DIR "${WORK}/packages")

function(runs)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${ARGV}: ${said}")
    endif()
endfunction()

function(vcpkg_configure_meson)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
    runs(meson setup "${WORK}/build" "${arg_SOURCE_PATH}" --prefix "${CURRENT_PACKAGES_DIR}"
        --libdir lib --buildtype release --default-library static ${arg_OPTIONS})
endfunction()

function(vcpkg_install_meson)
    runs(meson install -C "${WORK}/build")
endfunction()

function(vcpkg_fixup_pkgconfig)
endfunction()

function(vcpkg_copy_tools)
    cmake_parse_arguments(PARSE_ARGV 0 arg "AUTO_CLEAN" "" "TOOL_NAMES")
    foreach(name ${arg_TOOL_NAMES})
        file(INSTALL "${CURRENT_PACKAGES_DIR}/bin/${name}"
            DESTINATION "${CURRENT_PACKAGES_DIR}/tools/${PORT}" USE_SOURCE_PERMISSIONS)
    endforeach()
endfunction()

function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
    file(INSTALL ${arg_FILE_LIST} DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}"
        RENAME copyright)
endfunction()

include("${PORT_FOLDER}/portfile.cmake")
