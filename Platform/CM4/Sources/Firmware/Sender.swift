// SPDX-License-Identifier: Apache-2.0

import CM4Drivers
import ScrapIntegers
import ScrapLink
import ScrapWire

/// Sends frames down the line.
struct Sender: ~Copyable {
  var line: SerialLine
  private var sequence: UInt32 = 0
  private var buffer = InlineArray<2048, UInt8>(repeating: 0)

  init(line: consuming SerialLine) { self.line = line }

  /// Sends a SCRAP message; nothing if it is empty.
  mutating func send(message: Span<UInt8>) {
    guard message.count > 0 else { return }
    line.send(.messages, message)
  }

  /// Sends a telemetry record.
  mutating func send(
    _ kind: TelemetryKind,
    _ body: (inout ByteWriter) throws(WriteError) -> Void
  ) {
    let header = TelemetryHeader(
      kind, sequence: sequence,
      counterNanoseconds: MonotonicTimer.nanoseconds)
    sequence &+= 1
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(WriteError) {
      try writer.append(header)
      try body(&writer)
    } catch {
      preconditionFailure("a record fits its buffer")
    }
    line.send(.telemetry, writer.bytes)
  }

  /// Sends lines for people.
  mutating func send(
    text body: (inout ByteWriter) throws(WriteError) -> Void
  ) {
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(WriteError) {
      try body(&writer)
    } catch {
      preconditionFailure("a text fits its buffer")
    }
    line.send(.text, writer.bytes)
  }
}
