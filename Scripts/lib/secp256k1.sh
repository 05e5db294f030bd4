# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# libsecp256k1 for a target: Debian's own build where there is one, else
# Debian's source, built with the toolchain's clang and small tables. Sourced,
# after install.sh and debian.sh.

# The size of the tables where we build it ourselves: 8 KiB for verifying,
# 32 KiB for signing. SCRAP_ECMULT_WINDOW and SCRAP_ECMULT_GEN_BITS change them.
readonly ECMULT_WINDOW=${SCRAP_ECMULT_WINDOW:-8}
readonly ECMULT_GEN_BITS=${SCRAP_ECMULT_GEN_BITS:-2}

# secp256k1_library TRIPLE FOLDER
#
# Prints the path of a libsecp256k1.a for the triple.
secp256k1_library() {
  local triple=$1 folder=$2 place
  case $triple in
    x86_64-unknown-linux-gnu)
      place=$(debian_package libsecp256k1-dev amd64 main "$folder") || return
      printf '%s\n' "$place/usr/lib/x86_64-linux-gnu/libsecp256k1.a"
      ;;
    aarch64-*)
      place=$(debian_package libsecp256k1-dev arm64 main "$folder") || return
      printf '%s\n' "$place/usr/lib/aarch64-linux-gnu/libsecp256k1.a"
      ;;
    *) secp256k1_from_source "$triple" "$folder" ;;
  esac
}

secp256k1_from_source() {
  local triple=$1 folder=$2 source clang out
  local -a flags
  source=$(secp256k1_source "$folder") || return
  out=$folder/secp256k1-$triple-$ECMULT_WINDOW-$ECMULT_GEN_BITS
  if [[ ! -e $out/libsecp256k1.a ]]; then
    mkdir -p "$out"
    clang=$(toolchain_tool clang)
    flags=(--target="$triple" -Os -ffreestanding -ffunction-sections
      -fdata-sections -fno-ident -w -isystem Scripts/lib/freestanding
      -I "$source/src" -I "$source/include" -DUSE_EXTERNAL_DEFAULT_CALLBACKS=1
      -DENABLE_MODULE_EXTRAKEYS=1 -DENABLE_MODULE_SCHNORRSIG=1
      "-DECMULT_WINDOW_SIZE=$ECMULT_WINDOW"
      "-DECMULT_GEN_PREC_BITS=$ECMULT_GEN_BITS")
    case $triple in
      riscv32*) flags+=(-march=rv32imac -mabi=ilp32) ;;
      riscv64*) flags+=(-march=rv64imac -mabi=lp64 -mcmodel=medany) ;;
    esac
    local file
    for file in secp256k1 precomputed_ecmult precomputed_ecmult_gen; do
      run_quietly "$clang" "${flags[@]}" -c "$source/src/$file.c" \
        -o "$out/$file.o" || return
    done
    run_quietly "$clang" "${flags[@]}" -c \
      Scripts/lib/freestanding/callbacks.c -o "$out/callbacks.o" || return
    "$(toolchain_tool llvm-ar)" rcsD "$out/libsecp256k1.a" "$out"/*.o
  fi
  printf '%s\n' "$out/libsecp256k1.a"
}

# Debian's source package, unpacked; apt checks its signature.
secp256k1_source() {
  local folder=$1/secp256k1-source
  if [[ ! -e $folder/.complete ]]; then
    (
      debian_apt "$folder/apt" "deb-src ${debian_archive:?} bookworm main" \
        "$(dpkg --print-architecture)" source --download-only libsecp256k1
    ) || unavailable "could not fetch Debian's source of libsecp256k1"
    mkdir -p "$folder/tree"
    tar -xf "$folder"/apt/libsecp256k1_*.orig.tar.* -C "$folder/tree" \
      --strip-components=1
    touch "$folder/.complete"
  fi
  printf '%s\n' "$folder/tree"
}
