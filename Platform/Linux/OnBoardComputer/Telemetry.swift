// SPDX-License-Identifier: Apache-2.0

import ScrapLink
import ScrapWire

/// Telemetry records, one a UDP packet: the same as on a board's serial link.
final class Telemetry {
  private let socket: DatagramSocket?
  private let address: SocketAddress?
  private var sequence: UInt32 = 0

  /// Sends to an address, or nowhere.
  init(to address: SocketAddress?) throws(ServiceFailure) {
    self.address = address
    guard let address else {
      socket = nil
      return
    }
    socket = try DatagramSocket(at: nil, family: address.family)
  }

  /// Packets that could not be sent.
  var lostCount: UInt64 { socket?.sendFailureCount ?? 0 }

  /// Sends a record.
  func send(
    _ kind: TelemetryKind, at counterNanoseconds: UInt64,
    _ body: (inout ByteWriter) throws(WriteError) -> Void
  ) {
    guard let socket, let address else { return }
    let header = TelemetryHeader(
      kind, sequence: sequence, counterNanoseconds: counterNanoseconds)
    sequence &+= 1
    var buffer = InlineArray<512, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(WriteError) {
      try writer.append(header)
      try body(&writer)
    } catch {
      preconditionFailure("a record fits its buffer")
    }
    let packet = array(writer.bytes)
    socket.send(packet, to: address)
  }
}
