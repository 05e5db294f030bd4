// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// A store's file that is not as it was left, with its verdict.
struct StoreImage: Sendable, CustomTestStringConvertible {
  /// What is to be done about it.
  enum Remedy: String {
    /// Usable, nothing is damaged.
    case none
    /// Usable; `store check --repair` restores the second copy.
    case repair = "`store check --repair`"
    /// Usable; a header stands in one copy until its segment is erased.
    case wait = "none: gone with its segment"
    /// Everything is refused until then.
    case reset = "`store reset --issued-after`"
    /// Neither used nor changed by this program.
    case otherProgram = "the program that wrote it"
    /// Used tokens are good again, and nothing here can tell.
    case unseen = "none: not seen; keep an anchor"
  }

  var name: String
  var isAnchored = false
  var state = "ready"
  var causes: [String] = []
  /// Words of the problem.
  var words = "usable"
  var remedy = Remedy.none
  /// Changes store and anchor.
  var change: @Sendable (inout StoreBytes, inout [UInt8]) throws -> Void

  var testDescription: String { name }

  var isUsable: Bool { state == "ready" }

  /// The row in IMAGES.md.
  var row: String {
    let causes = causes.map { "`\($0)`" }.joined(separator: ", ")
    return "| \(name) | `\(state)` | \(causes) | \(words) | "
      + "\(remedy.rawValue) |"
  }

  static let all = wrongFiles + copies + anchors + damage + controls

  private static let wrongFiles = [
    StoreImage(name: "as it was left") { _, _ in },
    StoreImage(
      name: "an empty file", state: "blank", words: "no store is found",
      remedy: .reset
    ) { store, _ in store.bytes = [] },
    StoreImage(
      name: "truncated", state: "truncated", words: "cut short",
      remedy: .reset
    ) { store, _ in store.bytes.removeLast(store.bytes.count / 3) },
    StoreImage(
      name: "the last byte missing", state: "truncated",
      words: "cut short", remedy: .reset
    ) { store, _ in store.bytes.removeLast() },
    StoreImage(
      name: "random bytes", state: "blank", words: "no store is found",
      remedy: .reset
    ) { store, _ in
      var random = TestSeed.generator(for: "randomImage")
      store.bytes = random.bytes(store.bytes.count)
    },
    StoreImage(
      name: "blank", state: "blank", words: "no store is found",
      remedy: .reset
    ) { store, _ in store.fill(0..<store.bytes.count, 0xff) },
    StoreImage(
      name: "of another geometry", state: "otherFormat",
      words: "another geometry", remedy: .reset
    ) { store, _ in store.forge(84, 512) },
    StoreImage(
      name: "of a future version", state: "otherFormat",
      words: "format version 2", remedy: .otherProgram
    ) { store, _ in
      for place in store.allControlImages { store.bytes[place + 9] = 2 }
    },
    StoreImage(
      name: "half-initialised: copy B blank, no mark yet", remedy: .repair
    ) { store, _ in
      store.bytes = try UsedStore.own.get().new
      store.fill(store.half..<store.bytes.count, 0xff)
    },
    StoreImage(
      name: "half-initialised: one image of the first control record",
      state: "blank", words: "no store is found", remedy: .reset
    ) { store, _ in
      store.bytes = try UsedStore.own.get().new
      let images = store.controlImages
      store.fill(images[0] + 256..<store.bytes.count, 0xff)
    },
  ]

  private static let copies = [
    StoreImage(
      name: "the copies swapped", state: "otherFormat",
      words: "the copies are swapped", remedy: .reset
    ) { store, _ in
      store.bytes =
        Array(store.bytes[store.half...]) + store.bytes[..<store.half]
    },
    StoreImage(name: "copy A in the place of both", remedy: .repair) {
      store, _ in
      store.bytes = Array(
        store.bytes[..<store.half] + store.bytes[..<store.half])
    },
    StoreImage(
      name: "copy A of another store", state: "lossDetected",
      causes: ["foreign_copy"], words: "the copies are of two stores",
      remedy: .reset
    ) { store, _ in
      let other = try UsedStore.other.get().store
      store.bytes = Array(other[..<store.half] + store.bytes[store.half...])
    },
    StoreImage(
      name: "copy B of another store", state: "lossDetected",
      causes: ["foreign_copy"], words: "the copies are of two stores",
      remedy: .reset
    ) { store, _ in
      let other = try UsedStore.other.get().store
      store.bytes = Array(store.bytes[..<store.half] + other[store.half...])
    },
    StoreImage(name: "an older image, no anchor", remedy: .unseen) {
      store, _ in
      store.bytes = try UsedStore.own.get().older
    },
  ]

  private static let anchors = [
    StoreImage(
      name: "an older image, with its anchor", isAnchored: true,
      state: "lossDetected", causes: ["records", "anchor_ahead"],
      words: "the anchor knows newer ones", remedy: .reset
    ) { store, _ in store.bytes = try UsedStore.own.get().older },
    StoreImage(name: "an older anchor", isAnchored: true) { _, anchor in
      anchor = try UsedStore.own.get().olderAnchor
    },
    StoreImage(
      name: "an empty anchor", isAnchored: true, state: "lossDetected",
      causes: ["anchor_foreign"],
      words: "the anchor is blank or of another store", remedy: .reset
    ) { _, anchor in anchor = [] },
    StoreImage(
      name: "a blank anchor", isAnchored: true, state: "lossDetected",
      causes: ["anchor_foreign"],
      words: "the anchor is blank or of another store", remedy: .reset
    ) { _, anchor in anchor = [UInt8](repeating: 0xff, count: 1_536) },
    StoreImage(
      name: "another store's anchor", isAnchored: true,
      state: "lossDetected", causes: ["anchor_foreign"],
      words: "the anchor is blank or of another store", remedy: .reset
    ) { _, anchor in anchor = try UsedStore.other.get().anchor },
    StoreImage(
      name: "one of three copies of the anchor damaged", isAnchored: true
    ) { _, anchor in anchor[20] ^= 0xff },
  ]

  private static let damage = [
    StoreImage(name: "a record damaged in copy A", remedy: .repair) {
      store, _ in store.damage(store.mark(10))
    },
    StoreImage(name: "a record damaged in copy B", remedy: .repair) {
      store, _ in store.damage(store.mark(10) + store.half)
    },
    StoreImage(
      name: "a record damaged in both copies", state: "lossDetected",
      causes: ["records"], words: "records are gone from both copies",
      remedy: .reset
    ) { store, _ in
      let place = store.mark(10)
      store.damage(place)
      store.damage(place + store.half)
    },
    StoreImage(name: "copy A random", remedy: .repair) { store, _ in
      var random = TestSeed.generator(for: "randomCopy")
      store.bytes = random.bytes(store.half) + store.bytes[store.half...]
    },
    StoreImage(name: "copy B blank", remedy: .repair) { store, _ in
      store.fill(store.half..<store.bytes.count, 0xff)
    },
    StoreImage(name: "a segment's header damaged in copy A", remedy: .wait) {
      store, _ in store.damage(store.segment(1))
    },
    StoreImage(name: "a segment's header damaged in copy B", remedy: .wait) {
      store, _ in store.damage(store.segment(2) + store.half)
    },
    StoreImage(
      name: "a segment's header damaged in both copies",
      state: "lossDetected", causes: ["segment_header", "records"],
      words: "a segment's header is gone from both copies", remedy: .reset
    ) { store, _ in
      store.damage(store.segment(1))
      store.damage(store.segment(1) + store.half)
    },
  ]

  private static let controls = [
    control([0], .repair), control([3], .repair), control([0, 1], .repair),
    control([1, 2], .repair), control([2, 3], .repair),
    control([0, 1, 2], .reset), control([0, 1, 2, 3], .reset),
  ]

  private static func control(
    _ images: [Int], _ remedy: Remedy
  ) -> StoreImage {
    let names = images.map { ["A0", "A1", "B0", "B1"][$0] }
    let isLost = remedy == .reset
    return StoreImage(
      name: "control record damaged in \(names.joined(separator: ", "))",
      state: isLost ? "lossDetected" : "ready",
      causes: isLost ? ["control_record", "ring_ahead"] : [],
      words: isLost ? "the newest control record is gone" : "usable",
      remedy: remedy
    ) { store, _ in
      let places = store.controlImages
      for image in images { store.damage(places[image]) }
    }
  }
}
