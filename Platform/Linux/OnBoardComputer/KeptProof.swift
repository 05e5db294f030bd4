// SPDX-License-Identifier: Apache-2.0

/// A proof that can be sent again.
struct KeptProof {
  /// The whole ProofOfExecution.
  let message: [UInt8]
  /// SHA-256 of the binding that held: the very same one may be answered
  /// after a restart too, when its signature cannot be checked any more.
  let bindingHash: [UInt8]
}
