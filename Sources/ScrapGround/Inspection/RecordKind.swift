// SPDX-License-Identifier: Apache-2.0

/// The known record types of one stream: their names, and how their values
/// read.
public struct RecordKind: Sendable {
  /// How a value is shown.
  enum Form: Sendable {
    case number, seconds, text, identity, hex, rate
  }

  private let kinds: [UInt64: (name: String, form: Form)]

  private init(_ kinds: [UInt64: (name: String, form: Form)]) {
    self.kinds = kinds
  }

  /// The records of a capability token (SCRAP §2.5.4).
  public static let token = RecordKind([
    0: ("version", .number), 1: ("flags", .number), 2: ("issuer", .hex),
    4: ("subject", .identity), 6: ("audience", .identity),
    8: ("issued_at", .seconds), 10: ("expires_at", .seconds),
    12: ("token_id", .hex), 13: ("constraint_geo", .text),
    14: ("capability", .text), 15: ("constraint_rate", .rate),
    17: ("constraint_amount", .number), 19: ("constraint_after", .seconds),
    20: ("root_issuer", .hex), 22: ("root_token_id", .hex),
    24: ("parent_token_id", .hex), 26: ("chain_depth", .number),
    240: ("signature", .hex),
  ])

  /// The records of a TaskRequest (E-93).
  public static let taskRequest = RecordKind([
    0: ("task_id", .text), 2: ("timestamp", .seconds),
    4: ("capability_token", .hex), 6: ("parent_token", .hex),
    8: ("task_type", .text), 10: ("target", .text),
    12: ("parameters", .text), 14: ("constraints", .text),
    16: ("max_amount_sats", .number), 18: ("timeout_blocks", .number),
    20: ("commander_signature", .hex),
  ])

  /// The name of a type.
  func name(_ type: UInt64) -> String { kinds[type]?.name ?? "unknown" }

  /// A value as text.
  func text(_ type: UInt64, _ value: [UInt8]) -> String {
    switch kinds[type]?.form {
    case .number where (1...8).contains(value.count):
      "\(Self.integer(value))"
    case .seconds where value.count == 4:
      SecondsText.text(Self.integer(value))
    case .rate where value.count == 8:
      "\(Self.integer(value[..<4])) in \(Self.integer(value[4...])) s"
    case .text, .identity:
      Self.printable(value) ?? HexText.text(value)
    default: HexText.text(value)
    }
  }

  private static func integer(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The value as text if every byte of it can be shown.
  private static func printable(_ bytes: [UInt8]) -> String? {
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7e).contains($0) })
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
