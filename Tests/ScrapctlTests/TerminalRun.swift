// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization
import Testing

/// The tool on a pseudo-terminal.
final class TerminalRun: Sendable {
  private let computer: Int32
  private let shown = Mutex<[UInt8]>([])
  private let isGone = Mutex(false)
  let process = Process()
  private let errors: String
  /// How the line was set before.
  let settings: termios

  init(
    _ arguments: [String], columns: UInt16 = 100, rows: UInt16 = 30,
    environment: [String: String] = [:], in directory: Scratch
  ) throws {
    var computer: Int32 = -1
    var device: Int32 = -1
    var size = winsize(
      ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&computer, &device, nil, nil, &size) == 0)
    self.computer = computer
    settings = try Self.settings(of: computer)
    errors = directory.path("err-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    let terminal = FileHandle(fileDescriptor: device, closeOnDealloc: true)
    process.executableURL = URL(fileURLWithPath: Tool.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory.root)
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = FileHandle(forWritingAtPath: errors)
    var inherited = ProcessInfo.processInfo.environment
    inherited["NO_COLOR"] = nil
    inherited["TERM"] = "xterm"
    process.environment = inherited.merging(environment) { $1 }
    // Held open here, so that the settings can be seen afterwards.
    _ = fcntl(computer, F_SETFD, FD_CLOEXEC)
    try process.run()
    let thread = Thread { [self] in read() }
    thread.start()
  }

  private static func settings(of file: Int32) throws -> termios {
    var settings = termios()
    try #require(tcgetattr(file, &settings) == 0)
    return settings
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isGone.withLock({ $0 }) {
      var file = pollfd(fd: computer, events: Int16(POLLIN), revents: 0)
      guard poll(&file, 1, 20) > 0 else { continue }
      let count = Glibc.read(computer, &buffer, buffer.count)
      if count > 0 { shown.withLock { $0 += buffer[..<count] } }
      if count <= 0 { usleep(10_000) }
    }
    close(computer)
  }

  /// Everything that was written to the terminal.
  var text: String {
    shown.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// Waits until the terminal has shown a text so many times.
  func await(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for _ in 0..<3_000 {
      if self.text.contains(text) { return }
      usleep(10_000)
    }
    Issue.record("not shown: \(text)", sourceLocation: sourceLocation)
  }

  /// Waits until a condition holds.
  func await(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () throws -> Bool
  ) rethrows {
    for _ in 0..<3_000 {
      if try condition() { return }
      usleep(10_000)
    }
    Issue.record("it did not come to that", sourceLocation: sourceLocation)
  }

  func press(_ keys: String) {
    let bytes = Array(keys.utf8)
    #expect(Glibc.write(computer, bytes, bytes.count) == bytes.count)
  }

  /// The kernel's letter for the process' state: T if it is stopped.
  var state: Character {
    get throws {
      let text = try String(
        contentsOfFile: "/proc/\(process.processIdentifier)/stat",
        encoding: .utf8)
      let end = try #require(text.lastIndex(of: ")"))
      return try #require(text[end...].dropFirst(2).first)
    }
  }

  /// What the kernel knows of the process, and whether it still draws.
  private var standing: String {
    let before = shown.withLock(\.count)
    sleep(1)
    let place = "/proc/\(process.processIdentifier)/"
    let facts = ["stat", "wchan", "syscall"].map { name in
      let text = try? String(contentsOfFile: place + name, encoding: .utf8)
      return "\(name) \(text?.split(separator: "\n").first ?? "?")"
    }
    return facts.joined(separator: "; ")
      + "; \(shown.withLock(\.count) - before) bytes drawn in a second"
  }

  /// Gives the window another size, and tells.
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(
      ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    let setWindowSize: UInt = 0x5414
    #expect(ioctl(computer, setWindowSize, &size) == 0)
    kill(process.processIdentifier, SIGWINCH)
  }

  /// Sets the line, as a shell does that has it meanwhile.
  func set(_ settings: termios) {
    var settings = settings
    #expect(tcsetattr(computer, TCSANOW, &settings) == 0)
  }

  /// Pulls the plug.
  func vanish() { isGone.withLock { $0 = true } }

  /// How the line is set now.
  var settingsNow: termios {
    get throws { try Self.settings(of: computer) }
  }

  /// Waits for the end: the exit status, or the signal's number below zero.
  /// What has not ended after half a minute is killed, and told.
  func finish() throws -> (status: Int32, errorText: String) {
    self.await { !process.isRunning }
    if process.isRunning {
      Issue.record("it goes on: \(standing)")
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    let status = process.terminationStatus
    return (
      process.terminationReason == .exit ? status : -status,
      try String(contentsOfFile: errors, encoding: .utf8)
    )
  }
}
