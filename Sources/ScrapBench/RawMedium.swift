// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where a raw recovery reads from; kept alive by whoever reads.
enum RawMedium {
  /// The medium of a store in plain memory.
  case memory(BenchStore)
  /// A file of the same bytes.
  case file(PreparedFile)

  /// Fills `target`; traps if that fails.
  func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) {
    switch self {
    case .memory(let store):
      target.copyMemory(
        from: .init(rebasing: store.medium[offset..<offset + target.count]))
    case .file(let file):
      let count = pread(
        file.descriptor, target.baseAddress, target.count, off_t(offset))
      precondition(count == target.count, "the file holds the bytes")
    }
  }
}
