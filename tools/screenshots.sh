#!/usr/bin/env bash
# Makes the README's pictures of the workbench from samples/, in a window that nobody sees.
#
# usage: tools/screenshots.sh [OUT_DIR]    (docs/pictures unless named; builds spoor-gui where it is not built)
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-docs/pictures}
program=${SPOOR_GUI_PROGRAM:-build/dev/src/spoor-gui}
if [[ ! -x $program ]]; then
  cmake --preset dev >/dev/null
  cmake --build --preset dev --target spoor spoor-gui
fi
mkdir -p "$out"
exec python3 -B tools/screenshots.py "$program" . "$out"
