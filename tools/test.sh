#!/usr/bin/env bash
# Installs what is missing, builds with warnings as errors, runs every test.
#
# usage: tools/test.sh [CTEST_ARGUMENT...]
# Tests on real files look in $SPOOR_MEDIA and $SPOOR_SCENES and skip where there are none; SPOOR_REQUIRE_MEDIA=1
# makes that a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh test

echo "test: building (dev)"
cmake --preset dev >/dev/null
cmake --build --preset dev

results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
ctest --preset dev --parallel "$(nproc)" --output-junit "$results" "$@" || status=$?
python3 tools/summarise_tests.py "$results"
exit "$status"
