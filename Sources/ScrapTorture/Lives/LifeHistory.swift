// SPDX-License-Identifier: Apache-2.0

/// What happened in a life, line by line.
final class LifeHistory {
  var lines: [String] = []
}
