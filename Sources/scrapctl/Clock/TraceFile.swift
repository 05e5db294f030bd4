// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapClock
import ScrapGround

/// A trace: a file, or standard input, which is kept in a nameless file where
/// it must be read twice.
final class TraceFile {
  /// Its name, for errors.
  let name: String
  /// The same without folders.
  var title: String {
    name.split(separator: "/").last.map(String.init) ?? name
  }
  /// What the last replay came to.
  private(set) var summary = TraceSummary()
  /// Whether nothing but the first fix itself says that it may be so late.
  private(set) var isEarliestUnknown = false
  private var file: Int32
  private var startOffset: off_t = 0

  /// No step needs as much.
  private static let lineByteCountMax = 1 << 16

  /// Opens `path`; "-" is standard input.
  init(_ path: String) throws(Failure) {
    name = path == "-" ? "standard input" : path
    file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw Failure(
        Failure.input, "\(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { if file != STDIN_FILENO { close(file) } }

  /// Replays every step.
  ///
  /// - Throws: status 65 with the line's number where it cannot be read.
  func replay(
    changing change: (inout ClockPolicy) -> Void,
    _ take: (ReplayedStep) throws(Failure) -> Void
  ) throws(Failure) {
    summary = TraceSummary()
    var reader = LineReader(
      file, place: name, lineByteCountMax: Self.lineByteCountMax)
    var policy = ClockPolicy(earliestSeconds: 0)
    var line = try reader.next()
    var number = 1
    let stated = try line.map { first throws(Failure) in
      try read(number) { () throws(GroundError) in
        try TracePolicy.read(first, standard: policy)
      }
    }
    if let stated = stated ?? nil {
      policy = stated
      number += 1
      line = try reader.next()
    }
    change(&policy)
    isEarliestUnknown = policy.earliestSeconds == 0
    guard var replay = TraceReplay(policy: policy), line != nil else {
      throw Failure(
        Failure.input, "\(name): expected a step, found an empty trace")
    }
    while let text = line {
      let step = try read(number) { () throws(GroundError) in
        try TraceStep(line: text)
      }
      let replayed = replay.replay(step)
      summary = replay.summary
      try take(replayed)
      number += 1
      line = try reader.next()
    }
  }

  /// Makes it possible to replay twice: what cannot be rewound is copied into
  /// a file without a name.
  func keep() throws(Failure) {
    startOffset = lseek(file, 0, SEEK_CUR)
    guard startOffset < 0 else { return }
    guard let copy = tmpfile() else { throw copyFailure() }
    let target = dup(fileno(copy))
    fclose(copy)
    guard target >= 0 else { throw copyFailure() }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw copyFailure() }
      guard count > 0 else { break }
      guard Glibc.write(target, buffer, count) == count else {
        throw copyFailure()
      }
    }
    file = target
    startOffset = 0
    rewind()
  }

  /// Goes back to where it began; `keep` was called before.
  func rewind() { lseek(file, startOffset, SEEK_SET) }

  private func copyFailure() -> Failure {
    Failure(
      Failure.store,
      "\(name): cannot be kept for a second pass: "
        + String(cString: strerror(errno)))
  }

  private func read<Value>(
    _ number: Int, _ read: () throws(GroundError) -> Value
  ) throws(Failure) -> Value {
    do throws(GroundError) {
      return try read()
    } catch {
      throw Failure(
        Failure.input,
        "\(name), line \(number): \(error); nothing from here on was replayed")
    }
  }
}
