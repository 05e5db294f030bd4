// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Logging

/// Log lines for people on standard error: `time level message key=value`.
/// What the other end does not take is counted by whoever made the output.
public struct LineLog: LogHandler {
  /// What every line says beside its own.
  public var metadata: Logger.Metadata = [:]
  /// Lines below it are left out.
  public var logLevel: Logger.Level = .info

  /// Makes one.
  public init(logLevel: Logger.Level = .info) { self.logLevel = logLevel }

  /// One value of `metadata`.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a line.
  public func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let values = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
    let text = "\(event.message)" + values.joined()
    // Nobody's line break makes a second line.
    let line = String(
      text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    Self.write("\(Self.now) \(event.level) obc: \(line)\n")
  }

  /// The kernel's clock, trusted or not: for people.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(
      decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static let descriptor = Terminal.neverWaiting(STDERR_FILENO)

  /// Only if there is room: a log that nobody reads stops no satellite.
  private static func write(_ line: String) {
    var ask = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&ask, 1, 0) > 0 else { return }
    let bytes = Array(line.utf8.prefix(4_096))
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }
}
