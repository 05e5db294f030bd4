#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Tries Scripts/flash-cm4 on files that stand for devices.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export SCRAP_FLASH_SYS=$folder/sys SCRAP_FLASH_MOUNTS=$folder/mounts
export SCRAP_FLASH_SWAPS=$folder/swaps
head -c 300000 /dev/urandom >"$folder/image"
count=0

# What a card looks like; the tests then change one thing.
card() {
  rm -rf "$folder/sys"
  mkdir -p "$folder/sys/block/sdx/device" "$folder/sys/block/sdx/holders"
  echo 1 >"$folder/sys/block/sdx/removable"
  echo 0 >"$folder/sys/block/sdx/ro"
  echo 2048 >"$folder/sys/block/sdx/size"
  echo 'Card Reader ' >"$folder/sys/block/sdx/device/model"
  echo "/dev/vda1 / ext4 rw 0 0" >"$folder/mounts"
  echo 'Filename Type' >"$folder/swaps"
  head -c 1048576 /dev/zero >"$folder/sdx"
}

# expect STATUS SENTENCE ARGUMENT...
expect() {
  local wanted=$1 sentence=$2 status=0 said
  shift 2
  said=$(Scripts/flash-cm4 "$folder/sdx" "$folder/image" "$@" 2>&1) ||
    status=$?
  if ((status != wanted)) || [[ $said != *"$sentence"* ]]; then
    printf 'flash: expected %s and "%s", got %s and:\n%s\n' \
      "$wanted" "$sentence" "$status" "$said" >&2
    exit 1
  fi
  count=$((count + 1))
}

untouched() {
  cmp -s -n 1048576 "$folder/sdx" /dev/zero || {
    echo 'flash: a refused device was written' >&2
    exit 1
  }
}

typed=(--write --name 'Card Reader' --bytes 1048576)
card
expect 0 'nothing was written'
untouched
expect 65 "name is 'Card Reader'" --write --name Reader --bytes 1048576
expect 65 'has 1048576 bytes' --write --name 'Card Reader' --bytes 1048575
expect 65 "name is 'Card Reader'" --write
untouched
echo "$folder/sdx1 /media vfat rw 0 0" >>"$folder/mounts"
expect 65 'in use' "${typed[@]}"
card
echo "$folder/sdx2 partition 1 0 -2" >>"$folder/swaps"
expect 65 'in use' "${typed[@]}"
card
touch "$folder/sys/block/sdx/holders/dm-0"
expect 65 'in use' "${typed[@]}"
card
echo 0 >"$folder/sys/block/sdx/removable"
expect 65 'not removable' "${typed[@]}"
echo 'MMC' >"$folder/sys/block/sdx/device/type"
expect 65 'not removable' "${typed[@]}"
echo 'RPi-MSD- 0001' >"$folder/sys/block/sdx/device/vendor"
expect 0 'nothing was written'
card
echo 1 >"$folder/sys/block/sdx/ro"
expect 65 'read-only' "${typed[@]}"
card
echo 100 >"$folder/sys/block/sdx/size"
expect 65 'the image needs' "${typed[@]}"
card
rm -r "$folder/sys/block/sdx"
expect 65 'no whole disk' "${typed[@]}"
untouched
card
expect 0 'read back and equal' "${typed[@]}"
cmp -n 300000 "$folder/sdx" "$folder/image"
# A device that keeps something else than it was given.
card
mkdir "$folder/bin"
cat >"$folder/bin/dd" <<END
#!/bin/sh
$(command -v dd) "\$@" || exit
case "\$*" in *of=*) printf x | $(command -v dd) of="$folder/sdx" bs=1 \
  seek=777 conv=notrunc status=none ;; esac
END
chmod +x "$folder/bin/dd"
PATH=$folder/bin:$PATH expect 74 'differs' "${typed[@]}"
# Outside of the tests a file is no device.
status=0
SCRAP_FLASH_SYS='' Scripts/flash-cm4 "$folder/image" "$folder/image" \
  >/dev/null 2>&1 || status=$?
((status == 65)) || { echo 'flash: a plain file was taken' >&2; exit 1; }
printf 'flash: %s cases\n' "$((count + 1))"
