// SPDX-License-Identifier: Apache-2.0

/// What an operator message changes in the same write that makes its version
/// durable: nothing, floors, or the issuers in force.
public struct OperatorChange: Equatable, Sendable, BitwiseCopyable {
  /// Raises floor G to this; 0 for no change. Unix seconds.
  public var issuanceFloorSeconds: UInt64
  /// Raises floor E to this; 0 for no change. Unix seconds.
  public var expiryFloorSeconds: UInt64
  /// The issuers that are disabled from now on; nil for no change.
  public var issuerSwitches: IssuerSwitches?

  /// Makes a change.
  public init(
    issuanceFloorSeconds: UInt64 = 0, expiryFloorSeconds: UInt64 = 0,
    issuerSwitches: IssuerSwitches? = nil
  ) {
    self.issuanceFloorSeconds = issuanceFloorSeconds
    self.expiryFloorSeconds = expiryFloorSeconds
    self.issuerSwitches = issuerSwitches
  }

  /// Nothing but the version.
  public static var none: OperatorChange { OperatorChange() }
}
