// SPDX-License-Identifier: Apache-2.0

/// Why a target cannot be made, or cannot speak.
public enum TargetError: Error, Equatable, Sendable {
  /// The executor's key is not the profile's identity_pubkey.
  case identityMismatch
  /// The buffer is smaller than `Target.replyByteCountMax`.
  case replyBufferTooSmall
  /// The source of randomness has failed.
  case noEntropy
  /// A signature did not verify: a fault; nothing was given away.
  case signingFault
  /// No task was accepted under this digest, or its place was taken.
  case unknownTask
}
