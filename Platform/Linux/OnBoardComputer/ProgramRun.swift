// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc
import ScrapCrypto
import ScrapVerifier

/// A task's program while it runs: an argv, never a shell; the task on
/// standard input; nothing else inherited.
///
/// Its process group is killed at its time's end, when it writes too much, and
/// when its first process has ended: nothing of it goes on. A program that
/// leaves its group escapes that; a unit's control group holds it.
final class ProgramRun {
  private static let environment = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
  /// What is kept of standard error, for the event.
  private static let errorByteCountMax = 512
  /// What is read in one turn.
  private static let pieceByteCount = 65_536

  let task: GrantedTask
  let deadlineNanoseconds: UInt64
  private let process: pid_t
  private let output: Int32
  private let errors: Int32
  private let status: Int32
  private var isOutputOpen = true
  private var isErrorsOpen = true
  private var bytes: [UInt8] = []
  private var errorBytes: [UInt8] = []
  private var end: ProgramEnd?

  /// Starts the program of a task, for the grant that it takes: there is no
  /// second one.
  ///
  /// - Throws: why it could not be started; the grant is spent.
  init(
    _ task: GrantedTask, _ grant: consuming Grant, nowNanoseconds: UInt64
  ) throws(StartFailure) {
    _ = consume grant
    self.task = task
    deadlineNanoseconds =
      nowNanoseconds + UInt64(task.command.timeoutSeconds) * 1_000_000_000
    let input = try Self.file(holding: task.input)
    defer { close(input) }
    let outputPipe = try Self.pipe(beside: [])
    let errorPipe = try Self.pipe(beside: [outputPipe.read, outputPipe.write])
    let statusPipe = try Self.pipe(
      beside: [
        outputPipe.read, outputPipe.write, errorPipe.read, errorPipe.write,
      ])
    let ours = [outputPipe.read, errorPipe.read, statusPipe.read]
    let theirs = [outputPipe.write, errorPipe.write, statusPipe.write]
    var arguments: [UnsafeMutablePointer<CChar>?] =
      task.command.arguments.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] =
      Self.environment.map { strdup($0) } + [nil]
    let child = scrap_start_program(
      &arguments, &environment, input, theirs[0], theirs[1], theirs[2])
    let failure = StartFailure.system("fork")
    for text in arguments + environment { free(text) }
    for descriptor in theirs { close(descriptor) }
    guard child > 0 else {
      for descriptor in ours { close(descriptor) }
      throw failure
    }
    (output, errors, status) = (ours[0], ours[1], ours[2])
    process = child
  }

  deinit {
    for descriptor in [output, errors, status] { close(descriptor) }
  }

  /// Why a program was not started.
  struct StartFailure: Error {
    var why: String

    static func system(_ what: String) -> StartFailure {
      let code = errno
      return StartFailure(why: "\(what): \(String(cString: strerror(code)))")
    }
  }

  /// What to wait for.
  var descriptors: [Int32] {
    (isOutputOpen ? [output] : []) + (isErrorsOpen ? [errors] : [])
  }

  /// What it wrote to standard error, the first 512 bytes.
  var errorText: String { String(decoding: errorBytes, as: UTF8.self) }

  /// Reads what came, keeps its limits, and looks whether it has ended.
  ///
  /// - Returns: how it ended; nil while it runs.
  func turn(nowNanoseconds: UInt64) -> ProgramEnd? {
    drain()
    if end == nil {
      if bytes.count > Int(task.command.outputByteCountMax) {
        stop(.outputTooLong)
      } else if nowNanoseconds >= deadlineNanoseconds {
        stop(.timedOut)
      }
    }
    guard scrap_has_ended(process) != 0 else { return nil }
    // Still a zombie: the group's number is nobody else's.
    kill(-process, SIGKILL)
    // What a pipe holds, in whatever pieces it comes.
    for _ in 0..<16 { drain() }
    var word: Int32 = 0
    while waitpid(process, &word, 0) < 0, errno == EINTR {}
    return end ?? judge(word)
  }

  /// Kills it; the next turns find it ended.
  func stop(_ reason: ProgramEnd) {
    guard end == nil else { return }
    end = reason
    kill(-process, SIGKILL)
  }

  private func judge(_ word: Int32) -> ProgramEnd {
    let signal = word & 0x7f
    let code = word >> 8 & 0xff
    if signal != 0 { return .killed(signal: signal) }
    var failure: Int32 = 0
    if code != 0, Glibc.read(status, &failure, 4) == 4 {
      return .notStarted(String(cString: strerror(failure)))
    }
    guard code == 0 else { return .failed(status: code) }
    guard bytes.count <= Int(task.command.outputByteCountMax) else {
      return .outputTooLong
    }
    guard task.command.output == .any || isText else { return .wrongOutput }
    return .done(
      outputHash: array(SHA256.hash(bytes.span).span), byteCount: bytes.count)
  }

  private var isText: Bool {
    guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self)
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value)
        || [0x09, 0x0a, 0x0d].contains($0.value)
    }
  }

  /// Once a turn: a program that writes without end holds up nobody.
  private func drain() {
    if isOutputOpen {
      let room = Int(task.command.outputByteCountMax) + 1 - bytes.count
      isOutputOpen = Self.read(output) { piece in
        bytes += piece.prefix(max(room, 0))
      }
    }
    if isErrorsOpen {
      isErrorsOpen = Self.read(errors) { piece in
        errorBytes += piece.prefix(Self.errorByteCountMax - errorBytes.count)
      }
    }
  }

  /// Reads a piece; false at the end.
  private static func read(
    _ descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Void
  ) -> Bool {
    var piece = [UInt8](repeating: 0, count: pieceByteCount)
    let count = Glibc.read(descriptor, &piece, piece.count)
    if count > 0 { take(piece[..<count]) }
    return count > 0 || count < 0 && (errno == EAGAIN || errno == EINTR)
  }

  private static func file(
    holding bytes: [UInt8]
  ) throws(StartFailure) -> Int32 {
    let file = scrap_memory_file("task")
    guard file >= 0 else { throw .system("memfd_create") }
    guard write(file, bytes, bytes.count) == bytes.count,
      lseek(file, 0, SEEK_SET) == 0
    else {
      let failure = StartFailure.system("standard input")
      close(file)
      throw failure
    }
    return file
  }

  /// A pipe of ours; what was opened before it goes if there is none.
  private static func pipe(
    beside others: [Int32]
  ) throws(StartFailure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard scrap_pipe(&ends) == 0 else {
      let failure = StartFailure.system("pipe")
      for descriptor in others { close(descriptor) }
      throw failure
    }
    return (ends[0], ends[1])
  }
}
