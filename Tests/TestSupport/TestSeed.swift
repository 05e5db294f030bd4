// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The one number that every random choice of a test run comes from.
public enum TestSeed {
  /// The seed: `SCRAP_TEST_SEED` from the environment, or drawn once and
  /// printed as a line to paste back.
  public static let value: UInt64 = {
    let text = ProcessInfo.processInfo.environment["SCRAP_TEST_SEED"]
    let given = text.map { number(of: $0) }
    let seed = given ?? UInt64.random(in: .min ... .max)
    print("SCRAP_TEST_SEED=0x\(String(seed, radix: 16))")
    return seed
  }()

  /// A generator for one test. The name is mixed in, so that a test draws the
  /// same numbers whichever tests run before it.
  public static func generator(for name: String = #function) -> TestRandom {
    var mixed = value
    for byte in name.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return TestRandom(seed: mixed)
  }

  /// A seed for one test, of which it makes a generator itself.
  public static func seed(for name: String = #function) -> UInt64 {
    var generator = generator(for: name)
    return generator.next()
  }

  /// How often a random trial is made: more with `SCRAP_TEST_TRIALS=factor`.
  public static func trialCount(_ count: Int) -> Int {
    let text = ProcessInfo.processInfo.environment["SCRAP_TEST_TRIALS"]
    return count * (text.flatMap { Int($0) } ?? 1)
  }

  private static func number(of text: String) -> UInt64 {
    let isHex = text.lowercased().hasPrefix("0x")
    let digits = isHex ? String(text.dropFirst(2)) : text
    guard let seed = UInt64(digits, radix: isHex ? 16 : 10) else {
      preconditionFailure("SCRAP_TEST_SEED is no number: \(text)")
    }
    return seed
  }
}

/// xoshiro256**, seeded through SplitMix64: the same numbers on each machine.
public struct TestRandom: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Starts the sequence of `seed`.
  public init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9e37_79b9_7f4a_7c15
      var value = mixer
      value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
      return value ^ value >> 31
    }
    self.state = (next(), next(), next(), next())
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  /// A number from 0 to `bound` less 1.
  ///
  /// - Precondition: `bound` is at least 1.
  public mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next() >> 1) % bound
  }

  /// True once in `count` times.
  public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  /// Random bytes.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      bytes.append(UInt8(truncatingIfNeeded: next()))
    }
    return bytes
  }

  /// One of `elements`.
  ///
  /// - Precondition: there is one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A number for parsers: half of the time a small one, else near a power
  /// of two or anywhere.
  public mutating func integer() -> UInt64 {
    switch below(4) {
    case 0: next() & 0xff
    case 1: next() & 0xffff
    case 2: (UInt64(1) << UInt64(below(64))) &+ UInt64(below(3)) &- 1
    default: next()
    }
  }
}
