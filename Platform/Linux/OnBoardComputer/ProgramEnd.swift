// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How a task's program ended.
enum ProgramEnd: Equatable {
  /// With status 0, and output that may be; its SHA-256.
  case done(outputHash: [UInt8], byteCount: Int)
  /// With another status.
  case failed(status: Int32)
  /// By a signal that was not ours.
  case killed(signal: Int32)
  /// It ran too long and was killed.
  case timedOut
  /// It wrote too much and was killed.
  case outputTooLong
  /// Its output is not what it must be.
  case wrongOutput
  /// It could not be started; the system's word.
  case notStarted(String)
  /// The satellite was stopped.
  case stopped

  /// The name, as in events.
  var name: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .killed: "killed"
    case .timedOut: "timed_out"
    case .outputTooLong: "output_too_long"
    case .wrongOutput: "wrong_output"
    case .notStarted: "not_started"
    case .stopped: "stopped"
    }
  }

  /// What more there is to say.
  var detail: String? {
    switch self {
    case .failed(let status): "exit status \(status)"
    case .killed(let signal): "signal \(signal)"
    case .notStarted(let why): why
    default: nil
    }
  }
}
