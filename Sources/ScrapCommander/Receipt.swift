// SPDX-License-Identifier: Apache-2.0

/// The messages of one exchange, as they were sent and received; each answer
/// among them has verified.
public struct Receipt: Equatable, Sendable {
  /// The TaskRequest.
  public var request: [UInt8]
  /// The TaskAccept.
  public var accept: [UInt8]?
  /// The TaskBinding.
  public var binding: [UInt8]?
  /// The ProofOfExecution.
  public var proof: [UInt8]?
  /// The TaskReject.
  public var reject: [UInt8]?

  /// Makes a receipt.
  public init(
    request: [UInt8], accept: [UInt8]? = nil, binding: [UInt8]? = nil,
    proof: [UInt8]? = nil, reject: [UInt8]? = nil
  ) {
    self.request = request
    self.accept = accept
    self.binding = binding
    self.proof = proof
    self.reject = reject
  }
}
