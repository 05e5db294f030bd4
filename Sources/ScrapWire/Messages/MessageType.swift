// SPDX-License-Identifier: Apache-2.0

/// The first byte of a message (SCRAP §4.1, and this project's profile).
public enum MessageType: UInt8, Sendable, BitwiseCopyable {
  /// A commander asks for a task.
  case taskRequest = 0x01
  /// The executor takes it.
  case taskAccept = 0x02
  /// The executor refuses it.
  case taskReject = 0x03
  /// The executor has done it.
  case proofOfExecution = 0x04
  /// The commander ties token and payment together; SCRAP §12 gives it no
  /// code, this one is the project's.
  case taskBinding = 0x06
  /// The satellite asks its operator for the time (project).
  case clockChallenge = 0x20
  /// The operator tells it, signed (project).
  case clockReading = 0x21
  /// The operator revokes tokens, signed (project).
  case revocation = 0x22
  /// The operator names the issuers in force, signed (project).
  case issuerList = 0x23
  /// The operator raises floors, signed (project).
  case floorRaise = 0x24
  /// The operator sets the counters to zero, signed (project).
  case counterReset = 0x25
  /// The operator asks for the status, signed (project).
  case statusRequest = 0x26
  /// The satellite has carried an operator's message out (project).
  case operatorReceipt = 0x27
  /// The satellite tells its status (project).
  case operatorStatus = 0x28
}
