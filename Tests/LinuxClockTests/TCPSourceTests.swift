// SPDX-License-Identifier: Apache-2.0

import Glibc
import LinuxClock
import ScrapClock
import ScrapNMEA
import Testing

/// One after the other: a port that one test gives up for a moment could be
/// given to the next.
@Suite(.serialized) struct TCPSourceTests {
  private func source(_ port: UInt16) -> NMEASource {
    NMEASource(
      endpoint: .tcp(address: "127.0.0.1", port: port), policy: Bench.policy)
  }

  /// Reads until there is a line.
  private func open(
    _ source: inout NMEASource, atMilliseconds milliseconds: UInt64 = 0
  ) {
    for _ in 0..<2_000 where !source.isOpen {
      _ = source.read(atMilliseconds: milliseconds)
      if !source.isOpen { usleep(1_000) }
    }
    #expect(source.isOpen == true)
  }

  @Test func aServerThatGoesAndComesBackIsReadAgain() throws {
    var server = try TCPServer()
    let port = server.port
    var source = source(port)
    open(&source)
    try server.accept()
    server.write(Bench.sentence + Bench.sentence.prefix(9))
    let first = Bench.read(&source, atMilliseconds: 0) { $0.health == .good }
    #expect(first.unixSeconds == Bench.sentenceSeconds)

    server.stop()
    _ = Bench.read(&source, atMilliseconds: 10) { $0.health == .absent }
    #expect(source.problem == .hungUp)
    // Nobody listens: refused at the second try.
    for _ in 0..<2_000 where source.problem != .unreachable {
      _ = source.read(atMilliseconds: 260)
      usleep(1_000)
    }
    #expect(source.problem == .unreachable)

    server = try TCPServer(port: port)
    open(&source, atMilliseconds: 10_000)
    try server.accept()
    server.write(Bench.sentence)
    let again = Bench.read(&source, atMilliseconds: 10_000) {
      $0.health == .good
    }
    #expect(again.health == .good)
    #expect(source.receiver.statistics.badChecksumCount == 0)
  }

  @Test func oneCallReadsNoMoreThanItsLimitAndTheRestIsOlder() throws {
    let server = try TCPServer()
    var source = source(server.port)
    open(&source)
    try server.accept()
    // Read empty at 1 s, then much at once.
    _ = source.read(atMilliseconds: 1_000)
    let limit = UInt64(NMEASource.byteCountPerReadMax)
    let flood = [UInt8](repeating: 0xff, count: Int(limit) * 2 + 100)
    server.write(flood + Bench.sentence)
    usleep(50_000)
    var lastCount: UInt64 = 0
    for round in UInt64(2)...5 {
      let reading = source.read(atMilliseconds: round * 1_000)
      let count = source.receiver.statistics.garbageByteCount
      #expect(count - lastCount <= limit)
      lastCount = count
      #expect((reading.health == .good) == (round >= 4), "\(round)")
      guard reading.health == .good else { continue }
      #expect(reading.takenAtNanoseconds == 4_000_000_000)
      #expect(reading.errorNanoseconds == 1_100_000_000 + 3_000_000_000)
    }
    #expect(lastCount == UInt64(flood.count))
    #expect(source.receiver.statistics.timeCount == 1)
  }

  /// Nobody accepts, and the queue is short: the system lets a connection hang
  /// that finds it full.
  @Test func aServerThatNeverAnswersIsGivenUpWithoutWaiting() throws {
    let server = try TCPServer(backlog: 0)
    var first = source(server.port)
    open(&first)
    var second = source(server.port)
    for milliseconds in stride(from: UInt64(0), through: 5_000, by: 100) {
      #expect(second.read(atMilliseconds: milliseconds).health == .absent)
      #expect(second.problem == nil)
    }
    #expect(second.isOpen == false)
    #expect(second.read(atMilliseconds: 5_001).health == .absent)
    #expect(second.problem == .timedOut)
  }

  @Test func theDaemonIsAskedForTheReceiversOwnSentences() throws {
    let server = try TCPServer()
    var source = NMEASource(
      endpoint: .gpsd(address: "127.0.0.1", port: server.port),
      policy: Bench.policy)
    open(&source)
    try server.accept()
    let asked = String(decoding: try server.receive(), as: UTF8.self)
    #expect(asked == "?WATCH={\"enable\":true,\"raw\":1}\n")
    let banner = "{\"class\":\"VERSION\",\"release\":\"3.22\"}\r\n"
    server.write(Array(banner.utf8) + Bench.sentence)
    let reading = Bench.read(&source, atMilliseconds: 0) { $0.health == .good }
    #expect(reading.health == .good)
  }

  @Test func aSourceThatEndsHangsUp() throws {
    let server = try TCPServer()
    do {
      var source = source(server.port)
      open(&source)
      try server.accept()
    }
    #expect(try server.receive().isEmpty)
  }
}
