// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Does a quantum of the work that each line of standard input names.
///
/// The first line out describes the cases; then one line out for each in, of
/// what `Scripts/lib/peers/worker.py` says.
@main
enum PeerWorker {
  static func main() async throws {
    let cases = try await JWTPeer.cases() + CertificatePeer.cases()
    var counts: [String: Int] = [:]
    for peerCase in cases {
      counts[peerCase.name] = try await Quantum.operationCount(of: peerCase)
    }
    try print(
      WorkerHeader(
        versions: ["jwt-kit": "5.7.1", "swift-certificates": "1.21.1"],
        cases: cases.map(\.description)))
    while let name = readLine() {
      guard let peerCase = cases.first(where: { $0.name == name }),
        let count = counts[name]
      else { preconditionFailure("a case of this worker is asked for") }
      try print(await Quantum(of: peerCase, operationCount: count))
    }
  }

  private static func print(_ value: some Encodable) throws {
    // A file handle keeps nothing back.
    FileHandle.standardOutput.write(
      try JSONEncoder().encode(value) + Data("\n".utf8))
  }
}
