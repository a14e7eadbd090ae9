#!/usr/bin/env python3
"""read_export.py TOOL FILES OUTPUT: reads all files of an S3 export, gzip or not, with Spark and
the tool `ddbstream`.

FILES is a folder or a pattern, such as s3a://bucket/export/data/*.json.gz. OUTPUT/records gets each
record as `ddbstream records` prints it, OUTPUT/errors what was wrong and in which file; both are
JSON lines. Prints how many there are of each.
"""

import json
import subprocess
import sys
import tempfile
import threading

from pyspark import SparkContext, StorageLevel


def feed(pipe, data):
    """The tool may end before it has read all."""
    try:
        with pipe:
            pipe.write(data)
    except BrokenPipeError:
        pass


def errors_in(report, file):
    """The tool knows its input as "-", Spark knows the file's name."""
    for line in report:
        yield {**json.loads(line), "file": file}


def read_file(tool, file, data):
    """What the tool prints for one file: pairs of "record" or "error" and a line of JSON."""
    with tempfile.TemporaryFile() as report:
        process = subprocess.Popen([tool, "records", "--shape=s3-export", "--errors=json"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=report)
        feeder = threading.Thread(target=feed, args=(process.stdin, data))
        feeder.start()
        with process.stdout:
            for line in process.stdout:
                yield "record", line.decode().rstrip("\n")
        status = process.wait()
        feeder.join()
        report.seek(0)
        errors = list(errors_in(report, file))
    for error in errors:
        yield "error", json.dumps(error)
    # A bad file is no reason to end the job. A tool that was killed or has said nothing is.
    if status not in (0, 1, 2) or (status != 0) != bool(errors):
        raise RuntimeError(f"{tool} ended with {status} on {file}")


def main():
    tool, files, output = sys.argv[1:]
    with SparkContext(appName="ddbstream") as context:
        lines = context.binaryFiles(files).flatMap(lambda named: read_file(tool, *named))
        lines.persist(StorageLevel.DISK_ONLY)  # or each of the following would read all again
        counts = lines.countByKey()
        for kind in ("record", "error"):
            lines.filter(lambda pair, kind=kind: pair[0] == kind).values().saveAsTextFile(
                f"{output}/{kind}s")
    print(json.dumps({"records": counts["record"], "errors": counts["error"]}))


if __name__ == "__main__":
    main()
