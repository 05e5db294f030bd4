// SPDX-License-Identifier: Apache-2.0

/// The true time, and the counter that follows it within its bound.
///
/// Everything lies on whole nanoseconds; drift is cut off towards zero, so that
/// no sum of stretches exceeds the bound by a single one.
struct TrueTime {
  /// A leap second that is still to come.
  struct Leap {
    /// The first instant, counted without it, that is named otherwise.
    let fromNanoseconds: Int64
    /// What is added from there on: a second less or more.
    let changeNanoseconds: Int64
  }

  /// The monotonic counter now.
  private(set) var counter: UInt64
  /// Unix time now, in nanoseconds.
  private(set) var unix: Int64
  /// The next leap second.
  var leap: Leap?
  /// When the present stretch began: readings of it can be told.
  private(set) var startCounter: UInt64
  private var startUnix: Int64
  /// By how much true time goes faster than the counter in this stretch, in
  /// parts per billion.
  private var rate: Int64 = 0

  init(counter: UInt64, unix: Int64) {
    self.counter = counter
    self.unix = unix
    startCounter = counter
    startUnix = unix
  }

  /// Unix time when the counter stood there.
  ///
  /// - Precondition: within the present stretch.
  func at(_ counter: UInt64) -> Int64 {
    let plain = plain(at: counter)
    guard let leap, plain >= leap.fromNanoseconds else { return plain }
    return plain + leap.changeNanoseconds
  }

  /// The same without a leap second within the stretch.
  private func plain(at counter: UInt64) -> Int64 {
    let elapsed = Int64(counter - startCounter)
    let (seconds, rest) = elapsed.quotientAndRemainder(dividingBy: second)
    return startUnix + elapsed + seconds * rate + rest * rate / second
  }

  /// A new stretch, at whose end is now.
  mutating func advance(by elapsed: UInt64, rate: Int64) {
    endStretch()
    self.rate = rate
    counter += elapsed
    unix = at(counter)
  }

  /// The counter began anew after so long without power.
  mutating func restart(counter: UInt64, after off: Int64) {
    endStretch()
    rate = 0
    self.counter += UInt64(off)
    unix = at(self.counter)
    endStretch()
    self.counter = counter
    startCounter = counter
  }

  private mutating func endStretch() {
    if let leap, plain(at: counter) >= leap.fromNanoseconds { self.leap = nil }
    startCounter = counter
    startUnix = unix
  }
}

/// A second in nanoseconds.
let second: Int64 = 1_000_000_000
/// A day in nanoseconds.
let dayNanoseconds: Int64 = 86_400 * second
