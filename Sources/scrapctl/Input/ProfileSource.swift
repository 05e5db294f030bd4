// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// A satellite profile from a file: JSON, or the packed record, told apart by
/// the record's first bytes.
enum ProfileSource {
  static func read(_ path: String) throws(Failure) -> SatelliteProfile {
    let bytes = try Source(path, what: "profile").file()
    do throws(GroundError) {
      return bytes.starts(with: "\(ProfileLayout.magic)".utf8)
        ? try SatelliteProfile(record: bytes, place: path)
        : try SatelliteProfile(json: bytes)
    } catch {
      throw Failure(
        Failure.input,
        "\(error)".hasPrefix(path) ? "\(error)" : "\(path): \(error)")
    }
  }
}
