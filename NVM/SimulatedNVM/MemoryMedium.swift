// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

/// Non-volatile memory in working memory, that holds its users to the contract
/// of `NVMRegion` and goes wrong on demand.
///
/// Breaking the contract (alignment, bounds, programming what is not erased)
/// traps: it is a programmer's error. Whatever chance decides comes from one
/// seed. Not for use from several threads.
public final class MemoryMedium {
  /// The sizes of each region.
  public let geometry: NVMGeometry
  /// Whether a program replaces what was there; else it only clears bits.
  public let replaces: Bool
  /// Everything on the medium, region after region.
  public var bytes: [UInt8]
  /// Programs, erases and syncs so far.
  public internal(set) var operationCount = 0
  /// What was asked for and what was done instead.
  public internal(set) var counters: MediumCounters
  /// Whether power is off since a cut.
  public internal(set) var isOff = false

  // MARK: What goes wrong

  /// Faults by number of operation, counted from 0.
  public var faults: [Int: Fault] = [:]
  /// What every program meets that has no fault of its own.
  public var programFault: Fault?
  /// Calls that report an error.
  public var callFailure: CallFailure?
  /// Broken sectors, by number; those of the next region follow behind.
  public var defects: [Int: SectorDefect] = [:]
  /// Faults by number of read, counted from 0.
  public var readFaults: [Int: ReadFault] = [:]
  /// Parts that read otherwise than they are; the first that touches a read
  /// holds.
  public var veils: [Veil] = []
  /// How unfinished cells read.
  public var weakness: Weakness = .steady
  /// Called before each operation, while power is on.
  public var onOperation: ((PendingOperation) -> Void)?

  var chance = SeededChance(seed: 0)
  /// Program units that were written since they were erased, whatever they
  /// read.
  var isTouched: [Bool]
  /// Whether it ever showed or did something else than it was asked: then a
  /// user cannot know what is erased.
  var hasLied = false
  var weakRanges: [WeakRange] = []
  var cache: WriteCache?
  /// What stale reads show.
  var staleBytes: [UInt8] = []
  /// What an operation is to leave.
  var pending: [UInt8]

  /// Makes a medium as an erase leaves it.
  public init(
    geometry: NVMGeometry, regionCount: Int = 2, replaces: Bool = false
  ) {
    self.geometry = geometry
    self.replaces = replaces
    let byteCount = Int(geometry.byteCount) * regionCount
    bytes = Array(repeating: 0xff, count: byteCount)
    isTouched = Array(
      repeating: false, count: byteCount / Int(geometry.programByteCount))
    pending = Array(repeating: 0xff, count: Int(geometry.eraseByteCount))
    counters = MediumCounters(
      sectorCount: byteCount / Int(geometry.eraseByteCount))
  }

  /// Makes a medium of a kind of part.
  public convenience init(_ model: MediumModel) {
    self.init(geometry: model.geometry, replaces: model.replaces)
  }

  /// Reads so far.
  public var readCount: Int { counters.readCount }

  /// Reads, programs, erases and syncs so far.
  public var callCount: Int { operationCount + counters.readCount }

  /// One of the medium's regions.
  public func region(_ index: Int) -> MemoryRegion {
    MemoryRegion(medium: self, index: index)
  }

  /// Begins the medium's chance anew.
  public func seed(_ seed: UInt64) { chance = SeededChance(seed: seed) }

  // MARK: States

  /// Puts another image on the medium, in a sound state.
  public func restore(_ image: [UInt8]) {
    precondition(image.count == bytes.count, "an image of this medium")
    bytes = image
    weakRanges = []
    if cache != nil { cache = WriteCache(image) }
    let unit = Int(geometry.programByteCount)
    for index in isTouched.indices {
      isTouched[index] =
        image[index * unit..<(index + 1) * unit].contains { $0 != 0xff }
    }
  }

  /// Takes over all that another medium of this geometry holds: bytes,
  /// unfinished cells, cache, and whether power is off; not what goes wrong,
  /// nor counts.
  public func copy(_ other: MemoryMedium) {
    precondition(
      other.geometry == geometry && other.bytes.count == bytes.count,
      "a medium of the same sizes")
    Self.copy(other.bytes, to: &bytes)
    Self.copy(other.isTouched, to: &isTouched)
    weakRanges = other.weakRanges
    cache = other.cache
    isOff = other.isOff
    hasLied = other.hasLied
  }

  /// Without giving up the target's memory.
  private static func copy<Element: BitwiseCopyable>(
    _ source: [Element], to target: inout [Element]
  ) {
    source.withUnsafeBytes { source in
      target.withUnsafeMutableBytes { $0.copyMemory(from: source) }
    }
  }

  /// Power is back, or the satellite restarts.
  public func restorePower() {
    isOff = false
    if !veils.isEmpty { passVeils() }
    guard weakness == .eachBoot else { return }
    for weak in weakRanges {
      bytes.withUnsafeMutableBytes { bytes in
        weak.draw(
          weak.range,
          into: UnsafeMutableRawBufferPointer(rebasing: bytes[weak.range]),
          by: &chance)
      }
      counters.count(.weakDraw)
    }
  }

  private func passVeils() {
    veils = veils.compactMap { veil in
      guard let count = veil.bootCount else { return veil }
      guard count > 0 else { return nil }
      var next = veil
      next.bootCount = count - 1
      return next
    }
  }

  /// Whether a program or an erase was left unfinished and not made good by a
  /// whole erase.
  public var hasWeakCells: Bool { !weakRanges.isEmpty }

  /// Counters so far; faults are counted anew from here on.
  public func takeFaults() -> MediumCounters {
    defer { counters.clearFaults() }
    return counters
  }

  // MARK: At rest

  /// Flips one bit; bits of a byte count from the least significant.
  public func flip(bit: Int) {
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    cache?.flip(bit: bit)
    counters.count(.flippedBit)
  }

  /// Makes a range read as an erase leaves it.
  public func blank(_ range: Range<Int>) {
    Self.fill(range, of: &bytes)
    cache?.blank(range)
    hasLied = true
    counters.count(.blankedRange)
  }

  /// What stale reads show from now on.
  public func keepStaleImage() { staleBytes = bytes }

  /// Gives the medium a volatile cache: at a cut any units are kept of what was
  /// not synchronised.
  ///
  /// - Parameter lyingRegions: Regions whose syncs are acknowledged, and not
  ///   done.
  public func useCache(lyingRegions: Set<Int> = []) {
    if cache == nil { cache = WriteCache(bytes) }
    cache?.lyingRegions = lyingRegions
  }

  static func fill(_ range: Range<Int>, of bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { bytes in
      _ = UnsafeMutableRawBufferPointer(rebasing: bytes[range])
        .initializeMemory(as: UInt8.self, repeating: 0xff)
    }
  }
}
