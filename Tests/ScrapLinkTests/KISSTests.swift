// SPDX-License-Identifier: Apache-2.0

import ScrapLink
import TestSupport
import Testing

@Suite struct KISSTests {
  /// Bytes that were sent.
  private struct Buffer: ByteSink {
    var bytes: [UInt8] = []
    mutating func put(_ byte: UInt8) { bytes.append(byte) }
  }

  private static func framed(
    _ port: LinkPort, _ content: [UInt8]
  ) -> [UInt8] {
    var buffer = Buffer()
    buffer.send(port, content.span)
    return buffer.bytes
  }

  /// Every frame that comes out of bytes, with its port, and the counters.
  private static func frames(
    in bytes: [UInt8]
  ) -> (frames: [(UInt8, [UInt8])], counters: KISSCounters) {
    var decoder = KISSDecoder<300>()
    var found: [(UInt8, [UInt8])] = []
    for byte in bytes {
      guard let port = decoder.take(byte) else { continue }
      let content = decoder.content
      found.append((port, content.indices.map { content[$0] }))
    }
    return (found, decoder.counters)
  }

  @Test func everyContentComesBackFromItsFrame() {
    var chance = TestSeed.generator(for: "kiss")
    for length in 0...300 {
      let content = (0..<length).map { _ in
        [0xc0, 0xdb, 0xdc, 0xdd, UInt8.random(in: 0...255, using: &chance)]
          .randomElement(using: &chance) ?? 0
      }
      let (found, counters) = Self.frames(
        in: Self.framed(.telemetry, content))
      #expect(found.count == 1 && found.first?.0 == 1)
      #expect(found.first?.1 == content)
      #expect(counters.frameCount == 1)
    }
  }

  @Test func noiseBeforeTheFirstFrameIsCounted() {
    let bytes = [1, 2, 3] + Self.framed(.messages, [9])
    let (found, counters) = Self.frames(in: bytes)
    #expect(found.map(\.1) == [[9]])
    #expect(counters.noiseByteCount == 3)
  }

  @Test func aFrameThatIsTooLongIsDroppedAndTheNextOneTaken() {
    let bytes =
      Self.framed(.messages, [UInt8](repeating: 7, count: 301))
      + Self.framed(.messages, [UInt8](repeating: 8, count: 300))
    let (found, counters) = Self.frames(in: bytes)
    #expect(found.map(\.1) == [[UInt8](repeating: 8, count: 300)])
    #expect(counters.oversizedCount == 1 && counters.frameCount == 1)
  }

  @Test func anEscapeThatStandsForNothingDropsItsFrame() {
    let bytes: [UInt8] = [0xc0, 0, 0xdb, 1, 2, 0xc0, 0, 5, 0xdb, 0xc0]
    let (found, counters) = Self.frames(
      in: bytes + Self.framed(.messages, [3]))
    #expect(found.map(\.1) == [[3]])
    #expect(counters.badEscapeCount == 2)
  }

  @Test func commandsOtherThanDataAreDropped() {
    let bytes: [UInt8] = [0xc0, 0x01, 5, 0xc0, 0xff, 0xc0, 0xdb, 0xdc, 0xc0]
    let (found, counters) = Self.frames(in: bytes)
    #expect(found.isEmpty)
    #expect(counters.otherCommandCount == 3)
  }

  @Test func halfAFrameEndsWhereTheNextBegins() {
    let half = Self.framed(.messages, [1, 2, 3, 4]).prefix(4)
    let (found, _) = Self.frames(
      in: half + Self.framed(.messages, [5]))
    #expect(found.map(\.1) == [[1, 2], [5]])
  }

  @Test func randomBytesNeverHideTheFrameBehindThem() {
    var chance = TestSeed.generator(for: "kiss noise")
    for _ in 0..<2_000 {
      let noise = (0..<Int.random(in: 0...80, using: &chance)).map { _ in
        [0xc0, 0xdb, 0x00, UInt8.random(in: 0...255, using: &chance)]
          .randomElement(using: &chance) ?? 0
      }
      let (found, _) = Self.frames(
        in: noise + Self.framed(.control, [1, 2, 3]))
      #expect(found.last?.0 == 2 && found.last?.1 == [1, 2, 3])
    }
  }

  private static func command(_ bytes: [UInt8]) -> LinkCommand? {
    LinkCommand(bytes.span)
  }

  @Test func linkCommandsAreReadByteForByte() {
    #expect(Self.command([1]) == .sendChallenge)
    #expect(Self.command([4]) == .resetCounters)
    let halt: [UInt8] = [0x7f] + Array("HALT".utf8) + [42]
    #expect(Self.command(halt) == .halt(status: 42))
    for index in 0..<5 {
      var other = halt
      other[index] ^= 1
      #expect(Self.command(other) == nil)
    }
    #expect(Self.command(halt.dropLast()) == nil)
    #expect(Self.command([1, 0]) == nil)
    #expect(Self.command([]) == nil)
  }
}
