// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

@Suite(.serialized) struct StoreFaultTests {
  /// A store with one used token.
  private func used(_ number: Int = 1) throws -> Scratch {
    let scratch = try Laboratory.scratch()
    let result = try Tool.run(
      Laboratory.verifyThen(),
      input: Laboratory.lines([try Laboratory.request(number)]), in: scratch)
    #expect(result.status == 0, "\(result.errorText)")
    return scratch
  }

  // E-63
  @Test func aFullShareIsSaid() throws {
    let scratch = try Scratch()
    var profile = Laboratory.profile
    profile.limits.replayCapacity = 10
    profile.limits.replayRootSubjectPercent = 40
    try scratch.write(profile.json.line, to: "profile.json")
    let result = try Tool.run(
      Laboratory.verifyThen(),
      input: Laboratory.lines(try (1...5).map { try Laboratory.request($0) }),
      in: scratch)
    #expect(result.status == 2)
    let answers = try result.lines.map { try Answer($0) }
    #expect(
      answers.map(\.word)
        == ["accept", "accept", "accept", "accept", "cache_full"])
    #expect(
      answers.map(\.fill) == [
        nil, nil, nil, nil,
        Answer.Fill(cause: "root_subject", entryCount: 4, entryCapacity: 10),
      ])
    let isSilent = !result.lines[0].contains("fill")
    #expect(isSilent)
  }

  /// Every line `store_unavailable`, status 74, then usable after a reset that
  /// refuses all old tokens.
  private func checkDamage(_ name: String, _ scratch: Scratch) throws {
    let old = try [Laboratory.request(1), Laboratory.request(2)]
    let damaged = try Tool.run(
      Laboratory.verifyThen(), input: Laboratory.lines(old), in: scratch)
    #expect(damaged.status == 74, "\(name)")
    #expect(
      try damaged.lines.map { try Answer($0).word }
        == ["store_unavailable", "store_unavailable"], "\(name)")
    #expect(try Answer(damaged.lines[0]).tokenId != nil, "\(name)")
    #expect(damaged.errorText.contains("store"), "\(name)")
    let check = try Tool.run(["store", "check", "store"], in: scratch)
    #expect(check.status == 74, "\(name)")

    let floor = Laboratory.nowSeconds
    let reset = try Tool.run(
      ["store", "reset", "store", "--issued-after", "\(floor)"], in: scratch)
    #expect(reset.status == 0, "\(name): \(reset.errorText)")
    let request = try Laboratory.freshRequest(after: floor)
    let after = try Tool.run(
      Laboratory.verify("--now", "\(floor + 5)"),
      input: Laboratory.lines(old + [request]), in: scratch)
    #expect(
      try after.lines.map { try Answer($0).word }
        == ["issued_before_floor", "issued_before_floor", "accept"],
      "\(name)")
    #expect(after.status == 2, "\(name)")
  }

  @Test func aBlankStoreIsALossNotANewStore() throws {
    let scratch = try used()
    try scratch.write([UInt8](), to: "store")
    try checkDamage("empty", scratch)
    let count = try used().read("store").count
    for fill: UInt8 in [0x00, 0xff] {
      let blank = try used()
      try blank.write([UInt8](repeating: fill, count: count), to: "store")
      try checkDamage("filled with \(fill)", blank)
    }
  }

  @Test func aTruncatedStoreIsDamaged() throws {
    for fraction in [1, 4, 7] {
      let scratch = try used()
      let bytes = try scratch.read("store")
      try scratch.write(
        Array(bytes[..<(bytes.count * fraction / 8)]),
        to: "store")
      try checkDamage("\(fraction) eighths", scratch)
    }
  }

  @Test func randomBytesAreADamagedStore() throws {
    var random = TestSeed.generator()
    for count in [1, 100, 65_536] {
      let scratch = try used()
      try scratch.write(random.bytes(count), to: "store")
      try checkDamage("\(count) random bytes", scratch)
    }
  }

  @Test func aStoreOfAnotherVersionIsLeftAlone() throws {
    let scratch = try used()
    var bytes = try scratch.read("store")
    let magic = Array("SCRAPCTL".utf8)
    var index = 0
    while let place = bytes[index...].firstRange(of: magic) {
      bytes[place.upperBound + 1] = 2
      index = place.upperBound
    }
    try scratch.write(bytes, to: "store")
    let result = try Tool.run(
      Laboratory.verifyThen(), input: "00\n", in: scratch)
    #expect(result.status == 74)
    #expect(
      try result.lines.map { try Answer($0).word } == ["store_unavailable"])
    #expect(result.errorText.contains("version 2"))
    let reset = try Tool.run(
      ["store", "reset", "store", "--issued-after", "1"], in: scratch)
    #expect(reset.status == 74)
    #expect(try scratch.read("store") == bytes)
  }

  @Test func aLockedStoreAnswersNoLine() throws {
    let scratch = try Laboratory.scratch()
    let pipe = Pipe()
    let first = try Tool.start(
      Laboratory.verifyThen(), input: pipe, in: scratch)
    let line = Laboratory.lines([try Laboratory.request(1)])
    try pipe.fileHandleForWriting.write(contentsOf: Data(line.utf8))
    // An answer shows that the lock is held; it is flushed at once.
    for _ in 0..<1000 where try first.text().isEmpty { usleep(10_000) }
    #expect(try first.text().contains("accept"))
    for arguments in [
      Laboratory.verifyThen(), ["store", "inspect", "store"],
      ["store", "reset", "store", "--issued-after", "1"],
    ] {
      let second = try Tool.run(arguments, input: line, in: scratch)
      #expect(second.status == 74)
      #expect(second.lines.isEmpty)
      #expect(second.errorText.contains("store"))
    }
    try pipe.fileHandleForWriting.close()
    #expect(try first.finish().status == 0)
    let third = try Tool.run(
      Laboratory.verifyThen(), input: line, in: scratch)
    #expect(try third.lines.map { try Answer($0).word } == ["already_accepted"])
  }

  @Test func creatingNeverTouchesWhatIsThere() throws {
    let scratch = try used()
    let before = try scratch.read("store")
    let result = try Tool.run(["store", "create", "store"], in: scratch)
    #expect(result.status == 74)
    #expect(try scratch.read("store") == before)
    let absent = try Tool.run(["store", "inspect", "absent"], in: scratch)
    #expect(absent.status == 74)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("absent")))
  }

  @Test func aStoreMadeWithAFloorRefusesWhatIsOlder() throws {
    let scratch = try Laboratory.scratch()
    let made = try Tool.run(
      [
        "store", "create", "store", "--profile", "profile.json",
        "--issued-after", "\(Laboratory.nowSeconds - 10)",
      ], in: scratch)
    #expect(made.status == 0)
    let result = try Tool.run(
      Laboratory.verifyThen(),
      input: Laboratory.lines([try Laboratory.request(1)]), in: scratch)
    #expect(
      try result.lines.map { try Answer($0).word } == ["issued_before_floor"])
  }

  @Test func aResetOfASoundStoreKeepsItsMarks() throws {
    let scratch = try used()
    let reset = try Tool.run(
      ["store", "reset", "store", "--issued-after", "1"], in: scratch)
    #expect(reset.status == 0)
    let result = try Tool.run(
      Laboratory.verifyThen(),
      input: Laboratory.lines([
        try Laboratory.request(1), try Laboratory.request(2),
      ]), in: scratch)
    #expect(
      try result.lines.map { try Answer($0).word }
        == ["already_accepted", "accept"])
  }
}
