// SPDX-License-Identifier: Apache-2.0

/// The port to whatever carries bytes away: a serial line, a socket, a buffer.
public protocol ByteSink: ~Copyable {
  /// Takes one byte; waits if it has to.
  mutating func put(_ byte: UInt8)
}

extension ByteSink where Self: ~Copyable {
  /// Sends one KISS data frame; see `KISSDecoder`.
  ///
  /// - Parameters:
  ///   - port: whom it is for.
  ///   - content: any bytes.
  public mutating func send(_ port: LinkPort, _ content: Span<UInt8>) {
    put(KISS.frameEnd)
    put(port.rawValue &<< 4 | KISS.data)
    for index in content.indices {
      switch content[index] {
      case KISS.frameEnd:
        put(KISS.escape)
        put(KISS.escapedFrameEnd)
      case KISS.escape:
        put(KISS.escape)
        put(KISS.escapedEscape)
      case let byte: put(byte)
      }
    }
    put(KISS.frameEnd)
  }
}
