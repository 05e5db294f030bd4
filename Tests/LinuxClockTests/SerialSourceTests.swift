// SPDX-License-Identifier: Apache-2.0

import Glibc
import LinuxClock
import ScrapClock
import ScrapNMEA
import TestSupport
import Testing

@Suite struct SerialSourceTests {
  private let folder = TemporaryFolder()
  private var link: String { folder.path + "/gps" }

  private func source(baudRate: BaudRate = .baud9600) -> NMEASource {
    NMEASource(
      endpoint: .serial(path: link, baudRate: baudRate), policy: Bench.policy)
  }

  @Test func aReceiverOnASerialLineIsReadBetweenGarbage() throws {
    let device = PseudoTerminal(link: link)
    var source = source()
    #expect(source.read(atMilliseconds: 1_000).health == .absent)
    #expect(source.isOpen == true)
    device.write([0xff, 0x00, 0x03, 0x11, 0x13, 0x04] + Bench.sentence)
    let reading = Bench.read(&source, atMilliseconds: 1_000) {
      $0.health == .good
    }
    #expect(reading.unixSeconds == Bench.sentenceSeconds)
    #expect(reading.takenAtNanoseconds == 1_000_000_000)
    #expect(reading.errorNanoseconds == 1_100_000_000)
    // A line that is not raw would swallow or act on five of the six.
    #expect(source.receiver.statistics.garbageByteCount == 6)
  }

  @Test func theLineIsSetRawWithTheRateAskedFor() throws {
    let device = PseudoTerminal(link: link)
    var source = source(baudRate: .baud38400)
    _ = source.read(atMilliseconds: 0)
    let found = device.settings
    #expect(found.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
    #expect(found.c_iflag & tcflag_t(IXON | IXOFF | ICRNL | ISTRIP) == 0)
    #expect(found.c_cflag & tcflag_t(CSIZE) == tcflag_t(CS8))
    #expect(found.c_cflag & (tcflag_t(PARENB | CSTOPB) | CRTSCTS) == 0)
    var copy = found
    #expect(cfgetispeed(&copy) == speed_t(B38400))
  }

  @Test func whatWaitedInTheSystemsBufferWidensTheBound() throws {
    let device = PseudoTerminal(link: link)
    var source = source()
    _ = source.read(atMilliseconds: 10_000)
    device.write(Bench.sentence)
    // Comes on the way: nothing is read before, so nothing was empty before.
    usleep(20_000)
    let reading = Bench.read(&source, atMilliseconds: 14_000) {
      $0.health == .good
    }
    #expect(reading.health == .good)
    #expect(reading.errorNanoseconds == 5_100_000_000)
  }

  @Test func aDeviceThatVanishesMidSentenceIsAbsentAndFoundAgain() throws {
    let half = Bench.sentence.count / 2
    var source = source()
    var device = PseudoTerminal(link: link)
    _ = source.read(atMilliseconds: 0)
    device.write(Bench.sentence + Bench.sentence[..<half])
    let before = Bench.read(&source, atMilliseconds: 0) { $0.health == .good }
    #expect(before.health == .good)

    device.vanish()
    let gone = Bench.read(&source, atMilliseconds: 1) { $0.health == .absent }
    #expect(gone.health == .absent)
    #expect(source.problem == .hungUp)
    #expect(source.isOpen == false)

    device = PseudoTerminal(link: link)
    // Not before 250 ms have passed.
    #expect(source.read(atMilliseconds: 250).health == .absent)
    #expect(source.isOpen == false)
    // What was heard from the one before is forgotten.
    #expect(source.read(atMilliseconds: 252).health == .absent)
    #expect(source.isOpen == true)
    device.write(Array(Bench.sentence[half...]) + [0x21])
    let rest = Bench.read(&source, atMilliseconds: 300) { $0.health == .faulty }
    #expect(rest.health == .faulty, "two halves are no sentence")
    device.write(Bench.sentence)
    let after = Bench.read(&source, atMilliseconds: 400) { $0.health == .good }
    #expect(after.unixSeconds == Bench.sentenceSeconds)
  }

  @Test func aMissingDeviceIsTriedAgainMoreAndMoreSeldom() throws {
    var source = source()
    // Fails at 0, 250, 750, 1750, 3750, 7750, 15750, 31750 and 61750 ms.
    for milliseconds in stride(from: UInt64(0), through: 62_000, by: 50) {
      #expect(source.read(atMilliseconds: milliseconds).health == .absent)
    }
    #expect(source.problem == .notFound)
    let device = PseudoTerminal(link: link)
    for milliseconds in stride(from: UInt64(62_000), to: 91_750, by: 50) {
      _ = source.read(atMilliseconds: milliseconds)
      #expect(source.isOpen == false, "\(milliseconds)")
    }
    _ = source.read(atMilliseconds: 91_750)
    #expect(source.isOpen == true)
    // Bytes make the wait short again.
    device.write(Bench.sentence)
    _ = Bench.read(&source, atMilliseconds: 91_760) { $0.health == .good }
    device.vanish()
    _ = Bench.read(&source, atMilliseconds: 92_000) { $0.health == .absent }
    let next = PseudoTerminal(link: link)
    _ = source.read(atMilliseconds: 92_249)
    #expect(source.isOpen == false)
    _ = source.read(atMilliseconds: 92_250)
    #expect(source.isOpen == true)
    next.vanish()
  }

  @Test func aLineOnWhichNothingComesIsOpenedAgain() throws {
    let device = PseudoTerminal(link: link)
    var source = source()
    _ = source.read(atMilliseconds: 0)
    _ = source.read(atMilliseconds: 30_000)
    #expect(source.isOpen == true)
    _ = source.read(atMilliseconds: 30_001)
    #expect(source.isOpen == false)
    #expect(source.problem == .silent)
    _ = source.read(atMilliseconds: 30_251)
    #expect(source.isOpen == true)
    device.vanish()
  }

  @Test func whatIsNoSerialDeviceIsAbsent() throws {
    let folder = self.folder.path
    let file = folder + "/file"
    close(creat(file, 0o600))
    let pipe = folder + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    let cases: [(String, LinkProblem)] = [
      (file, .notDevice), (folder, .notDevice), (pipe, .notDevice),
      ("/dev/null", .notDevice), (folder + "/none", .notFound),
      (file + "/below", .notFound), ("", .notFound),
    ]
    for (path, problem) in cases {
      var source = NMEASource(
        endpoint: .serial(path: path, baudRate: .baud9600))
      let reading = source.read(nowNanoseconds: 5)
      #expect(reading.health == .absent, "\(path)")
      #expect(reading.takenAtNanoseconds == 5)
      #expect(source.problem == problem, "\(path)")
    }
  }
}
