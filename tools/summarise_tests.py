#!/usr/bin/env python3
"""Says how many tests ran and which were skipped and why, from CTest's JUnit file.

usage: summarise_tests.py RESULTS.xml
"""
import collections
import re
import sys
import xml.etree.ElementTree as tree


def reason_of(case):
    output = case.findtext("system-out") or ""
    # GoogleTest prints "path:line: Skipped" and the reason on the next line.
    found = re.search(r"Skipped\s*\n(.+)", output)
    return found.group(1).strip() if found else "no reason given"


def main():
    passed, failed = 0, []
    skipped = collections.defaultdict(list)
    for case in tree.parse(sys.argv[1]).getroot().iter("testcase"):
        status = case.get("status")
        if case.find("skipped") is not None or status == "notrun":
            skipped[reason_of(case)].append(case.get("name"))
        elif status == "fail" or case.find("failure") is not None:
            failed.append(case.get("name"))
        else:
            passed += 1
    for reason, names in sorted(skipped.items()):
        print(f"skipped ({reason}): {len(names)}")
        for name in names[:5]:
            print(f"  {name}")
        if len(names) > 5:
            print(f"  and {len(names) - 5} more")
    for name in failed:
        print(f"failed: {name}")
    total_skipped = sum(len(names) for names in skipped.values())
    print(f"{passed} passed, {len(failed)} failed, {total_skipped} skipped")


if __name__ == "__main__":
    main()
