# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Reads rooms.txt. Sourced from the top of the repository.

# Prints "module folder" for each core module that has Swift files, every
# module after those it imports.
core_rooms() {
  local module kind folder imports
  while read -r module kind folder imports; do
    [[ $kind == core && -d $folder ]] || continue
    : "$imports"
    [[ -n $(find "$folder" -name '*.swift' -print -quit) ]] || continue
    printf '%s %s\n' "$module" "$folder"
  done < <(grep -v '^#' Scripts/lib/rooms.txt)
}

# Prints those core modules that no other one imports: building them builds
# everything. MemberImportVisibility makes each import a direct one, so the
# sources can be asked.
core_roots() {
  local module folder
  local -a folders=()
  while read -r module folder; do
    folders+=("$folder")
  done < <(core_rooms)
  while read -r module folder; do
    grep -rqhE "^(public |package |internal |private )?import $module\$" \
      --include='*.swift' "${folders[@]}" || printf '%s\n' "$module"
  done < <(core_rooms)
}
