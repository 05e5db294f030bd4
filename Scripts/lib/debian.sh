# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Fetches a package of another architecture or section from Debian's registry
# and unpacks it, with an apt configuration of its own: nothing is installed,
# and the machine's own sources stay as they are. Sourced.

readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# debian_package NAME ARCHITECTURE COMPONENT FOLDER
#
# Prints the folder it was unpacked in. apt checks the archive's signature; what
# was fetched once is not fetched again.
debian_package() {
  local name=$1 architecture=$2 component=$3 folder=$4
  local place=$folder/$name-$architecture
  if [[ ! -e $place/.complete ]]; then
    mkdir -p "$folder/apt-$architecture-$component"
    (
      cd "$folder/apt-$architecture-$component"
      mkdir -p lists/partial archives/partial
      touch status
      cat >sources.list <<END
deb [signed-by=$keyring] http://deb.debian.org/debian bookworm $component
END
      cat >apt.conf <<END
Dir::Etc::sourcelist "$PWD/sources.list";
Dir::Etc::sourceparts "-";
Dir::State "$PWD";
Dir::State::status "$PWD/status";
Dir::Cache "$PWD";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "root";
END
      rm -f "${name}"_*.deb
      export APT_CONFIG=$PWD/apt.conf
      run_quietly apt-get update && run_quietly apt-get download "$name"
    ) || unavailable "could not fetch Debian's $name for $architecture"
    rm -rf "$place"
    mkdir -p "$place"
    dpkg-deb -x "$folder/apt-$architecture-$component/${name}"_*.deb "$place"
    touch "$place/.complete"
  fi
  printf '%s\n' "$place"
}
