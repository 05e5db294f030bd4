// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapCrypto
import ScrapGround

/// Lines with a check each in a file that one process has: appended durably, or
/// all replaced at once.
final class TaskFile {
  /// Longer ones are none of ours.
  private static let lineByteCountMax = 4_096

  let path: String
  private var descriptor: Int32 = -1
  private var needsLineBreak = false
  /// So it is at first: the file may have been made just now.
  private var needsFolderSync = true
  /// Lines that could not be written, the oldest first: tried again with the
  /// next ones.
  private var waiting: [CheckedLine] = []
  /// Lines in the file.
  private(set) var lineCount = 0
  /// Lines that did not check when the file was read.
  private(set) var damagedLineCount = 0
  /// What the system said when something could not be written last.
  private(set) var problem: String?
  /// Where the file lies that was found here and was damaged beyond a line.
  private(set) var damagedPath: String?

  /// Opens the file, or makes it.
  ///
  /// - Throws: status 74 if it cannot be opened, another process has it, or it
  ///   is no regular file.
  init(path: String) throws(ServiceFailure) {
    self.path = path
    for _ in 0..<8 {
      descriptor = Glibc.open(
        path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else {
        throw .system("\(path)", status: ServiceFailure.store)
      }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
      else { throw failure("expected a regular file") }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { break }
      // Whoever had it may have put another in its place since it was opened.
      if has(path) { return }
      close(descriptor)
      descriptor = -1
    }
    throw failure("another process has it")
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Lines that wait to be written.
  var waitingLineCount: Int { waiting.count }

  private func failure(_ text: String) -> ServiceFailure {
    ServiceFailure(ServiceFailure.store, "\(path): \(text)")
  }

  // MARK: Reading

  /// Reads every line; those that do not check, or that `take` says are none,
  /// are counted and passed over. A file of ours whose version is damaged is
  /// kept under another name besides, what checks in it counts; one in which
  /// nothing checks as well, and this one is empty then.
  ///
  /// - Parameters:
  ///   - shape: how lines begin.
  ///   - take: takes a line.
  /// - Throws: status 74 if the file cannot be read, is another's, or cannot be
  ///   kept; what `take` throws.
  func read(
    shape: TaskLineShape,
    _ take: (CheckedLine) throws(ServiceFailure) -> Bool
  ) throws(ServiceFailure) {
    var evidence = TaskLineShape.Evidence()
    try eachLine { line throws(ServiceFailure) in
      lineCount += 1
      if let checked = CheckedLine(reading: line), try take(checked) {
        evidence.hasChecked = true
      } else {
        damagedLineCount += 1
        evidence.note(line, isFirst: lineCount == 1, of: shape)
      }
    }
    switch evidence.conclusion(isCutOff: lineCount == 1 && needsLineBreak) {
    case .ours: return
    case .oursWithoutVersion: try setAside()
    case .damaged:
      try setAside()
      guard replace(with: []) else {
        throw failure("damaged; \(problem ?? "")")
      }
      damagedLineCount = 0
    case .another:
      throw failure(
        "expected a file of tasks or none, found another; name one of its own")
    }
  }

  /// Keeps the file under another name, which nothing else has: the one that a
  /// start before this one gave it, if it came no further.
  private func setAside() throws(ServiceFailure) {
    for number in 1...9 {
      let place = "\(path).bad" + (number == 1 ? "" : "\(number)")
      if link(path, place) == 0 || has(place) {
        damagedPath = place
        return
      }
      guard errno == EEXIST else {
        throw .system(
          "\(path): damaged, and cannot be kept as \(place)",
          status: ServiceFailure.store)
      }
    }
    throw failure("damaged, and \(path).bad to \(path).bad9 are taken")
  }

  /// Whether this file goes by a name; `errno` stays as it is.
  private func has(_ name: String) -> Bool {
    let cause = errno
    defer { errno = cause }
    var (mine, named) = (stat(), stat())
    return fstat(descriptor, &mine) == 0 && lstat(name, &named) == 0
      && named.st_dev == mine.st_dev && named.st_ino == mine.st_ino
  }

  /// Each line that is not empty; of one that is too long, the beginning.
  private func eachLine(
    _ body: (ArraySlice<UInt8>) throws(ServiceFailure) -> Void
  ) throws(ServiceFailure) {
    var line: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .system("\(path)", status: ServiceFailure.store)
      }
      guard count > 0 else { break }
      var start = 0
      while start < count {
        let end = piece[start..<count].firstIndex(of: UInt8(ascii: "\n"))
        let room = max(0, Self.lineByteCountMax - line.count)
        line += piece[start..<(end ?? count)].prefix(room)
        start = (end ?? count) + 1
        guard end != nil else { break }
        if !line.isEmpty { try body(line[...]) }
        line.removeAll(keepingCapacity: true)
      }
      needsLineBreak = piece[count - 1] != UInt8(ascii: "\n")
    }
    if !line.isEmpty { try body(line[...]) }
  }

  // MARK: Writing

  /// Writes lines, and before them those that wait; durably.
  ///
  /// - Returns: whether nothing waits any more.
  @discardableResult
  func append(_ lines: [CheckedLine] = []) -> Bool {
    waiting += lines
    guard !waiting.isEmpty else { return true }
    guard syncFolder() else { return false }
    let text =
      (needsLineBreak ? [UInt8(ascii: "\n")] : [])
      + waiting.flatMap(\.bytes)
    let end = lseek(descriptor, 0, SEEK_END)
    guard Self.write(text, to: descriptor),
      fdatasync(descriptor) == 0
    else {
      fail()
      // Else a disk that takes half of it grows with each try.
      if ftruncate(descriptor, end) != 0 { needsLineBreak = true }
      return false
    }
    needsLineBreak = false
    lineCount += waiting.count
    waiting = []
    return true
  }

  /// Writes these lines to a new file and gives it the name, durably; nothing
  /// waits then.
  ///
  /// - Returns: false if that fails: the old one is in place, or none of the
  ///   two for certain.
  func replace(with lines: [CheckedLine]) -> Bool {
    let temporary = "\(path).new"
    let file = Glibc.open(
      temporary,
      O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      fail()
      return false
    }
    var isWritten = true
    // In pieces: the text of all of them at once would be as large again.
    for start in stride(from: 0, to: lines.count, by: 256) where isWritten {
      let piece = lines[start..<min(start + 256, lines.count)]
      isWritten = Self.write(piece.flatMap(\.bytes), to: file)
    }
    guard isWritten, fsync(file) == 0, flock(file, LOCK_EX | LOCK_NB) == 0,
      rename(temporary, path) == 0
    else {
      fail()
      close(file)
      unlink(temporary)
      return false
    }
    close(descriptor)
    descriptor = file
    lineCount = lines.count
    needsLineBreak = false
    needsFolderSync = true
    guard syncFolder() else { return false }
    waiting = []
    return true
  }

  /// Makes a new file's name durable: a power cut would bring the old one back,
  /// without what was written since.
  private func syncFolder() -> Bool {
    guard needsFolderSync else { return true }
    do throws(Folder.Failure) {
      try Folder.sync(Folder.of(path: path))
      needsFolderSync = false
      return true
    } catch {
      problem = "\(path): \(String(cString: strerror(error.errno)))"
      return false
    }
  }

  private func fail() {
    problem = "\(path): \(String(cString: strerror(errno)))"
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        Glibc.write(file, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
