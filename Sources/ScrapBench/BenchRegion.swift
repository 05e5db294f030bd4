// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

/// Non-volatile memory in plain memory, as fast as memory is: what a mark
/// costs without a device.
struct BenchRegion: NVMRegion, ~Copyable {
  let geometry: NVMGeometry
  private let memory: UnsafeMutableRawBufferPointer

  /// A region in memory that outlives it, as an erase leaves it.
  init(geometry: NVMGeometry, memory: UnsafeMutableRawBufferPointer) {
    precondition(memory.count == geometry.byteCount, "the region's own bytes")
    self.geometry = geometry
    self.memory = memory
    memory.initializeMemory(as: UInt8.self, repeating: 0xff)
  }

  func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError) {
    let source = memory[Int(offset)..<Int(offset) + bytes.byteCount]
    bytes.withUnsafeMutableBytes {
      $0.copyMemory(from: .init(rebasing: source))
    }
  }

  mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError) {
    let target = memory[Int(offset)..<Int(offset) + bytes.byteCount]
    bytes.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(rebasing: target).copyMemory(from: $0)
    }
  }

  mutating func erase(at offset: UInt64) throws(NVMError) {
    let end = Int(offset) + Int(geometry.eraseByteCount)
    UnsafeMutableRawBufferPointer(rebasing: memory[Int(offset)..<end])
      .initializeMemory(as: UInt8.self, repeating: 0xff)
  }

  mutating func sync() throws(NVMError) {}
}
