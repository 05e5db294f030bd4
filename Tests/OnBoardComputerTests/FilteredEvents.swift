// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A satellite's standard output without the events that there are millions
/// of.
final class FilteredEvents {
  private let pipe = Pipe()
  private let filter = Process()

  init() throws {
    filter.executableURL = URL(fileURLWithPath: "/bin/grep")
    filter.arguments = [
      "--line-buffered", "--invert-match", "--extended-regexp",
      #"^\{"event":"(request|binding|proof|task_lost|task_started|ignored)""#,
    ]
    filter.standardInput = pipe.fileHandleForReading
  }

  /// What the satellite writes to.
  var input: FileHandle { pipe.fileHandleForWriting }

  /// Begins to write to a file that is there.
  func write(to path: String) throws {
    filter.standardOutput = FileHandle(forWritingAtPath: path)
    try filter.run()
  }

  /// Waits until all that came has been written.
  func finish() {
    try? pipe.fileHandleForWriting.close()
    filter.waitUntilExit()
  }
}
