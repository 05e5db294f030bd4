// SPDX-License-Identifier: Apache-2.0

/// One thing that is measured.
struct PeerCase: Sendable {
  /// What the coordinator is told of it.
  struct Description: Encodable, Sendable {
    var name: String
    /// `bare`, `token`, `chain` or `refusal`.
    var group: String
    var summary: String
    /// The signature of the same library that it rests on; nil for that.
    var bare: String?
    /// Bytes of what is presented.
    var bytes: Int
  }

  let description: Description
  /// Does one operation; traps unless its outcome is the expected one.
  let operate: @Sendable () async throws -> Void

  var name: String { description.name }

  init(
    _ name: String, _ group: String, _ summary: String, bare: String?,
    bytes: Int, operate: @escaping @Sendable () async throws -> Void
  ) {
    description = Description(
      name: name, group: group, summary: summary, bare: bare, bytes: bytes)
    self.operate = operate
  }
}
