// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapReplay

/// Marks on a file, beside the synced writes that they are made of.
struct DurableCases {
  let directory: String
  let plan: BenchSuite.Plan

  /// Operations in one round: a synced write is slow.
  private let operationCount = 4

  func cases() throws -> [BenchCase] {
    [
      try appendCase(name: "synced_append", copyCount: 1),
      try appendCase(name: "synced_appends", copyCount: 2),
      try markCase(),
    ]
  }

  /// A synced write of 48 bytes for each copy, each in a part of its own of a
  /// file that is already there.
  private func appendCase(name: String, copyCount: Int) throws -> BenchCase {
    let file = try PreparedFile(
      path: directory + "/" + BenchFiles.appends(copyCount),
      byteCount: copyCount << 20)
    return BenchCase(
      name: name,
      summary: "\(copyCount) x (pwrite of 48 bytes, fdatasync), preallocated",
      unit: [], goal: nil, operationCount: operationCount
    ) { operation in
      for copy in 0..<copyCount {
        file.append(48, at: copy << 20 | operation * 48)
      }
    }
  }

  private func markCase() throws -> BenchCase {
    let store = try FileStore.create(
      path: directory + "/" + BenchFiles.store, entryCapacity: 10_000,
      ledgerCapacity: 1024, issuedAfterSeconds: 0)
    var random = BenchRandom(seed: 13)
    return BenchCase(
      name: "durable_mark",
      summary: "the exclusive step alone, on a file, two copies",
      unit: [("synced_appends", 1)], goal: 1.10,
      operationCount: operationCount
    ) { _ in
      let set = random.markSet(now: BenchTokens.nowSeconds)
      precondition(
        (try? store.store.testAndMark(set)) != nil, "a fresh mark is made")
    }
  }
}
