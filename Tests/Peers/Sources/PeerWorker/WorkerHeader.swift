// SPDX-License-Identifier: Apache-2.0

/// What a worker says of itself before it is asked.
struct WorkerHeader: Encodable {
  var versions: [String: String]
  var cases: [PeerCase.Description]
}
