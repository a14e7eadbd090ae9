"""Builds the program of the README with the package, and runs it."""

import os

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.layout import basic_layout
from conan.tools.meson import Meson


class TestPackage(ConanFile):
    settings = "os", "arch", "compiler", "build_type"
    generators = "MesonToolchain", "PkgConfigDeps", "VirtualRunEnv"

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires(self.tested_reference_str)

    def build_requirements(self):
        self.tool_requires("meson/[>=1.0 <2]")

    def build(self):
        meson = Meson(self)
        meson.configure()
        meson.build()

    def test(self):
        if can_run(self):
            event = os.path.join(self.recipe_folder, "..", "..", "..", "examples", "orders.json")
            program = os.path.join(self.cpp.build.bindir, "log_stdin")
            self.run(f'"{program}" <"{event}"', env="conanrun")
