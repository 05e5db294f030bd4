// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Lines to a pipe, file or terminal that may be full, slow or gone: never
/// waited for. What does not fit is counted and left out, whole lines at a
/// time.
final class LineOutput {
  /// Bytes that wait for a reader, at most.
  private static let waitingByteCountMax = 1 << 20
  /// A pipe takes so many at once or none.
  private static let pieceByteCount = 4_096

  private let descriptor: Int32
  private var waiting: [UInt8] = []
  private var start = 0
  /// Whether the end of the line that was written last is missing.
  private var isCutOff = false
  /// Lines that were left out.
  private(set) var lostLineCount: UInt64 = 0

  /// Writes to a descriptor, which stays the caller's.
  init(_ descriptor: Int32) {
    self.descriptor = Terminal.neverWaiting(descriptor)
  }

  /// Whether lines wait.
  var isWaiting: Bool { start < waiting.count }

  /// Takes a line without its end.
  func write(_ line: String) {
    let isAfterStump = isCutOff && !isWaiting
    let bytes = Array(((isAfterStump ? "\n" : "") + line + "\n").utf8)
    guard waiting.count - start + bytes.count <= Self.waitingByteCountMax
    else {
      lostLineCount += 1
      return
    }
    waiting += bytes
    flush()
  }

  /// Writes what the other end takes now.
  func flush() {
    while isWaiting {
      var ask = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let answer = poll(&ask, 1, 0)
      if answer < 0, errno == EINTR { continue }
      guard answer > 0 else { return }
      let count = waiting.withUnsafeBytes { bytes in
        Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: start),
          min(waiting.count - start, Self.pieceByteCount))
      }
      if count > 0 {
        start += count
        isCutOff = waiting[start - 1] != UInt8(ascii: "\n")
        compact()
        continue
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      abandon()
    }
  }

  /// Gives up what waits: nobody is there to read it, or the disk is full.
  private func abandon() {
    // An end alone is that of a line that was written.
    let end = UInt8(ascii: "\n")
    let left = waiting[start...]
    lostLineCount += UInt64(
      (left.first == end ? left.dropFirst() : left).count { $0 == end })
    waiting.removeAll()
    start = 0
  }

  private func compact() {
    if start == waiting.count {
      waiting.removeAll(keepingCapacity: waiting.capacity <= 1 << 16)
      start = 0
    } else if start >= 1 << 16 {
      waiting.removeFirst(start)
      start = 0
    }
  }
}
