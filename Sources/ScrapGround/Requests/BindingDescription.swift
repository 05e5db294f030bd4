// SPDX-License-Identifier: Apache-2.0

/// What a TaskBinding is to say.
public struct BindingDescription: Equatable, Sendable {
  /// Record 0: the request's task_id, 1 to 64 bytes.
  public var taskID: [UInt8]
  /// Record 2: the leaf's token_id, 16 bytes (E-98).
  public var tokenID: [UInt8]
  /// Record 4: the TaskAccept's payment_hash, 32 bytes.
  public var paymentHash: [UInt8]
  /// Record 6, millisatoshis; not signed, never relied on (E-95).
  public var paymentAmountMsat: UInt64
  /// Record 8; not signed, never relied on (E-95).
  public var htlcTimeoutBlocks: UInt32

  /// Makes a description.
  public init(
    taskID: [UInt8], tokenID: [UInt8], paymentHash: [UInt8],
    paymentAmountMsat: UInt64 = 0, htlcTimeoutBlocks: UInt32 = 0
  ) {
    self.taskID = taskID
    self.tokenID = tokenID
    self.paymentHash = paymentHash
    self.paymentAmountMsat = paymentAmountMsat
    self.htlcTimeoutBlocks = htlcTimeoutBlocks
  }
}
