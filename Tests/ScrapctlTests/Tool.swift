// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The built `scrapctl`, run as a process.
enum Tool {
  /// What a run came to.
  struct Result {
    var status: Int32
    /// Standard output's lines.
    var lines: [String]
    var errorText: String
  }

  /// The binary: `SCRAPCTL` from the environment, or the one beside the test
  /// bundle.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["SCRAPCTL"] {
      return path
    }
    let programs = CommandLine.arguments.filter { $0.contains(".xctest") }
    for program in programs + ["/proc/self/exe"] {
      let path = URL(fileURLWithPath: program).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("scrapctl").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    preconditionFailure("no scrapctl beside \(CommandLine.arguments)")
  }()

  /// Runs a command to its end.
  static func run(
    _ arguments: [String], input: String = "", in directory: Scratch
  ) throws -> Result {
    let run = try start(arguments, input: input, in: directory)
    return try run.finish()
  }

  /// Starts a command that reads `input`.
  static func start(
    _ arguments: [String], input: String, in directory: Scratch
  ) throws -> Running {
    let name = UUID().uuidString
    let inputPath = try directory.write(input, to: "in-\(name)")
    guard let handle = FileHandle(forReadingAtPath: inputPath) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return try start(arguments, input: handle, in: directory)
  }

  /// Starts a command that reads from a handle.
  static func start(
    _ arguments: [String], input: Any, in directory: Scratch
  ) throws -> Running {
    let name = UUID().uuidString
    let output = directory.path("out-\(name)")
    let errors = directory.path("err-\(name)")
    for path in [output, errors] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory.root)
    process.standardInput = input
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    return Running(process: process, output: output, errors: errors)
  }

  /// A command that has not ended yet.
  struct Running {
    let process: Process
    let output: String
    let errors: String

    /// Standard output so far.
    func text() throws -> String {
      try String(contentsOfFile: output, encoding: .utf8)
    }

    /// Waits until it has printed so many lines, or has ended.
    func awaitLines(_ count: Int) throws {
      while process.isRunning,
        try text().count(where: { $0 == "\n" }) < count
      {
        usleep(1_000)
      }
    }

    /// Waits for the end.
    func finish() throws -> Result {
      process.waitUntilExit()
      let lines = try text().split(separator: "\n").map(String.init)
      return Result(
        status: process.terminationReason == .exit
          ? process.terminationStatus : -process.terminationStatus,
        lines: lines,
        errorText: try String(contentsOfFile: errors, encoding: .utf8))
    }
  }
}
