// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a satellite asks of the kernel, written down by strace, which may make
/// calls take longer too.
struct SystemCalls {
  private static let program = "/usr/bin/strace"

  /// Whether there is a strace here that may trace.
  static let isPossible: Bool = {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      return false
    }
    let trial = Process()
    trial.executableURL = URL(fileURLWithPath: program)
    trial.arguments = ["-D", "-o", "/dev/null", "/bin/true"]
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return false }
    trial.waitUntilExit()
    return trial.terminationStatus == 0
  }()

  /// Words to start a program with that is traced. It stays our own child.
  static func tracing(to path: String, _ options: [String]) -> [String] {
    [program, "-D", "-yy", "-o", path] + options
  }

  /// A call that succeeded.
  struct Call {
    let name: Substring
    /// As strace writes them, long texts cut off.
    let arguments: Substring

    /// The file of the first argument, a descriptor.
    var path: String {
      guard let start = arguments.firstIndex(of: "<"),
        let end = arguments.firstIndex(of: ">"), start < end
      else { return "" }
      return String(arguments[arguments.index(after: start)..<end])
    }

    /// What stands in quotes.
    var texts: [Substring] {
      arguments.split(separator: "\"", omittingEmptySubsequences: false)
        .enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
  }

  /// What was traced, once the program has ended.
  static func calls(in text: String) -> [Call] {
    text.split(separator: "\n").compactMap { line in
      guard let start = line.firstIndex(of: "("),
        let end = line.range(of: ") ", options: .backwards),
        start < end.lowerBound,
        let result = line[end.upperBound...].split(separator: " ").dropFirst()
          .first, !result.hasPrefix("-")
      else { return nil }
      return Call(
        name: line[..<start],
        arguments: line[line.index(after: start)..<end.lowerBound])
    }
  }
}
