// SPDX-License-Identifier: Apache-2.0

/// What a satellite does for one capability: a program and its limits.
public struct TaskCommand: Equatable, Sendable {
  /// What a program's output may be.
  public enum Output: String, CaseIterable, Sendable {
    /// Any bytes, none too.
    case any
    /// UTF-8 without control characters but tab and line ends; not empty.
    case text
  }

  /// The program, by its absolute path, and its arguments. No shell reads
  /// them, and nothing of a request stands in them.
  public var arguments: [String]
  /// How long it may run, 1 to 86,400.
  public var timeoutSeconds: UInt32 = 60
  /// Bytes it may write to standard output, at most 16 MiB.
  public var outputByteCountMax: UInt32 = 1 << 20
  /// What its output must be.
  public var output = Output.any
  /// The price, satoshis.
  public var amountSats: UInt64 = 0
  /// How long an offer stands that is not bound, 1 to 86,400.
  public var offerSeconds: UInt32 = 3_600

  /// Makes one with the usual limits.
  public init(arguments: [String]) { self.arguments = arguments }

  /// What is wrong with it; nil if nothing is.
  public var problem: String? {
    guard let program = arguments.first, program.hasPrefix("/") else {
      return "argv: expected a program's absolute path first"
    }
    guard arguments.allSatisfy({ !$0.utf8.contains(0) }) else {
      return "argv: expected no zero byte"
    }
    guard (1...86_400).contains(timeoutSeconds) else {
      return "timeout_seconds: expected 1 to 86400"
    }
    guard outputByteCountMax <= 16 << 20 else {
      return "output_byte_count_max: expected at most 16777216"
    }
    guard (1...86_400).contains(offerSeconds) else {
      return "offer_seconds: expected 1 to 86400"
    }
    return nil
  }
}
