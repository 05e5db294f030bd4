// SPDX-License-Identifier: Apache-2.0

/// What a board found at its start: a set, one bit each; stable numbers.
public struct BootFindings: Equatable, Sendable, BitwiseCopyable {
  /// The bits.
  public private(set) var bits: UInt16 = 0

  /// A card answers.
  public static let card = BootFindings(1)
  /// Its table of partitions is good.
  public static let table = BootFindings(1 &<< 1)
  /// The provisioning record is whole.
  public static let provisioning = BootFindings(1 &<< 2)
  /// The profile in it is good.
  public static let profile = BootFindings(1 &<< 3)
  /// The executor's key is the profile's.
  public static let key = BootFindings(1 &<< 4)
  /// There is a hardware generator of chance.
  public static let generator = BootFindings(1 &<< 5)
  /// The watchdog is armed.
  public static let watchdog = BootFindings(1 &<< 6)
  /// The image is a laboratory's.
  public static let laboratory = BootFindings(1 &<< 7)
  /// The card says that it must not be written.
  public static let writeProtected = BootFindings(1 &<< 8)
  /// The store's partition can hold a journal.
  public static let store = BootFindings(1 &<< 9)
  /// Requests are judged; without this bit all are refused.
  public static let serving = BootFindings(1 &<< 10)
  /// Time comes from simulated clocks: a demonstration.
  public static let simulatedClock = BootFindings(1 &<< 11)

  /// Nothing.
  public init() {}

  private init(_ bits: UInt16) { self.bits = bits }

  /// Adds what `findings` has.
  public mutating func insert(_ findings: BootFindings) {
    bits |= findings.bits
  }

  /// Whether all of `findings` are among these.
  public func contains(_ findings: BootFindings) -> Bool {
    bits & findings.bits == findings.bits
  }
}
