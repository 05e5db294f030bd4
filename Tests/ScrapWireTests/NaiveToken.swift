// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// A second reading of the rules, written from the resolutions with lists and
/// loops: whether bytes are well-formed, without where and why.
enum NaiveToken {
  /// Types of exact length (E-23).
  private static let lengths: [UInt64: Int] = [
    0: 1, 1: 1, 2: 33, 8: 4, 10: 4, 12: 16, 15: 8, 17: 8, 19: 4, 20: 33,
    22: 16, 24: 16, 26: 1, 240: 64,
  ]

  static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 1_024,
      let records = NaiveStream.records(bytes, last: 240, repeating: 14)
    else { return false }
    for record in records {
      switch record.type {
      case 4, 6:
        if !isKey(record.value) && !isText(record.value) { return false }
      case 13: continue
      case 14:
        if !isCapability(record.value) { return false }
      default:
        if let length = lengths[record.type] {
          if record.value.count != length { return false }
        } else if record.type % 2 == 0 {
          return false
        }
      }
    }
    return holdTogether(records)
  }

  private static func holdTogether(_ records: [Record]) -> Bool {
    func value(_ type: UInt64) -> [UInt8]? {
      records.first { $0.type == type }?.value
    }
    func number(_ type: UInt64) -> UInt64? {
      value(type)?.reduce(0) { $0 << 8 | UInt64($1) }
    }
    for type in [0, 2, 4, 6, 8, 10, 12, 14, 240] as [UInt64]
    where value(type) == nil {
      return false
    }
    guard let issued = number(8), let expires = number(10) else { return false }
    let delegation = [20, 22, 24].map { value($0) != nil }
    let depth = number(26) ?? 0
    let isRoot = delegation == [false, false, false] && depth == 0
    let isDelegation = delegation == [true, true, true] && depth > 0
    return number(0) == 1 && (number(1) ?? 0) == 0
      && isKey(value(2) ?? []) && isKey(value(20) ?? RecordStream.key(0))
      && issued < expires && (number(19) ?? 0) <= expires
      && (value(15)?.suffix(4).contains { $0 != 0 } ?? true)
      && records.filter { $0.type == 14 }.count <= 16
      && (isRoot || isDelegation)
  }

  private static func isKey(_ value: [UInt8]) -> Bool {
    value.count == 33 && (value[0] == 2 || value[0] == 3)
  }

  static func isText(_ value: [UInt8]) -> Bool {
    (1...64).contains(value.count) && value.allSatisfy { $0 > 32 && $0 < 127 }
  }

  private static func isCapability(_ value: [UInt8]) -> Bool {
    var segments = value.split(
      separator: 0x3a, omittingEmptySubsequences: false)
    guard value.count <= 64, (2...8).contains(segments.count) else {
      return false
    }
    if segments.last == [0x2a] { segments.removeLast() }
    return segments.allSatisfy { segment in
      (1...32).contains(segment.count)
        && segment.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5a).contains($0)
            || (0x61...0x7a).contains($0) || [0x5f, 0x2e, 0x2d].contains($0)
        }
    }
  }
}

/// A second reading of a stream of records: order, forms, and the end.
enum NaiveStream {
  static func records(
    _ bytes: [UInt8], last: UInt64, repeating: UInt64?
  ) -> [Record]? {
    let stream = RecordStream(splitting: bytes)
    guard stream.trailer.isEmpty, stream.records.last?.type == last else {
      return nil
    }
    for (index, record) in stream.records.enumerated() {
      // Written again in the shortest form it must be the same.
      guard record.bytes == Record(record.type, record.value).bytes else {
        return nil
      }
      guard index > 0 else { continue }
      let previous = stream.records[index - 1].type
      let isRun = record.type == previous && record.type == repeating
      guard record.type > previous || isRun else { return nil }
    }
    return stream.records
  }
}

/// A second reading of messages.
enum NaiveMessage {
  /// Records by type with the fewest and the most bytes of each.
  typealias Rules = [UInt64: ClosedRange<Int>]

  static let requestRules: Rules = [
    0: 1...64, 2: 4...4, 4: 1...1_024, 6: 1...1_024, 8: 1...64,
    10: 1...2_048, 12: 0...1_024, 14: 0...1_024, 16: 8...8, 18: 4...4,
    20: 64...64,
  ]

  /// The records of a whole message; nil if it is not well-formed.
  static func records(
    _ message: [UInt8], code: UInt8, rules: Rules, required: [UInt64],
    last: UInt64, repeating: UInt64? = nil
  ) -> [Record]? {
    guard message.count >= 3, message.count <= 4_099, message[0] == code,
      Int(message[1]) * 256 + Int(message[2]) == message.count - 3,
      let records = NaiveStream.records(
        Array(message[3...]), last: last, repeating: repeating)
    else { return nil }
    for record in records {
      if let rule = rules[record.type] {
        guard rule.contains(record.value.count) else { return nil }
      } else if record.type % 2 == 0 {
        return nil
      }
    }
    let types = records.map(\.type)
    guard required.allSatisfy({ types.contains($0) }),
      NaiveToken.isText(records.first { $0.type == 0 }?.value ?? [])
    else { return nil }
    return records
  }

  /// Whether a TaskRequest and each of its tokens are well-formed.
  static func isRequest(_ message: [UInt8]) -> Bool {
    let records = records(
      message, code: 1, rules: requestRules, required: [0, 2, 4, 8, 20],
      last: 20, repeating: 6)
    guard let records else { return false }
    return records.filter { $0.type == 4 || $0.type == 6 }
      .allSatisfy { NaiveToken.isWellFormed($0.value) }
  }
}
