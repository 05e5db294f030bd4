// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM

/// Four sectors of 256 bytes, units of 16.
let geometry = NVMGeometry(
  byteCount: 1_024, programByteCount: 16, eraseByteCount: 256)
let regionByteCount = 1_024

/// A part of the medium, used as a driver would.
final class Driver {
  private var region: MemoryRegion

  init(_ medium: MemoryMedium, region index: Int = 0) {
    region = medium.region(index)
  }

  /// Whether it went well.
  func program(_ bytes: [UInt8], at offset: UInt64) -> Bool {
    do throws(NVMError) {
      try region.program(bytes.span.bytes, at: offset)
      return true
    } catch { return false }
  }

  func erase(at offset: UInt64) -> Bool {
    do throws(NVMError) {
      try region.erase(at: offset)
      return true
    } catch { return false }
  }

  func sync() -> Bool {
    do throws(NVMError) {
      try region.sync()
      return true
    } catch { return false }
  }

  /// What reads there; nil for an error.
  func read(at offset: UInt64, byteCount: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0x77, count: byteCount)
    do throws(NVMError) {
      var span = bytes.mutableSpan
      var raw = span.mutableBytes
      try region.read(at: offset, into: &raw)
    } catch { return nil }
    return bytes
  }
}

/// Bytes that differ from each other and from erased ones.
func pattern(_ byteCount: Int) -> [UInt8] {
  (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 37) & 0x7f }
}

func blank(_ byteCount: Int) -> [UInt8] {
  [UInt8](repeating: 0xff, count: byteCount)
}

/// Whether each bit is that of one of the two.
func isMixture(_ bytes: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> Bool {
  zip(bytes, zip(old, new)).allSatisfy { byte, pair in
    (byte ^ pair.0) & (byte ^ pair.1) == 0
  }
}
