"""In the place of Conan's own package of yajl, whose server may be out of reach: this machine's."""

from conan import ConanFile


class YajlConan(ConanFile):
    name = "yajl"
    version = "2.1.0"
    settings = "os", "arch"

    def package_info(self):
        self.cpp_info.set_property("pkg_config_name", "yajl")
        self.cpp_info.includedirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.bindirs = []
        self.cpp_info.system_libs = ["yajl"]
