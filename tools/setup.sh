#!/usr/bin/env bash
# Installs the Debian packages that Spoor is built from. With "test" or "bench" also those of that kind.
#
# usage: tools/setup.sh [test] [bench]
# Asks nothing; does nothing where everything is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

kinds="build $*"
wanted=()
while read -r kind packages; do
  case " $kinds " in *" $kind "*) read -ra list <<<"$packages"; wanted+=("${list[@]}") ;; esac
done < <(grep -v '^#' tools/packages.txt)

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "setup: all ${#wanted[@]} packages are installed"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: these packages are missing and sudo is not here to install them: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "setup: installing ${#missing[@]} packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "setup: done"
