// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The computer, as a report names it.
enum Machine {
  /// Processor, cores and system: what a measured time depends on.
  static var name: String {
    let processors =
      (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let lines = processors.split(separator: "\n")
    let model = lines.first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last }
      .map { $0.drop { $0 == " " } }
    var system = utsname()
    uname(&system)
    let machine = withUnsafeBytes(of: &system.machine) { text($0) }
    let release = withUnsafeBytes(of: &system.release) { text($0) }
    let count = ProcessInfo.processInfo.processorCount
    return "\(model ?? "an unnamed processor"), \(count) cores, "
      + "Linux \(release) \(machine)"
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
