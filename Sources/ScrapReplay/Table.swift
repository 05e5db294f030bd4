// SPDX-License-Identifier: Apache-2.0

/// An array of fixed length in the caller's memory, checked at each access.
@safe
struct Table<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  let count: Int

  /// Takes `count` elements at `byteOffset` of `memory`, as they are.
  ///
  /// - Precondition: they lie inside `memory`, aligned.
  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset byteOffset: Int,
    count: Int
  ) {
    let byteCount = count * MemoryLayout<Element>.stride
    precondition(
      byteOffset >= 0 && count >= 0 && byteOffset <= memory.count
        && byteCount <= memory.count - byteOffset,
      "a table lies inside its memory")
    guard let start = memory.baseAddress else {
      preconditionFailure("memory has an address")
    }
    // In bounds: checked above. The caller keeps the memory for us alone.
    unsafe self.base = (start + byteOffset).bindMemory(
      to: Element.self, capacity: count)
    self.count = count
  }

  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "inside the table")
      // In bounds: checked in the line above.
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "inside the table")
      // In bounds: checked in the line above.
      unsafe base[index] = newValue
    }
  }

  /// The first index in `range` whose element fits; bounds are checked once.
  @inline(__always)
  func firstIndex(
    in range: Range<Int>, where fits: (Element) -> Bool
  ) -> Int? {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "inside the table")
    // In bounds: the whole range is.
    for index in range where unsafe fits(base[index]) { return index }
    return nil
  }

  /// Hands on `length` elements from `start` on, numbered from 0; bounds are
  /// checked once, so that compilers can take several at a time.
  @inline(__always)
  func forEach(
    from start: Int, length: Int, _ body: (Int, Element) -> Void
  ) {
    precondition(
      start >= 0 && length >= 0 && length <= count && start <= count &- length,
      "inside the table")
    var number = 0
    while number < length {
      // In bounds: the whole range is.
      unsafe body(number, base[start &+ number])
      number &+= 1
    }
  }

  /// Sets all elements.
  func fill(with element: Element) {
    // In bounds: `count` elements were bound at start.
    unsafe base.initialize(repeating: element, count: count)
  }
}
