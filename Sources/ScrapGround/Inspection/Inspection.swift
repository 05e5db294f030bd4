// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// The records of a token or a request, as far as they can be told apart;
/// nothing is judged.
public struct Inspection: Equatable, Sendable {
  /// The records, in the order of their bytes.
  public var records: [InspectedRecord]
  /// The bytes behind the last record that could be told; empty if there are
  /// none.
  public var rest: Range<Int>

  /// Lists the records of a token.
  public init(token: [UInt8]) {
    self.init(token, from: 0, kind: .token)
  }

  /// The tokens of a request, root first, as far as its records can be told;
  /// offsets count from the message's first byte.
  public static func tokens(ofMessage message: [UInt8]) -> [Inspection] {
    let records = Inspection(message: message).records
    let parents = records.filter { $0.type == 6 }
    let leaves = records.filter { $0.type == 4 }
    return (parents + leaves).map { record in
      let start = record.valueOffset
      return Inspection(
        Array(message[..<(start + record.length)]), from: start, kind: .token)
    }
  }

  /// Lists the records of a request; offsets count from the message's first
  /// byte.
  public init(message: [UInt8]) {
    self.init(
      message, from: min(Limits.headerByteCount, message.count),
      kind: .taskRequest)
  }

  private init(_ bytes: [UInt8], from start: Int, kind: RecordKind) {
    var records: [InspectedRecord] = []
    var reader = ByteReader(bytes.span.extracting(start..<bytes.count))
    var end = start
    while !reader.isAtEnd {
      guard let type = try? reader.readBigSize(),
        let length = try? reader.readBigSize(),
        let place = try? reader.skip(byteCount: length)
      else { break }
      let value = Array(
        bytes[start + place.lowerBound..<start + place.upperBound])
      records.append(
        InspectedRecord(
          type: type, name: kind.name(type), offset: end,
          valueOffset: start + place.lowerBound, length: value.count,
          value: kind.text(type, value), bytes: value))
      end = start + reader.offset
    }
    self.records = records
    self.rest = end..<bytes.count
  }
}
