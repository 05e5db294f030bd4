// SPDX-License-Identifier: Apache-2.0

/// What is wrong with received bytes, and where.
public struct ParseError: Error, Equatable, Sendable, BitwiseCopyable {
  /// The kind of fault.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// The bytes end inside a type, a length or a value.
    case truncated = 1
    /// A BigSize is longer than its value needs (E-18).
    case notMinimal = 2
    /// A type is not greater than the one before (E-19).
    case notAscending = 3
    /// An even type that this version does not know.
    case unknownEvenType = 4
    /// A known record has a length that its type does not allow (E-23).
    case wrongLength = 5
    /// A required record is absent (E-29).
    case missingRecord = 6
    /// Bytes follow the last record (E-21).
    case trailingBytes = 7
    /// More bytes than the limit of the whole (E-31).
    case tooLong = 8
    /// The version is not 1 (E-28).
    case wrongVersion = 9
    /// A flag is set (E-27).
    case flagsSet = 10
    /// A key does not begin with 02 or 03 (E-38).
    case wrongKeyPrefix = 11
    /// A text is not 1 to 64 bytes of 0x21 to 0x7e (E-30).
    case wrongText = 12
    /// A capability breaks the grammar of E-85 and E-86.
    case wrongCapability = 13
    /// More than 16 capabilities.
    case tooManyCapabilities = 14
    /// expires_at is not after issued_at (E-48).
    case lifetimeNotPositive = 15
    /// constraint_after is later than expires_at (E-49).
    case afterBeyondExpiry = 16
    /// constraint_rate has a period of 0 (E-91).
    case ratePeriodZero = 17
    /// Some, not all, of the delegation records are there, or a depth that
    /// does not fit them (E-72).
    case partialDelegation = 18
    /// The message's type is another one.
    case wrongMessageType = 19
    /// The header's length is not the number of bytes that follow (E-99).
    case wrongMessageLength = 20

    /// The fault in one word, as in JSON output and telemetry.
    public var name: StaticString {
      switch self {
      case .truncated: "truncated"
      case .notMinimal: "not_minimal"
      case .notAscending: "not_ascending"
      case .unknownEvenType: "unknown_even_type"
      case .wrongLength: "wrong_length"
      case .missingRecord: "missing_record"
      case .trailingBytes: "trailing_bytes"
      case .tooLong: "too_long"
      case .wrongVersion: "wrong_version"
      case .flagsSet: "flags_set"
      case .wrongKeyPrefix: "wrong_key_prefix"
      case .wrongText: "wrong_text"
      case .wrongCapability: "wrong_capability"
      case .tooManyCapabilities: "too_many_capabilities"
      case .lifetimeNotPositive: "lifetime_not_positive"
      case .afterBeyondExpiry: "after_beyond_expiry"
      case .ratePeriodZero: "rate_period_zero"
      case .partialDelegation: "partial_delegation"
      case .wrongMessageType: "wrong_message_type"
      case .wrongMessageLength: "wrong_message_length"
      }
    }
  }

  /// The kind of fault.
  public var kind: Kind
  /// Where, in bytes from the first one handed to the parser.
  public var offset: Int
  /// The record's type, where one is concerned and known.
  public var recordType: UInt8?

  /// Makes an error.
  public init(_ kind: Kind, at offset: Int, recordType: UInt8? = nil) {
    self.kind = kind
    self.offset = offset
    self.recordType = recordType
  }

  /// The same fault, counted from an origin `distance` bytes earlier.
  public func shifted(by distance: Int) -> ParseError {
    ParseError(kind, at: offset + distance, recordType: recordType)
  }
}
