// SPDX-License-Identifier: Apache-2.0

/// The virtual time that a target's processor takes, microseconds.
public struct ScenarioWork: Equatable, Sendable {
  /// To read a message and hold it against everything that needs no signature.
  public var messageMicroseconds: Int
  /// To verify one signature, or to make one.
  public var signatureMicroseconds: Int
  /// To make marks durable.
  public var markMicroseconds: Int
}
