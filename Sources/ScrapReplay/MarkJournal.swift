// SPDX-License-Identifier: Apache-2.0

/// The durable side of the store: a port.
///
/// A journal is used by one caller at a time. Its power-loss promise, for a cut
/// at any moment of any call and for calls that throw:
///
/// - A set whose `append` returned is found by every later `recover`, or that
///   `recover` throws `lossDetected`; it is never silently gone.
/// - A set whose `append` did not return is found, wholly or in part, or not
///   found; finding it means "used".
/// - A floor, time mark or message version whose raise returned is at least
///   that high after every later `recover`. None of them ever decreases.
public protocol MarkJournal: ~Copyable {
  /// The floors in force; all zero before `recover` has succeeded.
  var floors: Floors { get }

  /// The greatest upper bound of trusted time over all accepted tasks whose
  /// records the journal no longer has; 0 if it has all. Unix seconds.
  var ledgerHorizonSeconds: UInt64 { get }

  /// The newest version taken of a kind of operator message; 0 if there was
  /// none, or before `recover` has found a control record in force.
  ///
  /// - Precondition: `kind` is 0 to 15.
  func messageVersion(ofKind kind: Int) -> UInt64

  /// Reads the medium, calls `begin` once and hands every record that counts
  /// as used to `sink`, oldest first, the expired ones too. Writes nothing. May
  /// be called again, also after an error.
  ///
  /// - Throws: `blank`, `otherFormat`, `lossDetected`, `mediumFailed`.
  mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError)

  /// Makes all marks of a set durable in one commit (E-64, E-80).
  ///
  /// Returns only when every copy has been written, synchronised and read
  /// back. May raise floor E to the set's `loSeconds` to make room.
  ///
  /// - Returns: The slot of the first mark; mark i is in slot + i.
  /// - Throws: `notRecovered`, `full`, `outOfRange`, `mediumFailed`,
  ///   `uncertain`; the call after one of them begins anew. `lossDetected`: a
  ///   record that was to go can no longer be read.
  mutating func append(
    _ set: borrowing MarkSet
  ) throws(JournalError) -> UInt32

  /// Raises floor E durably; no effect if it is that high already. Unix
  /// seconds.
  ///
  /// - Throws: `notRecovered`, `mediumFailed`.
  mutating func raiseExpiryFloor(
    to seconds: UInt64
  ) throws(JournalError)

  /// Raises floor G durably, on purpose. Unix seconds.
  ///
  /// After `lossDetected` this is the way out (E-65): the loss is forgiven,
  /// records that can still be read stay used, the floor becomes the greater of
  /// `seconds` and the time mark, and `recover` may be called again.
  ///
  /// - Throws: `notRecovered`, `blank`, `otherFormat`, `mediumFailed`.
  mutating func raiseIssuanceFloor(
    to seconds: UInt64
  ) throws(JournalError)

  /// Raises the time mark durably: no time below it is believed again (E-55),
  /// and floor E rises with it. No effect if it is that high already. Unix
  /// seconds.
  ///
  /// - Throws: `notRecovered`, `outOfRange`, `mediumFailed`.
  mutating func raiseTimeMark(to seconds: UInt64) throws(JournalError)

  /// The issuers that the operator has disabled; nil before `recover` has
  /// succeeded.
  var issuerSwitches: IssuerSwitches? { get }

  /// Raises the version of a kind of operator message durably, and in the same
  /// write changes what the message is about; no effect if the version is that
  /// high already.
  ///
  /// After `lossDetected` a change that names floor G ends the loss as
  /// `raiseIssuanceFloor` does; any other is refused.
  ///
  /// - Throws: `notRecovered`, `lossDetected`; `mediumFailed`: all of it may or
  ///   may not be there.
  /// - Precondition: `kind` is 0 to 15.
  mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64, with change: OperatorChange
  ) throws(JournalError)

  /// The request digest in the record at `slot`, read from the medium and
  /// checked; nil on any doubt, or if the record has none.
  func requestDigest(atSlot slot: UInt32, of key: MarkKey) -> UInt64?

  /// Whether every later `recover` finds the record of `mark` in its slot, or
  /// throws `lossDetected`; false on any doubt, and where a revocation's record
  /// is that of a use.
  mutating func isDurable(_ mark: SlotMark) -> Bool

  /// Looks at the next part of the medium in all copies: the control block, or
  /// a segment at most. Repairs what it can by itself, and tells of a mark that
  /// `repeatMark` should write once more.
  ///
  /// - Throws: `notRecovered`, `mediumFailed`; `lossDetected`: something is
  ///   gone that no mark can stand for.
  mutating func scrub() throws(JournalError) -> ScrubFinding

  /// Makes a mark durable once more, because a copy of its record is bad;
  /// should the other go, too, that is no loss then.
  ///
  /// - Returns: The slot of the new record.
  /// - Throws: As `append`.
  mutating func repeatMark(
    _ mark: SlotMark
  ) throws(JournalError) -> UInt32
}

/// For journals without copies, which have nothing to look after.
extension MarkJournal where Self: ~Copyable {
  /// Finds nothing.
  public mutating func scrub() throws(JournalError) -> ScrubFinding {
    .passComplete
  }

  /// What an array holds stays there.
  public mutating func isDurable(_ mark: SlotMark) -> Bool { true }

  /// Is never asked to.
  public mutating func repeatMark(
    _ mark: SlotMark
  ) throws(JournalError) -> UInt32 {
    throw .mediumFailed
  }
}
