// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Makes tokens and requests of the usual shape.
enum BenchTokens {
  static let satelliteID = Array("SENTINEL-2C-62261".utf8)
  static let issuedAtSeconds: UInt64 = 1_705_320_000
  static let nowSeconds: UInt64 = 1_705_320_100
  static let capability = Array("cmd:imaging:msi".utf8)

  /// What a delegation hangs on.
  struct Parent {
    var root: PublicKey
    var rootID: [UInt8]
    var parentID: [UInt8]
    var depth: UInt64
  }

  /// 16 bytes that differ with each number.
  static func id(_ number: Int) -> [UInt8] {
    var random = BenchRandom(seed: UInt64(number))
    return [random.next(), random.next()].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  static func token(
    by issuer: borrowing BenchParty,
    to subject: [UInt8],
    id: [UInt8],
    under parent: Parent? = nil,
    audience: [UInt8] = satelliteID,
    expiresAtSeconds: UInt64 = 1_705_406_400
  ) -> [UInt8] {
    written { writer throws(WriteError) in
      try writer.append(record: 0, integer: 1, byteCount: 1)
      try writer.append(record: 2, issuer.publicKey.span)
      try writer.append(record: 4, subject.span)
      try writer.append(record: 6, audience.span)
      try writer.append(record: 8, integer: issuedAtSeconds, byteCount: 4)
      try writer.append(record: 10, integer: expiresAtSeconds, byteCount: 4)
      try writer.append(record: 12, id.span)
      try writer.append(record: 14, capability.span)
      if let parent {
        try writer.append(record: 20, parent.root.span)
        try writer.append(record: 22, parent.rootID.span)
        try writer.append(record: 24, parent.parentID.span)
        try writer.append(record: 26, integer: parent.depth, byteCount: 1)
      }
      let tag: Tag = parent == nil ? .token : .delegation
      try writer.append(
        record: 240, issuer.sign(tag, writer.bytes).span)
    }
  }

  static func request(
    by commander: borrowing BenchParty, token: [UInt8]
  ) -> [UInt8] {
    written { writer throws(WriteError) in
      try writer.beginMessage(.taskRequest)
      try writer.append(record: 0, Array("IMG-2025-001-ICEYE".utf8).span)
      try writer.append(record: 2, integer: nowSeconds - 10, byteCount: 4)
      try writer.append(record: 4, token.span)
      try writer.append(record: 8, capability.span)
      try writer.append(
        record: 20, commander.sign(.taskRequest, writer.body).span)
      writer.endMessage()
    }
  }

  private static func written(
    _ body: (inout ByteWriter) throws(WriteError) -> Void
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 4200)
    var writer = ByteWriter(bytes.mutableSpan)
    do throws(WriteError) {
      try body(&writer)
    } catch {
      preconditionFailure("4200 bytes hold any message")
    }
    let count = writer.bytes.count
    return Array(bytes[0..<count])
  }
}
