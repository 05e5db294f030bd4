// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import ScrapBench
import ScrapGround

/// `scrapctl bench worker`.
struct BenchWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Do what Scripts/bench-peers asks for on standard input.",
    discussion: """
      A case's name a line in, one object a line out: the time of one \
      operation, how many there were, and how often the kernel took the \
      processor away. The first line out describes the cases.
      """)

  @Option(help: "How often each case can be asked for.")
  var rounds = 101

  @Option(help: "A directory on the medium that durable marks are to go to.")
  var directory = "."

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("Rounds are 1 or more.") }
  }

  func run() throws {
    let place = try BenchDirectory(in: directory)
    defer { place.remove() }
    let suite = try PeerSuite(roundCount: rounds, directory: place.path)
    try Console.print(Self.header(suite))
    while let name = readLine() {
      guard let quantum = suite.quantum(of: name) else {
        throw ValidationError("No quantum is left of a case named \(name).")
      }
      try Console.print(
        JSONText.object([
          ("nanoseconds", .decimal(quantum.nanoseconds)),
          ("operations", .integer(UInt64(quantum.operationCount))),
          ("preemptions", .integer(UInt64(quantum.preemptionCount))),
        ]).line)
    }
  }

  private static func header(_ suite: PeerSuite) -> String {
    JSONText.object([
      ("versions", .object([])),
      (
        "cases",
        .array(
          suite.cases.map {
            .object([
              ("name", .string($0.name)),
              ("group", .string("ours")),
              ("summary", .string($0.summary)),
              ("bare", $0.unit.isEmpty ? .null : .string("signature")),
              ("bytes", .null),
            ])
          })
      ),
    ]).line
  }
}
