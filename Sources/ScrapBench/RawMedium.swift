// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where a raw recovery reads from.
enum RawMedium {
  /// Plain memory.
  case memory(UnsafeRawBufferPointer)
  /// An open file.
  case file(descriptor: Int32)

  /// Fills `target`; traps if that fails.
  func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) {
    switch self {
    case .memory(let memory):
      target.copyMemory(
        from: .init(rebasing: memory[offset..<offset + target.count]))
    case .file(let descriptor):
      let count = pread(
        descriptor, target.baseAddress, target.count, off_t(offset))
      precondition(count == target.count, "the file holds the bytes")
    }
  }
}
