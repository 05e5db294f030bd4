// SPDX-License-Identifier: Apache-2.0

/// SHA-256 written again from FIPS 180-4, slowly: constants computed from the
/// primes, the whole message padded before the first block.
enum NaiveSHA256 {
  /// The fractional parts of the cube or square roots of the first primes.
  private static let cubeRoots = primes(64).map { fraction($0, root: 3) }
  private static let squareRoots = primes(8).map { fraction($0, root: 2) }

  static func hash(_ message: [UInt8]) -> [UInt8] {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      padded.append(UInt8(truncatingIfNeeded: (message.count * 8) >> shift))
    }
    var state = squareRoots
    for start in stride(from: 0, to: padded.count, by: 64) {
      state = block(state, Array(padded[start..<start + 64]))
    }
    return state.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private static func block(_ state: [UInt32], _ bytes: [UInt8]) -> [UInt32] {
    var w = (0..<16).map { index in
      bytes[index * 4..<index * 4 + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    for t in 16..<64 {
      let s0 = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >> 3)
      let s1 = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >> 10)
      w.append(w[t - 16] &+ s0 &+ w[t - 7] &+ s1)
    }
    var v = state
    for t in 0..<64 {
      let s1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)
      let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
      let first = v[7] &+ s1 &+ choice &+ cubeRoots[t] &+ w[t]
      let s0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)
      let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
      v = [
        first &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5],
        v[6],
      ]
    }
    return zip(state, v).map { $0 &+ $1 }
  }

  private static func turn(_ x: UInt32, _ count: UInt32) -> UInt32 {
    x >> count | x << (32 - count)
  }

  private static func primes(_ count: Int) -> [Int] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }

  /// The first 32 bits of the fraction of a root: the greatest x with
  /// x^root <= n * 2^(32 * root).
  private static func fraction(_ n: Int, root: Int) -> UInt32 {
    let bound = UInt128(n) << UInt128(32 * root)
    var x: UInt128 = 0
    for bit in (0..<36).reversed() {
      let next = x | 1 << UInt128(bit)
      let power = root == 2 ? next * next : next * next * next
      if power <= bound { x = next }
    }
    return UInt32(truncatingIfNeeded: x)
  }
}
