# SPDX-License-Identifier: Apache-2.0
"""Writes the pkg-config and CMake files of a library's archive.

package-files.py FOLDER TRIPLE, the folder being the archive's lib.
"""

import pathlib
import sys

VERSION = "0.1.0"

PKG_CONFIG = """prefix=${pcfiledir}/../..
includedir=${prefix}/include
libdir=${prefix}/lib

Name: scrap_verifier
Description: Verifier of SCRAP capability tokens, @TRIPLE@
Version: @VERSION@
Cflags: -I${includedir}
Libs: -L${libdir} -lscrap_verifier -lsecp256k1
"""

CMAKE = """# SPDX-License-Identifier: Apache-2.0
# find_package(ScrapVerifier), then link ScrapVerifier::scrap_verifier.
get_filename_component(
  _scrap_root "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
if(NOT TARGET ScrapVerifier::scrap_verifier)
  add_library(ScrapVerifier::secp256k1 STATIC IMPORTED)
  set_target_properties(ScrapVerifier::secp256k1 PROPERTIES
    IMPORTED_LOCATION "${_scrap_root}/lib/libsecp256k1.a")
  add_library(ScrapVerifier::scrap_verifier STATIC IMPORTED)
  set_target_properties(ScrapVerifier::scrap_verifier PROPERTIES
    IMPORTED_LOCATION "${_scrap_root}/lib/libscrap_verifier.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_scrap_root}/include"
    INTERFACE_LINK_LIBRARIES ScrapVerifier::secp256k1)
endif()
"""

CMAKE_VERSION = """# SPDX-License-Identifier: Apache-2.0
set(PACKAGE_VERSION "@VERSION@")
if(PACKAGE_FIND_VERSION VERSION_LESS_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
"""


def main(folder, triple):
    lib = pathlib.Path(folder)
    cmake = lib / "cmake" / "ScrapVerifier"
    for path, text in (
            (lib / "pkgconfig" / "scrap_verifier.pc", PKG_CONFIG),
            (cmake / "ScrapVerifierConfig.cmake", CMAKE),
            (cmake / "ScrapVerifierConfigVersion.cmake", CMAKE_VERSION)):
        text = text.replace("@VERSION@", VERSION).replace("@TRIPLE@", triple)
        path.write_text(text, encoding="utf-8")


main(*sys.argv[1:])
