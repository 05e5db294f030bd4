// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapCrypto
import ScrapGround
import Testing

@Suite struct SecretKeyFileTests {
  private static func withDirectory(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "scrap-keys-\(UUID().uuidString)"
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: path, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: path) }
    try body(path)
  }

  private static func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test func aNewKeyIsForItsOwnerAloneAndReadsBack() throws {
    try Self.withDirectory { directory in
      let path = directory + "/a.key"
      let key = try SecretKeyFile.create(at: path, chance: .kernel)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let read = try SecretKeyFile.read(from: path, chance: .kernel)
      let readKey = read.publicKey
      #expect(readKey == key)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix("scrap-secret-key-v1\n"))
      #expect(!text.contains(HexText.text(key)))
    }
  }

  @Test func anExistingFileIsNeverTouched() throws {
    try Self.withDirectory { directory in
      let path = directory + "/a.key"
      _ = try SecretKeyFile.create(at: path, chance: .kernel)
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(throws: GroundError.self) {
        try SecretKeyFile.create(at: path, chance: .kernel)
      }
      let after = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(after == before)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o610, 0o660, 0o666, 0o644])
  func aKeyThatOthersCouldReachIsRefused(_ mode: Int) throws {
    try Self.withDirectory { directory in
      let path = directory + "/a.key"
      _ = try SecretKeyFile.create(at: path, chance: .kernel)
      try Self.setMode(mode, path)
      #expect(throws: GroundError.self) {
        _ = try SecretKeyFile.read(from: path, chance: .kernel)
      }
    }
  }

  @Test func linksAndDirectoriesAreRefused() throws {
    try Self.withDirectory { directory in
      let path = directory + "/a.key"
      _ = try SecretKeyFile.create(at: path, chance: .kernel)
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/link", withDestinationPath: path)
      for name in ["link", "", "absent"] {
        #expect(throws: GroundError.self) {
          _ = try SecretKeyFile.read(
            from: directory + "/" + name, chance: .kernel)
        }
      }
    }
  }

  private static let zero = String(repeating: "0", count: 64)
  private static let one = String(repeating: "0", count: 63) + "1"
  private static let beyond = String(repeating: "f", count: 64)

  @Test(arguments: [
    "", "scrap-secret-key-v1\n", "scrap-secret-key-v1\n\(zero)\n",
    "scrap-secret-key-v1\n\(beyond)\n", "scrap-secret-key-v2\n\(one)\n",
    "scrap-secret-key-v1\n\(one)", "scrap-secret-key-v1\n\(one)\n\n",
    "scrap-secret-key-v1\n\(one)0\n", "scrap-secret-key-v1 \n\(one)\n",
    "\(one)\n",
  ])
  func anotherContentIsRefusedWithoutTellingIt(_ text: String) throws {
    try Self.withDirectory { directory in
      let path = directory + "/a.key"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      try Self.setMode(0o600, path)
      do {
        _ = try SecretKeyFile.read(from: path, chance: .kernel)
        Issue.record("accepted")
      } catch {
        #expect(!"\(error)".contains("000000"))
        #expect(!"\(error)".contains("ffffff"))
      }
    }
  }

  @Test func aSeedMakesTheSameKeysAndSignatures() throws {
    try Self.withDirectory { directory in
      let a = try SecretKeyFile.create(
        at: directory + "/a", chance: .seed(7))
      let b = try SecretKeyFile.create(
        at: directory + "/b", chance: .seed(7))
      let c = try SecretKeyFile.create(
        at: directory + "/c", chance: .seed(8))
      #expect(a == b)
      #expect(a != c)
      let key = try SecretKeyFile.read(
        from: directory + "/a", chance: .seed(7))
      let first = try key.sign(.token, [1])
      let second = try key.sign(.token, [1])
      #expect(first == second)
      let fresh = try SecretKeyFile.read(
        from: directory + "/a", chance: .kernel)
      let third = try fresh.sign(.token, [1])
      let fourth = try fresh.sign(.token, [1])
      #expect(third != fourth, "fresh entropy for each signature")
    }
  }
}
