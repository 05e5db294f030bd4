// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapWire

/// Step 11: every constraint of every token holds. One that cannot be judged
/// is broken (E-25). constraint_rate is judged with the mark, in step 12.
enum ConstraintPolicy {
  static func check(
    _ request: borrowing Presentation, moment: Moment
  ) throws(Refusal) {
    for index in 0..<request.tokenCount {
      let token = request.token(index)
      if let broken = brokenConstraint(token, request, moment) {
        throw Refusal(
          .constraintViolation, step: .constraints, token: index, at: broken,
          of: request)
      }
    }
  }

  /// The first constraint of a token, in wire order, that does not hold.
  private static func brokenConstraint(
    _ token: borrowing Token,
    _ request: borrowing Presentation,
    _ moment: Moment
  ) -> Token.Place? {
    if let geo = token.geo, !isInside(geo, request) { return .geo }
    if let amount = token.amountSats {
      // No request, or no signed amount: nothing to hold against it (E-90).
      guard let task = request.taskRequest, let offered = task.maxAmountSats,
        offered <= amount
      else { return .amount }
    }
    // No tolerance: not before, even at the interval's early end (E-49).
    if let after = token.afterSeconds, moment.time.loSeconds < UInt64(after) {
      return .after
    }
    return nil
  }

  /// Whether the request's target lies within the constraint's convex polygon
  /// (E-89).
  private static func isInside(
    _ geo: Span<UInt8>, _ request: borrowing Presentation
  ) -> Bool {
    guard let task = request.taskRequest, let target = task.target,
      let area = GeoShape(geoJSON: geo), area.isConvex,
      let shape = GeoShape(geoJSON: target)
    else { return false }
    return area.contains(shape)
  }
}
