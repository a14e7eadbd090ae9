#!/usr/bin/env python3
"""compare.py PYTHON JOB TOOL: runs the Spark job over a folder of small files and the tool, in one
process, over the same files. Both must find the same records and the same faults."""

import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PYTHON, JOB, TOOL = sys.argv[1:]
FILES = 40
LINES = 25


def item(number):
    return json.dumps({"Item": {"id": {"N": str(number)}, "text": {"S": "\u00e9" * (number % 7)}}})


def lines(file):
    return [item(file * LINES + line) for line in range(LINES)]


def write(folder, name, text, cut=None):
    (folder / name).write_bytes(gzip.compress(text.encode(), mtime=0)[:cut])


def make_export(folder):
    """Good files, one with a bad line, one whose gzip data ends early, and one with nothing."""
    for file in range(FILES):
        write(folder, f"{file:04}.json.gz", "\n".join(lines(file)) + "\n")
    bad = lines(FILES)
    bad[7] = bad[7].replace('"N"', '"Q"')
    write(folder, "bad_line.json.gz", "\n".join(bad) + "\n")
    write(folder, "broken.json.gz", "\n".join(lines(FILES + 1)) + "\n", cut=-20)
    write(folder, "empty.json.gz", "")


def environment():
    """Spark in one process, on this machine alone."""
    return {**os.environ, "PYSPARK_PYTHON": PYTHON, "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell"}


def run_job(tool, export, output):
    return subprocess.run([PYTHON, JOB, tool, f"file://{export}", f"file://{output}"],
                          env=environment(), capture_output=True, text=True, check=False)


def saved(folder):
    return sorted(line for part in folder.glob("part-*") for line in part.read_text().splitlines())


def faults(errors):
    """Those of a file are told in order, but the files in any."""
    return sorted(json.dumps({**json.loads(error), "file": error_file(error)}, sort_keys=True)
                  for error in errors)


def error_file(error):
    return pathlib.PurePath(json.loads(error)["file"].removeprefix("file:")).name


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        export, output = pathlib.Path(folder.name, "export"), pathlib.Path(folder.name, "output")
        export.mkdir()
        make_export(export)
        cls.job = run_job(TOOL, export, output)
        if cls.job.returncode != 0:
            raise RuntimeError(cls.job.stderr)
        cls.records, cls.errors = saved(output / "records"), saved(output / "errors")
        cls.alone = subprocess.run(
            [TOOL, "records", "--shape=s3-export", "--errors=json", *sorted(export.iterdir())],
            capture_output=True, text=True, check=False)

    def test_records_are_those_of_one_process(self):
        self.assertEqual(self.records, sorted(self.alone.stdout.splitlines()))
        self.assertGreaterEqual(len(self.records), FILES * LINES + LINES - 1)

    def test_faults_are_those_of_one_process(self):
        self.assertEqual(faults(self.errors), faults(self.alone.stderr.splitlines()))

    def test_a_fault_names_its_file(self):
        found = {error_file(error): json.loads(error)["status"] for error in self.errors}
        self.assertEqual(found, {"bad_line.json.gz": "value", "broken.json.gz": "read"})

    def test_counts_are_printed(self):
        self.assertEqual(json.loads(self.job.stdout), {"records": len(self.records), "errors": 2})

    def test_a_tool_that_fails_ends_the_job(self):
        with tempfile.TemporaryDirectory() as folder:
            export = pathlib.Path(folder, "export")
            export.mkdir()
            write(export, "good.json.gz", item(1) + "\n")
            job = run_job("/bin/false", export, pathlib.Path(folder, "output"))
        self.assertNotEqual(job.returncode, 0)
        self.assertIn("/bin/false ended with 1", job.stderr)


unittest.main(argv=sys.argv[:1])
