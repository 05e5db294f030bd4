// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import ScrapWire

/// A task that was granted since the start, with the right to run it once.
final class GrantedTask {
  /// Where it is.
  enum State: String {
    /// The commander has not tied it to its payment yet.
    case unbound
    /// It waits for another program's end.
    case queued
    /// Its program runs.
    case running
  }

  let paymentHash: PaymentHash
  let signedTask: SignedTask
  let command: TaskCommand
  /// What its program reads.
  let input: [UInt8]
  let grantTime: TrustedTime
  /// The counter after which an unbound offer is void.
  let offerEndNanoseconds: UInt64
  var state = State.unbound
  /// Who bound it: the proof goes there.
  var peer: SocketAddress
  /// SHA-256 of the binding that held.
  var bindingHash: [UInt8] = []
  private var grant: Grant?

  init(
    _ grant: consuming Grant, signedTask: SignedTask,
    paymentHash: PaymentHash, command: TaskCommand, message: [UInt8],
    peer: SocketAddress, offerEndNanoseconds: UInt64
  ) {
    self.signedTask = signedTask
    self.paymentHash = paymentHash
    self.command = command
    self.peer = peer
    self.offerEndNanoseconds = offerEndNanoseconds
    grantTime = grant.time
    input = Self.input(signedTask, message)
    self.grant = consume grant
  }

  /// The right to run it, the first time; nil ever after.
  func takeGrant() -> Grant? { grant.take() }

  var tokenIDText: String {
    signedTask.tokenID.hexText
  }

  var taskIDText: String { text(signedTask.taskID.span) }

  /// One JSON object on one line.
  private static func input(
    _ task: SignedTask, _ message: [UInt8]
  ) -> [UInt8] {
    var members: [(String, JSONText)] = [
      ("task_id", .string(text(task.taskID.span))),
      ("capability", .string(text(task.capability.span))),
      ("token_id", .string(task.tokenID.hexText)),
    ]
    if let request = try? TaskRequest(parsing: message.span) {
      if let target = request.target {
        members.append(("target", .string(text(target))))
      }
      if let parameters = request.parameters {
        members.append(("parameters", .string(HexText.text(array(parameters)))))
      }
      if let constraints = request.constraints {
        members.append(
          ("constraints", .string(HexText.text(array(constraints)))))
      }
    }
    return Array((JSONText.object(members).line + "\n").utf8)
  }
}
