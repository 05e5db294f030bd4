// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import Testing

/// `store check --repair`, through the built tool.
@Suite(.serialized) struct StoreRepairTests {
  private func scratch(
    _ change: (inout StoreBytes) -> Void
  ) throws -> Scratch {
    let scratch = try Laboratory.scratch()
    var bytes = StoreBytes(bytes: try UsedStore.own.get().store)
    change(&bytes)
    try scratch.write(bytes.bytes, to: "store")
    return scratch
  }

  private func check(
    _ scratch: Scratch, _ more: String...
  ) throws -> CheckAnswer {
    let result = try Tool.run(
      ["store", "check", "store", "--format", "json"] + more, in: scratch)
    #expect(result.status == 0, "\(result.lines)")
    return try CheckAnswer(result.lines)
  }

  /// The point of a repair: the other copy may go now.
  @Test func afterARepairTheOtherCopyMayBeDamagedToo() throws {
    let numbers = [1, 10, 11, 84, 85, 90]
    for copy in 0...1 {
      for isRepaired in [false, true] {
        let scratch = try scratch { bytes in
          for number in numbers {
            bytes.damage(bytes.mark(number) + copy * bytes.half)
          }
        }
        if isRepaired {
          let answer = try check(scratch, "--repair")
          #expect(answer.repairedMarkCount == numbers.count)
          #expect(answer.unrepairedCount == 0)
          #expect(answer.repeatedMarkCount == numbers.count)
          #expect(answer.entryCount == UsedStore.markCount)
        }
        // Damage makes no mark look like none: places are those of before.
        let whole = StoreBytes(bytes: try UsedStore.own.get().store)
        var bytes = StoreBytes(bytes: try scratch.read("store"))
        for number in numbers {
          bytes.damage(whole.mark(number) + (1 - copy) * bytes.half)
        }
        try scratch.write(bytes.bytes, to: "store")
        let result = try Tool.run(
          Laboratory.verifyThen(),
          input: Laboratory.lines(
            try numbers.map { try Laboratory.request($0) }), in: scratch)
        let word = isRepaired ? "already_accepted" : "store_unavailable"
        let words = try result.lines.map { try Answer($0).word }
        #expect(
          words == numbers.map { _ in word },
          "copy \(copy), repaired: \(isRepaired)")
      }
    }
  }

  @Test func aSecondRepairFindsNothingToDoAndWritesNothing() throws {
    let scratch = try scratch { $0.damage($0.mark(10)) }
    #expect(try check(scratch, "--repair").repairedMarkCount == 1)
    let bytes = try scratch.read("store")
    let again = try check(scratch, "--repair")
    #expect(again.repairedMarkCount == 0)
    #expect(again.repairedControlCount == 0)
    // The damaged record itself stays where it is.
    #expect(again.halfSlotCount == 1)
    let isSame = try scratch.read("store") == bytes
    #expect(isSame)
  }

  @Test func aControlRecordIsWrittenAnew() throws {
    let scratch = try scratch { bytes in
      for place in bytes.controlImages.prefix(2) { bytes.damage(place) }
    }
    #expect(try check(scratch).damagedControlImageCount == 2)
    let answer = try check(scratch, "--repair")
    #expect(answer.repairedControlCount == 1)
    #expect(answer.damagedControlImageCount == 0)
  }

  @Test func aLossIsNotRepairedAndTheRemedyIsSaid() throws {
    let scratch = try scratch { bytes in
      let place = bytes.mark(10)
      bytes.damage(place)
      bytes.damage(place + bytes.half)
    }
    let before = try scratch.read("store")
    let result = try Tool.run(
      ["store", "check", "store", "--repair"], in: scratch)
    #expect(result.status == 74)
    #expect(result.lines[0].contains("records are gone from both copies"))
    #expect(result.lines[1].contains("store reset --issued-after"))
    let isSame = try scratch.read("store") == before
    #expect(isSame)
  }

  /// A medium that can be read and not written: what is left is said.
  @Test func whatCannotBeWrittenIsLeftUnrepairedAndIs74() throws {
    let scratch = try scratch { $0.damage($0.mark(10)) }
    // No file may grow or be written behind its first 512 bytes.
    let result = try shell(
      "trap '' XFSZ; ulimit -f 1; exec \"$0\" store check store --repair "
        + "--format json", in: scratch)
    #expect(result.status == 74)
    let answer = try CheckAnswer(result.lines)
    #expect(answer.repairedMarkCount == 0)
    #expect((answer.unrepairedCount ?? 0) > 0)
    #expect(try check(scratch).state == "ready")
    #expect(try check(scratch, "--repair").repairedMarkCount == 1)
  }

  private func shell(
    _ line: String, in scratch: Scratch
  ) throws -> (status: Int32, lines: [String]) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, Tool.path]
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.root)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    return (process.terminationStatus, lines.map(String.init))
  }

  /// E-63: telemetry by name.
  @Test func inspectShowsSharesWearAndReport() throws {
    let scratch = try scratch { _ in }
    func members(_ more: String...) throws -> [String: Any] {
      let result = try Tool.run(
        ["store", "inspect", "store", "--format", "json"] + more, in: scratch)
      #expect(result.status == 0)
      let data = Data(result.lines[0].utf8)
      return try #require(
        try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    let usual = try members()
    let mine = try members("--profile", "profile.json")
    func number(_ members: [String: Any], _ name: String) -> Int? {
      members[name] as? Int
    }
    #expect(number(usual, "root_subject_count_max") == 150)
    #expect(number(mine, "root_subject_count_max") == 300)
    #expect(number(mine, "direct_share_count") == 15)
    #expect(
      number(mine, "root_subject_count_greatest") == UsedStore.markCount)
    #expect(number(mine, "mark_count") == UsedStore.markCount)
    #expect(number(mine, "read_segment_count") == 2)
    #expect(number(mine, "segment_opening_count") == 2)
    #expect(
      number(mine, "earliest_expiry_seconds")
        == Int(Laboratory.nowSeconds) + 86_400)
    for name in [
      "rebuild_count", "repaired_vote_count", "outvoted_count",
      "failed_read_count",
    ] {
      #expect(number(mine, name) == 0, "\(name)")
    }
    for name in ["segment_erase_count_max", "control_erase_count_max"] {
      #expect((number(mine, name) ?? 0) > 0, "\(name)")
    }
  }
}
