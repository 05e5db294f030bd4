// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapCommander
import ScrapGround

// The live view and its keys
extension Contact {
  /// What the view shows.
  mutating func picture() -> ContactPicture {
    ContactPicture(
      target: target, elapsedNanoseconds: clock.nanoseconds(),
      sentCount: sentCount, receivedCount: receivedCount,
      ignoredCount: ignoredCount,
      rows: exchanges.map {
        ContactPicture.Row(
          number: $0.number, taskName: $0.commander.request.taskName,
          kind: $0.kind, standing: $0.standing, end: $0.end)
      },
      waitingCount: waiting.count, events: output.events,
      hasProcess: process != nil)
  }

  /// Does what a key stands for; nothing if it stands for nothing.
  mutating func press(_ key: UInt8) {
    switch key {
    case UInt8(ascii: "r"): repeatLast(.replay)
    case UInt8(ascii: "s"): repeatLast(.spoof)
    case UInt8(ascii: "c"): cutPower()
    case UInt8(ascii: "q"): isQuit = true
    default: break
    }
    output.redraw()
  }

  private mutating func repeatLast(_ kind: ContactExchange.Kind) {
    let last = exchanges.last { $0.kind != .spoof }
    guard let request = last?.commander.request,
      let next = kind == .spoof ? Self.spoofed(request) : request
    else { return }
    waiting.append(Waiting(request: next, kind: kind))
  }

  /// The request with a second more or less in it, and the signature of
  /// before.
  private static func spoofed(_ request: SignedRequest) -> SignedRequest? {
    var message = request.message
    // Header, record 0, and the head of record 2; then four bytes of time.
    let timeOffset = 3 + 2 + request.taskID.count + 2
    message[timeOffset + 3] ^= 1
    return try? SignedRequest(parsing: message, place: "spoofed request")
  }

  /// Kills the satellite's process, as a cut of its power would.
  private mutating func cutPower() {
    guard let process else {
      show(.powerNotCut("there is no process to kill, see --process"))
      return
    }
    if kill(process, SIGKILL) == 0 {
      self.process = nil
      show(.powerCut(process))
    } else {
      show(.powerNotCut(String(cString: strerror(errno))))
    }
  }
}
