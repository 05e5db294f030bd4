// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The lines of a file descriptor, of any length, each as soon as it is
/// whole; linear in the number of bytes.
struct LineReader {
  private let file: Int32
  /// What is read, for errors.
  private let place: String
  private let lineByteCountMax: Int
  private var buffer: [UInt8] = []
  /// Bytes of `buffer` that were given away.
  private var start = 0
  /// Bytes of `buffer` that were searched for a line's end.
  private var searched = 0
  private var isAtEnd = false
  /// The number of the line that comes next.
  private var number = 1

  private static let chunkByteCount = 1 << 16

  /// Reads from a descriptor; `lineByteCountMax` bounds the memory.
  init(
    _ file: Int32, place: String = "standard input",
    lineByteCountMax: Int = Int.max
  ) {
    self.file = file
    self.place = place
    self.lineByteCountMax = lineByteCountMax
  }

  /// The next line without its end (LF, or CR and LF); nil at the end. A last
  /// line without an end counts if it is not empty.
  ///
  /// - Throws: status 65 if the descriptor cannot be read, or the line is too
  ///   long.
  mutating func next() throws(Failure) -> ArraySlice<UInt8>? {
    while true {
      if let end = lineEnd() {
        let line = buffer[start..<end]
        try check(line.count)
        number += 1
        start = end + 1
        searched = start
        return Self.withoutReturn(line)
      }
      searched = buffer.count
      try check(buffer.count - start)
      guard !isAtEnd else {
        guard start < buffer.count else { return nil }
        let line = buffer[start...]
        start = buffer.count
        return Self.withoutReturn(line)
      }
      try fill()
    }
  }

  private func check(_ byteCount: Int) throws(Failure) {
    guard byteCount <= lineByteCountMax else {
      throw Failure(
        Failure.input,
        "\(place), line \(number): expected at most \(lineByteCountMax) "
          + "bytes, found more")
    }
  }

  private func lineEnd() -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, searched < bytes.count,
        let end = memchr(
          base + searched, Int32(UInt8(ascii: "\n")), bytes.count - searched)
      else { return nil }
      return base.distance(to: end)
    }
  }

  private static func withoutReturn(
    _ line: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  private mutating func fill() throws(Failure) {
    if start > 0 {
      buffer.removeFirst(start)
      searched -= start
      start = 0
    }
    let count = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunkByteCount))
    var read: Int
    repeat {
      read = buffer.withUnsafeMutableBytes {
        Glibc.read(
          file, $0.baseAddress?.advanced(by: count), Self.chunkByteCount)
      }
    } while read < 0 && errno == EINTR
    buffer.removeLast(Self.chunkByteCount - max(read, 0))
    guard read >= 0 else {
      throw Failure(
        Failure.input,
        "\(place): " + String(cString: strerror(errno)))
    }
    isAtEnd = read == 0
  }
}
