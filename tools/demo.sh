#!/usr/bin/env bash
# From a bare Debian machine to a report: installs, builds, examines the samples (or the paths given).
#
# usage: tools/demo.sh [PATH...]
# The report goes to a new folder spoor-report* in the current directory; nothing is overwritten.
set -euo pipefail
here=$PWD
top=$(cd "$(dirname "$0")/.." && pwd)
paths=()
for path in "$@"; do paths+=("$(realpath -m -- "$path")"); done

"$top/tools/setup.sh"

echo "demo: building (release)"
cd "$top"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { cmake --preset release && cmake --build --preset release; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "demo: the build failed" >&2
  exit 1
fi

python3 tools/check_samples.py samples
[ ${#paths[@]} -gt 0 ] || paths=("$top/samples")

out=$here/spoor-report
n=2
while [ -e "$out" ]; do out=$here/spoor-report-$n; n=$((n + 1)); done
echo "demo: examining ${paths[*]}"
status=0
"$top/build/release/src/spoor" batch "${paths[@]}" --profile full --out "$out" || status=$?
# Status 1 means that some file could not be read or some pass failed: the report names them.
[ "$status" -le 1 ] || exit "$status"
echo "demo: the report is $out/report.html"
echo "demo: the workbench: $top/build/release/src/spoor-gui $out/case.spoor"
