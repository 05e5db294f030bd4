# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Fetches a package of another architecture or section from Debian's registry
# and unpacks it, with an apt configuration of its own: nothing is installed,
# and the machine's own sources stay as they are. Sourced.

debian_key=/usr/share/keyrings/debian-archive-keyring.gpg
debian_archive="[signed-by=$debian_key] http://deb.debian.org/debian"

# debian_apt FOLDER SOURCE ARCHITECTURE WORD ...
#
# Runs apt-get WORD ... in the folder, with one line of sources, for an
# architecture. To be called in a subshell: it changes the folder.
debian_apt() {
  local folder=$1 source=$2 architecture=$3
  shift 3
  mkdir -p "$folder"
  cd "$folder" || return
  mkdir -p lists/partial archives/partial
  touch status
  printf '%s\n' "$source" >sources.list
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
  export APT_CONFIG=$PWD/apt.conf
  run_quietly apt-get update && run_quietly apt-get "$@"
}

# debian_package NAME ARCHITECTURE COMPONENT FOLDER
#
# Prints the folder it was unpacked in. apt checks the archive's signature; what
# was fetched once is not fetched again.
debian_package() {
  local name=$1 architecture=$2 component=$3 folder=$4
  local place=$folder/$name-$architecture
  if [[ ! -e $place/.complete ]]; then
    rm -f "$folder/apt-$architecture-$component/${name}"_*.deb
    (
      debian_apt "$folder/apt-$architecture-$component" \
        "deb $debian_archive bookworm $component" "$architecture" \
        download "$name"
    ) || unavailable "could not fetch Debian's $name for $architecture"
    rm -rf "$place"
    mkdir -p "$place"
    dpkg-deb -x "$folder/apt-$architecture-$component/${name}"_*.deb "$place"
    touch "$place/.complete"
  fi
  printf '%s\n' "$place"
}

# Finds or installs QEMU 9 or later, which knows the board. Debian 12 has it in
# its backports; the machine's own sources stay as they are.
need_qemu() {
  has_qemu && return
  local folder list lists
  local -a prefix=()
  command -v apt-get >/dev/null ||
    unavailable 'needs QEMU 9 or later, and there is no apt-get to install it'
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null ||
      unavailable 'needs QEMU 9 or later, of bookworm-backports'
    prefix=(sudo -n)
  fi
  printf 'installing qemu-system-arm from bookworm-backports\n' >&2
  # apt sweeps its folder of lists: ours may not lie in it.
  folder=$(mktemp -d)
  list=$folder/sources.list
  lists=$folder/lists
  mkdir -p "$lists/partial"
  chmod 755 "$folder"
  printf "deb $debian_archive"' %s main\n' bookworm bookworm-backports >"$list"
  local -a options=(-o "Dir::Etc::sourcelist=$list"
    -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$lists")
  run_quietly "${prefix[@]}" apt-get "${options[@]}" update ||
    unavailable 'could not read the list of bookworm-backports'
  run_quietly "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get \
    "${options[@]}" install --yes --no-install-recommends \
    -t bookworm-backports qemu-system-arm ||
    unavailable 'could not install QEMU 9 or later from bookworm-backports'
  rm -rf "$folder"
  has_qemu || unavailable 'the QEMU that was installed is older than 9'
}

has_qemu() {
  local version
  version=$(qemu-system-aarch64 --version 2>/dev/null |
    sed -n 's/^QEMU emulator version \([0-9]*\).*/\1/p')
  [[ -n $version ]] && ((version >= 9))
}
