// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Datagrams of every length and content that a satellite must survive.
struct Junk {
  private let samples: [[UInt8]]
  private var random: TestRandom

  /// Makes junk of nothing, and of these messages.
  init(of samples: [[UInt8]], _ random: TestRandom) {
    self.samples = samples
    self.random = random
  }

  /// The next one; the first 65,508 calls have every length once, in no
  /// particular order.
  mutating func next(_ number: Int) -> [UInt8] {
    switch number % 8 {
    case 0:
      // 65,507 and 8 share no factor with 40,503.
      let count = number / 8 * 40_503 % 65_508
      return noise(count < 4_200 || number % 64 == 0 ? count : count % 4_200)
    case 1: return noise(random.below(64))
    case 2:
      // A whole header, any body.
      let count = random.below(600)
      return [UInt8([1, 2, 3, 4, 6, 0x21][random.below(6)])]
        + [UInt8(count >> 8), UInt8(count & 0xff)] + noise(count)
    case 3: return Array(sample.prefix(random.below(sample.count)))
    case 4: return sample + noise(1 + random.below(8))
    case 5:
      var message = sample
      for _ in 0...random.below(4) {
        message[random.below(message.count)] ^= 1 << UInt8(random.below(8))
      }
      return message
    case 6: return [UInt8(random.below(256))]
    default:
      var message = sample
      message.swapAt(random.below(message.count), random.below(message.count))
      return message
    }
  }

  private var sample: [UInt8] {
    mutating get { samples[random.below(samples.count)] }
  }

  private mutating func noise(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count {
      var word = random.next()
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
      }
    }
    return Array(bytes.prefix(count))
  }
}
