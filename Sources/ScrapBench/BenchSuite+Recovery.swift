// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapJournal
import ScrapReplay

/// A start: everything read back, beside a raw loop over the same bytes.
extension BenchSuite {
  func recoveryCases() throws -> [BenchCase] {
    var cases: [BenchCase] = []
    for entryCount in plan.recoveryCounts {
      let store = try BenchStore(
        capacity: entryCount, ringCapacity: entryCount,
        windowByteCount: 4_096)
      try store.fill(entryCount: entryCount, now: BenchTokens.nowSeconds)
      cases += recoveryPair(
        "ram", entryCount: entryCount, layout: store.layout,
        raw: .memory(store)
      ) {
        store.store.pointee.recover() == .ready
          && store.store.pointee.statistics.entryCount == entryCount
      }
      if let directory = plan.directory {
        cases += try fileRecoveryCases(of: store, entryCount, in: directory)
      }
    }
    return cases
  }

  private func fileRecoveryCases(
    of store: BenchStore, _ entryCount: Int, in directory: String
  ) throws -> [BenchCase] {
    let path = directory + "/" + BenchFiles.recovery(entryCount)
    let file = try PreparedFile(
      path: path, bytes: UnsafeRawBufferPointer(store.medium))
    let kept = try FileStore.open(path: path)
    return recoveryPair(
      "file", entryCount: entryCount, layout: store.layout,
      raw: .file(file)
    ) {
      kept.store.recover() == .ready
        && kept.store.statistics.entryCount == entryCount
    }
  }

  /// The raw loop, the store beside it, and how the store's time grows.
  private func recoveryPair(
    _ medium: String, entryCount: Int, layout: JournalLayout,
    raw: RawMedium, recover: @escaping () -> Bool
  ) -> [BenchCase] {
    let loop = RawRecovery(medium: raw, layout: layout, capacity: entryCount)
    let name = "recover_\(medium)_\(entryCount)"
    // A round of the small ones takes as long as the clock needs to be true.
    let operationCount = entryCount > 10_000 ? 1 : 4
    let smallest = plan.recoveryCounts[0]
    let factor = Double(entryCount) / Double(smallest)
    let isSmallest = entryCount == smallest
    let cases = [
      BenchCase(
        name: "raw_" + name,
        summary: "raw loop over \(entryCount) entries, \(medium)",
        unit: isSmallest ? [] : [("raw_recover_\(medium)_\(smallest)", factor)],
        goal: nil, operationCount: operationCount
      ) { _ in
        precondition(loop.run() == entryCount, "every entry is found")
      },
      BenchCase(
        name: name, summary: "a start with \(entryCount) entries, \(medium)",
        unit: [("raw_" + name, 1)], goal: 1.5, operationCount: operationCount
      ) { _ in
        precondition(recover(), "every entry is found")
      },
    ]
    guard !isSmallest else { return cases }
    return cases + [
      cases[1].seen(
        as: name + "_growth",
        in: [("recover_\(medium)_\(smallest)", factor)], goal: 1.3)
    ]
  }
}
