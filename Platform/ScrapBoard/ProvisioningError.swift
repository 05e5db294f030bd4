// SPDX-License-Identifier: Apache-2.0

/// Why a provisioning record is not taken.
public enum ProvisioningError: UInt8, Error, Equatable, Sendable {
  /// Nothing begins like one.
  case noRecord = 1
  /// A record of another format.
  case otherFormat = 2
  /// The record is longer than its place, or than the memory for it.
  case tooLong = 3
  /// The checksum differs: the record was damaged.
  case wrongChecksum = 4
  /// Flags that nobody understands.
  case unknownFlags = 5

  /// The name as boot reports write it.
  public var name: StaticString {
    switch self {
    case .noRecord: "no_record"
    case .otherFormat: "other_format"
    case .tooLong: "too_long"
    case .wrongChecksum: "wrong_checksum"
    case .unknownFlags: "unknown_flags"
    }
  }
}
