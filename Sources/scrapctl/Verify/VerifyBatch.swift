// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapGround
import ScrapJournal
import ScrapReplay
import ScrapVerifier

/// Answers the lines of `scrapctl verify`, one after another.
struct VerifyBatch {
  private typealias FileVerifier =
    Verifier<Journal<FileRegion, FileAnchor>, SingleTask>

  private let profile: SatelliteProfile
  private let record: ProfileRecord
  private let kind: VerifyCommand.ItemKind
  private let peer: Peer?
  private let format: OutputFormat
  private var clock: VerifyClock
  private var isPeerAnnounced = false
  private var lineCount: UInt64 = 0
  private var refusedCount: UInt64 = 0
  /// Whether some line was answered `store_unavailable`.
  private(set) var hasStoreFailed = false

  init(
    profile: SatelliteProfile,
    kind: VerifyCommand.ItemKind,
    now: UInt64?,
    peer: Peer?,
    format: OutputFormat
  ) throws(GroundError) {
    self.profile = profile
    self.record = try ProfileRecord(packing: profile)
    self.kind = kind
    self.peer = peer
    self.format = format
    self.clock = VerifyClock(now: now)
  }

  /// The exit status; a store failure takes precedence.
  func status(after failure: Failure?, isStoreSound: Bool) -> Int32 {
    if hasStoreFailed || !isStoreSound { return Failure.store }
    if let failure { return failure.status }
    return refusedCount == 0 ? 0 : Failure.refused
  }

  /// Answers every line of a file descriptor.
  ///
  /// - Returns: why it stopped before the end; nil if it did not.
  mutating func run(
    _ file: Int32, _ store: inout FileStore.Store
  ) -> Failure? {
    do throws(Failure) {
      try withUnsafeMutablePointer(to: &store) { store throws(Failure) in
        let verifier = FileVerifier(
          profile: try checkedProfile(), store: store, lock: SingleTask())
        try run(file, verifier)
      }
      return nil
    } catch {
      return error
    }
  }

  private func checkedProfile() throws(Failure) -> Profile {
    do throws(GroundError) {
      return try record.profile(place: "profile")
    } catch {
      throw Failure(error)
    }
  }

  private mutating func run(
    _ file: Int32, _ verifier: borrowing FileVerifier
  ) throws(Failure) {
    var reader = LineReader(file)
    while let text = try reader.next() {
      lineCount += 1
      guard let line = VerifyLine(text, as: kind) else {
        throw Failure(
          Failure.input,
          "line \(lineCount): expected hex, found something else; "
            + "nothing from here on was judged")
      }
      try answer(line, verifier)
      Console.progress("\(lineCount) lines, \(refusedCount) refused")
    }
    if lineCount > 0 { Console.progress("") }
  }

  private mutating func answer(
    _ line: VerifyLine, _ verifier: borrowing FileVerifier
  ) throws(Failure) {
    if let seconds = line.seconds { clock.set(seconds) }
    let refusal = judge(line.item, verifier)
    if let refusal {
      refusedCount += 1
      if refusal.reason == .storeUnavailable { hasStoreFailed = true }
    }
    let answer = Answer(
      line: lineCount, item: line.item, refusal: refusal,
      tokenID: Presented(line.item)?.tokenID)
    // Only now: the mark, if there is one, is durable.
    try Console.print(answer.lines(format))
  }

  private mutating func judge(
    _ item: Item, _ verifier: borrowing FileVerifier
  ) -> Refusal? {
    let now = clock.now()
    do throws(Refusal) {
      switch item {
      case .request(let message):
        _ = try verifier.verify(message: message.span, now: now, peer: peer)
      case .chain(let chain):
        let bytes = chain.flattened
        let counts = chain.map(\.count)
        _ = try verifier.verify(
          chain: bytes.span, tokenByteCounts: counts.span, now: now,
          peer: presenter(of: item))
      }
      return nil
    } catch {
      return error
    }
  }

  /// Who presents a chain: the peer given, or the leaf's own subject.
  private mutating func presenter(of item: Item) -> Peer? {
    if let peer { return peer }
    if !isPeerAnnounced {
      isPeerAnnounced = true
      Console.report(
        "no --peer: each leaf's own subject is taken for the peer; "
          + "for laboratories only")
    }
    return profile.peer(presenting: item)
  }
}
