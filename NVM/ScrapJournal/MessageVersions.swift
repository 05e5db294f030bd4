// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The newest version taken of each kind of operator message; 0 for none.
public struct MessageVersions: Equatable, Sendable, BitwiseCopyable {
  /// How many kinds there is room for.
  public static let count = 16
  static let byteCount = 8 * count

  private var versions: InlineArray<16, UInt64> = .init(repeating: 0)

  /// No message was taken yet.
  init() {}

  /// Reads them from a control record's image.
  init(decoding image: WorkMemory, at start: Int) {
    for kind in 0..<Self.count {
      versions[kind] = image.number(at: start + 8 * kind, byteCount: 8)
    }
  }

  func encode(into image: WorkMemory, at start: Int) {
    for kind in 0..<Self.count {
      image.store(versions[kind], at: start + 8 * kind, byteCount: 8)
    }
  }

  /// The version of a kind, 0 to 15.
  public internal(set) subscript(kind: Int) -> UInt64 {
    get { versions[kind] }
    set { versions[kind] = newValue }
  }

  /// Whether both hold the same versions.
  public static func == (a: MessageVersions, b: MessageVersions) -> Bool {
    // Spans: a subscript would copy all of it for each element.
    let (left, right) = (a.versions.span, b.versions.span)
    var difference: UInt64 = 0
    for kind in 0..<count { difference |= left[kind] ^ right[kind] }
    return difference == 0
  }
}
