"""The library as a Conan package, made of the tree that this file stands in."""

import os
import re

from conan import ConanFile
from conan.tools.files import copy, load, rmdir
from conan.tools.gnu import PkgConfigDeps
from conan.tools.layout import basic_layout
from conan.tools.meson import Meson, MesonToolchain

required_conan_version = ">=2.0"


class LibddbstreamConan(ConanFile):
    name = "libddbstream"
    description = "Decodes DynamoDB stream events into typed C structs"
    license = "MIT"
    topics = ("dynamodb", "json", "streams")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}
    implements = ["auto_shared_fpic"]
    languages = ["C"]

    def _tree(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        build = load(self, os.path.join(self._tree(), "meson.build"))
        self.version = re.search(r"version: '(.*)'", build)[1]

    def export_sources(self):
        for part in ("LICENSE", "meson*", "doc/*", "include/*", "lib/*", "pkgconfig/*", "tool/*"):
            copy(self, part, self._tree(), self.export_sources_folder)

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires("yajl/2.1.0")

    def build_requirements(self):
        self.tool_requires("meson/[>=1.0 <2]")

    def generate(self):
        toolchain = MesonToolchain(self)
        toolchain.project_options.update(
            {"tool": "disabled", "lambda": "disabled", "reference": "disabled", "tests": False})
        toolchain.generate()
        PkgConfigDeps(self).generate()

    def build(self):
        meson = Meson(self)
        meson.configure()
        meson.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        Meson(self).install()
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        rmdir(self, os.path.join(self.package_folder, "share"))

    def package_info(self):
        self.cpp_info.libs = ["ddbstream"]
        self.cpp_info.set_property("pkg_config_name", "libddbstream")
