#!/usr/bin/env python3
"""zip.py BOOTSTRAP ZIP: packs the program up for Lambda, the same way each time."""

import sys
import zipfile

program, package = sys.argv[1:]
entry = zipfile.ZipInfo("bootstrap")  # of 1980, which is as early as zip knows
entry.create_system = 3  # Unix: the next line counts
entry.external_attr = 0o100755 << 16
entry.compress_type = zipfile.ZIP_DEFLATED
with open(program, "rb") as file, zipfile.ZipFile(package, "w", compresslevel=9) as archive:
    archive.writestr(entry, file.read(), compresslevel=9)
