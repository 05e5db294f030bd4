// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// A profile record in memory of its own, which lives as long as this value.
public final class ProfileRecord {
  private let memory: UnsafeMutableBufferPointer<UInt8>

  /// The record's bytes.
  public var bytes: [UInt8] { Array(memory) }

  /// Copies a record; nothing is checked.
  public init(bytes: [UInt8]) {
    self.memory = .allocate(capacity: bytes.count)
    _ = memory.initialize(from: bytes)
  }

  /// Writes a profile as a record and reads it back.
  ///
  /// - Throws: `wrongValue` for what the profile must not hold.
  public convenience init(
    packing profile: SatelliteProfile
  ) throws(GroundError) {
    self.init(bytes: try profile.pack())
  }

  deinit { memory.deallocate() }

  /// The verifier's view of the record; use it only while this value lives.
  ///
  /// - Parameter place: what an error names, the file for example.
  /// - Returns: the checked view.
  /// - Throws: `wrongValue` with the verifier's word and the byte.
  public func profile(place: String) throws(GroundError) -> Profile {
    do throws(ProfileError) {
      return try Profile(record: UnsafeBufferPointer(memory))
    } catch {
      throw .wrongValue(
        place: place, expected: "a sound profile record",
        found: "\(error.kind.words) at byte \(error.offset)")
    }
  }
}

extension ProfileError.Kind {
  /// The fault in a few words.
  var words: String {
    switch self {
    case .truncated: "its end"
    case .wrongMagic: "another beginning than \(ProfileLayout.magic)"
    case .wrongFormat: "another format than \(ProfileLayout.format)"
    case .wrongByteCount: "another length than its content has"
    case .wrongChecksum: "another checksum"
    case .wrongLimit: "a limit out of its range"
    case .wrongText: "an id that is no text"
    case .wrongKeyCount: "no issuer, or too many keys"
    case .keyOffCurve: "a key off the curve"
    @unknown default: "another fault"
    }
  }
}
