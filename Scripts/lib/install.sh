# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Finds or installs what a script needs. Sourced. Quiet when all is there.

readonly SWIFT_MINIMUM=6.2

# Exit status 69 is EX_UNAVAILABLE: something outside this package is missing.
unavailable() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 69
}

need_packages() {
  local package
  local -a missing=() prefix=()
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
      grep -qx installed || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return

  command -v apt-get >/dev/null ||
    unavailable "needs ${missing[*]}, and there is no apt-get to install it"
  if ((EUID != 0)); then
    # -n: a script that waits for a password looks as if it hung.
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      unavailable "needs packages; run this first:
  sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    prefix=(sudo -n)
  fi
  printf 'installing %s\n' "${missing[*]}" >&2
  run_quietly "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get update ||
    unavailable "apt-get update failed"
  run_quietly "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "${missing[@]}" ||
    unavailable "could not install ${missing[*]}"
}

# Shows the output of a command only if it fails.
run_quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  ((status == 0)) || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

need_swift() {
  local version
  command -v swift >/dev/null ||
    unavailable "no swift in PATH; Swift $SWIFT_MINIMUM or newer is needed"
  version=$(swift --version 2>/dev/null |
    sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  [[ -n $version ]] || unavailable "swift --version names no version"
  # The smaller of two versions sorts first.
  [[ $(printf '%s\n' "$SWIFT_MINIMUM" "$version" | sort -V | head -n 1) == \
    "$SWIFT_MINIMUM" ]] ||
    unavailable "Swift $SWIFT_MINIMUM or newer is needed, this is $version"
}

# Prints the path of a tool that comes with the Swift toolchain, or else of
# one of that name from the system.
toolchain_tool() {
  local beside
  beside=$(dirname "$(readlink -f "$(command -v swift)")")/$1
  if [[ -x $beside ]]; then
    printf '%s\n' "$beside"
  else
    command -v "$1" || unavailable "no $1 in the toolchain nor in PATH"
  fi
}
