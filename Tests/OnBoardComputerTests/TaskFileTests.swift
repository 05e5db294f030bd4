// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import OnBoardComputer

/// Whose a file is that lies where the task file should, and what becomes of
/// it.
@Suite(.serialized) struct TaskFileTests {
  private static func journal(_ path: String) throws -> TaskJournal {
    try TaskJournal(path: path, entryCapacity: 10, proofCountMax: 10)
  }

  private static func line(_ words: String) -> String {
    String(decoding: CheckedLine(words).bytes, as: UTF8.self)
  }

  private static let hash = String(repeating: "0f", count: 32)

  /// What power cuts and bad disks leave of a file of ours.
  private static var damaged: [String] {
    [
      String(repeating: "\0", count: 24), "\0\0\0\n", "\0\n\0\0",
      "t", "tasks ", "tasks 2 43", "granted 0f", "tasks 2 43c729b22297ed80\n",
      "\0\0\0ks 2\naccepted \(hash) 17 0",
      "granted \(hash) cut",
    ]
  }

  /// What somebody else may have written.
  private static let others = [
    "tasks for today: call home\n", "tasks 2do\n", "granted wishes\n",
    "root:x:0:0:root:/root:/bin/bash\n", "t\n", "ended\n", "\u{7f}ELF\0\0\n",
    "hello", "end\nof a poem\n", "ended badly",
  ]

  @Test func aDamagedFileIsKeptUnderAnotherName() throws {
    let folder = try Scratch()
    let path = folder.path("tasks")
    for text in Self.damaged {
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      do {
        let journal = try Self.journal(path)
        #expect(journal.damagedPath == path + ".bad", "\(text)")
        #expect(journal.isNew && journal.isWhole && journal.lost.isEmpty)
      }
      let kept = try String(contentsOfFile: path + ".bad", encoding: .utf8)
      #expect(kept == text)
      let anew = try String(contentsOfFile: path, encoding: .utf8)
      #expect(anew == Self.line("tasks 2"))
      unlink(path + ".bad")
    }
  }

  /// The version is damaged, the rest is not: what was accepted is answered as
  /// before, and whoever knows better finds the file as it was.
  @Test func whatChecksBehindADamagedVersionCounts() throws {
    let folder = try Scratch()
    let path = folder.path("tasks")
    let text =
      "tasks 3 0000000000000000\n"
      + Self.line("granted \(Self.hash) 0f TASK-1")
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    // One start after another that came no further.
    for _ in 0..<10 {
      let journal = try Self.journal(path)
      #expect(journal.lost.map(\.taskIDText) == ["TASK-1"])
      #expect(journal.hasNoHead && journal.damagedPath == path + ".bad")
    }
    do { try Self.journal(path).renew() }
    #expect(try String(contentsOfFile: path + ".bad", encoding: .utf8) == text)
    let journal = try Self.journal(path)
    #expect(journal.damagedPath == nil && !journal.hasNoHead)
  }

  @Test func nothingIsWrittenOverByADamagedFile() throws {
    let folder = try Scratch()
    let path = folder.path("tasks")
    for number in 1...10 {
      try "tasks \(number)".write(
        toFile: path, atomically: false, encoding: .utf8)
      let journal = try? Self.journal(path)
      #expect((journal == nil) == (number == 10))
    }
    for number in 1...9 {
      let place = path + ".bad" + (number == 1 ? "" : "\(number)")
      let kept = try String(contentsOfFile: place, encoding: .utf8)
      #expect(kept == "tasks \(number)")
    }
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == "tasks 10")
  }

  @Test func theFileOfSomebodyElseIsLeftAlone() throws {
    let folder = try Scratch()
    let path = folder.path("tasks")
    for text in Self.others {
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      let failure = #expect(throws: ServiceFailure.self, "\(text)") {
        _ = try Self.journal(path)
      }
      #expect(failure?.status == ServiceFailure.store)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
      #expect(!FileManager.default.fileExists(atPath: path + ".bad"))
    }
  }

  @Test func onlyAWholeFileWithoutAcceptsIsOfTheFirstVersion() throws {
    let folder = try Scratch()
    let path = folder.path("tasks")
    let ended = Self.line("ended \(Self.hash) late")
    let accepted = Self.line("accepted \(Self.hash) 17 0f")
    for (text, isFirst) in [
      (ended, true), ("garbage\n" + ended, false), (accepted, false),
      (Self.line("tasks 2") + ended, false),
    ] {
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      let journal = try Self.journal(path)
      #expect(journal.hasNoAccepts == isFirst, "\(text)")
      #expect(journal.hasNoHead == (!isFirst && !text.contains("tasks")))
      #expect(journal.damagedPath == nil)
    }
  }

  /// One that is opened while another takes its place is nobody's any more.
  @Test func oneProcessHasTheFile() throws {
    let folder = try Scratch()
    let path = folder.path("tasks")
    let (holders, isOver) = (Holders(), Holders())
    let other = Holders()
    Thread.detachNewThread {
      while isOver.count == 0 { Self.hold(path, holders) }
      other.add(1)
    }
    for _ in 0..<300 { Self.hold(path, holders) }
    isOver.add(1)
    while other.count == 0 { usleep(1_000) }
    #expect(holders.most == 1)
  }

  private static func hold(_ path: String, _ holders: Holders) {
    guard let journal = try? Self.journal(path) else { return }
    holders.add(1)
    for _ in 0..<3 { journal.renew() }
    holders.add(-1)
    withExtendedLifetime(journal) {}
  }

  /// Counts for two threads.
  private final class Holders: Sendable {
    private let present = Atomic(0)
    private let highest = Atomic(0)

    var count: Int { present.load(ordering: .sequentiallyConsistent) }
    var most: Int { highest.load(ordering: .sequentiallyConsistent) }

    func add(_ number: Int) {
      let now = present.add(number, ordering: .sequentiallyConsistent).newValue
      highest.max(now, ordering: .sequentiallyConsistent)
    }
  }
}
