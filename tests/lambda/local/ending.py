#!/usr/bin/env python3
"""ending.py MOTO_SERVER CARGO_LAMBDA: that the example leaves nothing running, however it ends. The
bootstraps here are scripts: one dies at once, one never asks for work."""

import os
import signal
import subprocess
import sys
import tempfile
import unittest

MOTO_SERVER, CARGO_LAMBDA = sys.argv[1:3]
ORDERS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "../../../examples/lambda/local/orders.py")


def running_in(session):
    found = subprocess.run(["ps", "-o", "pid=,stat=,args=", "-s", str(session)],
                           capture_output=True, text=True, check=False)
    return [line for line in found.stdout.splitlines() if line.split()[1][0] != "Z"]


class Ending(unittest.TestCase):
    def start(self, script):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        bootstrap = os.path.join(folder.name, "bootstrap")
        with open(bootstrap, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(bootstrap, 0o755)
        process = subprocess.Popen([sys.executable, ORDERS, MOTO_SERVER, CARGO_LAMBDA, bootstrap],
                                   stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.addCleanup(process.stderr.close)
        return process

    def test_interrupted(self):
        for name, send in [("as Ctrl-C does", lambda pid: os.killpg(pid, signal.SIGINT)),
                           ("alone", lambda pid: os.kill(pid, signal.SIGINT)),
                           ("by TERM", lambda pid: os.kill(pid, signal.SIGTERM))]:
            with self.subTest(name):
                process = self.start("exec sleep 600")
                self.assertEqual(process.stderr.readline(), "put an order\n")
                self.assertNotEqual(running_in(process.pid), [])
                send(process.pid)
                self.assertEqual(process.wait(60), 130)
                self.assertEqual(running_in(process.pid), [])

    def test_a_bootstrap_that_dies(self):
        process = self.start("exit 1")
        _, errors = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 1)
        self.assertEqual(errors.count("given up:"), 3)
        self.assertEqual(running_in(process.pid), [])


unittest.main(argv=sys.argv[:1])
