// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Memory over many requests, most of them with tokens that were never seen:
/// every table of the satellite fills and makes room, many times over.
/// `SCRAP_OBC_REQUESTS` says how many.
@Suite(.serialized) struct MemoryTests {
  private static let requestCount = Count.of(
    "SCRAP_OBC_REQUESTS", usually: 6_000)
  private static let taskCountMax = 64
  private static let proofCountMax = 128
  private static let isLong = requestCount >= 100_000
  /// In a short run most fresh tokens find the store full of live ones.
  private static let entryCapacity = isLong ? 10_000 : 1_000

  private static let settings = """
    housekeeping_seconds: 3600
    limits: {peer_signatures_per_second: 1000000,
      stranger_signatures_per_second: 1000000, signatures_per_second: 1000000,
      waiting_task_count_max: \(taskCountMax),
      proof_count_max: \(proofCountMax)}
    """

  @Test func memoryDoesNotGrow() throws {
    let craft = try Craft(
      commands: Craft.command(["/bin/echo", "done"]), settings: Self.settings,
      replayCapacity: UInt32(Self.entryCapacity))
    let memory = try Scratch()
    let events = try FilteredEvents()
    try craft.start(
      ["--store", memory.path("store")], output: events.input, awaits: false)
    try events.write(to: craft.eventsPath)
    try craft.awaitListening()
    let process = try #require(craft.process?.processIdentifier)
    var load = Load(craft, TestSeed.generator())
    // Full tables: more tasks than any of them has room for.
    let fullCount = min(Self.requestCount / 2, 40_000)
    var before = 0
    while load.requestCount < Self.requestCount {
      try load.turn()
      if before == 0, load.requestCount >= fullCount {
        before = Self.residentKB(process)
      }
    }
    try load.finish()
    let after = Self.residentKB(process)
    #expect(craft.stop() == 0)
    events.finish()
    let last = try #require(craft.events("housekeeping").last)
    let counts = [
      "granted_count", "refused_count", "lost_task_count",
      "proven_task_count", "entry_count", "kept_accept_count",
      "kept_proof_count", "task_file_renewal_count",
    ].map { "\($0.replacing("_count", with: "")) \(last.integer($0) ?? -1)" }
    print(
      "memory: \(before) KB after \(fullCount) of \(load.requestCount) "
        + "requests, \(after) KB after all of them; \(load.summary); "
        + counts.joined(separator: ", "))
    #expect(load.unansweredCount <= Self.requestCount / 1_000)
    #expect(before > 0 && after <= before + 2_048, "\(before) to \(after) KB")
    try Self.expectFullTables(last)
  }

  /// In a long run each table has been filled at least three times.
  private static func expectFullTables(_ last: Event) throws {
    let granted = try #require(last.integer("granted_count"))
    let proven = try #require(last.integer("proven_task_count"))
    #expect((last.integer("lost_task_count") ?? 0) > 3 * taskCountMax)
    #expect((last.integer("entry_count") ?? .max) <= entryCapacity)
    #expect(
      (last.integer("kept_accept_count") ?? .max) <= entryCapacity * 5 / 4 + 1)
    guard isLong else {
      #expect(granted >= entryCapacity)
      return
    }
    #expect(granted > requestCount / 5, "most tokens found no room")
    #expect(granted > 3 * entryCapacity)
    #expect(proven > 3 * proofCountMax)
    #expect(last.integer("kept_proof_count") == proofCountMax)
    #expect((last.integer("task_file_renewal_count") ?? 0) >= 3)
    #expect(last.integer("known_peer_count") == 64)
  }

  private static func residentKB(_ process: Int32) -> Int {
    let text =
      (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8))
      ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap {
      $0.split(separator: " ").compactMap { Int($0) }.first
    } ?? 0
  }
}
