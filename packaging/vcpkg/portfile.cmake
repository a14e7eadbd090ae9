# An overlay port, made of the tree that it stands in:
#     vcpkg install libddbstream --overlay-ports=packaging/vcpkg
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../.." ABSOLUTE)

set(tool disabled)
if("tool" IN_LIST FEATURES)
    set(tool enabled)
endif()

vcpkg_configure_meson(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -Dtool=${tool}
        -Dlambda=disabled
        -Dreference=disabled
        -Dtests=false
)
vcpkg_install_meson()
vcpkg_fixup_pkgconfig()
if(tool STREQUAL "enabled")
    vcpkg_copy_tools(TOOL_NAMES ddbstream AUTO_CLEAN)
endif()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
