// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import Testing

/// Names of anchors and stores that cannot be right: 74, a sentence, and
/// nothing is written.
@Suite(.serialized) struct StoreAnchorTests {
  /// A store with an anchor and a used token.
  private func used() throws -> Scratch {
    let scratch = try Laboratory.scratch()
    let used = try UsedStore.own.get()
    try scratch.write(used.store, to: "store")
    try scratch.write(used.anchor, to: "anchor")
    return scratch
  }

  private static let reset = [
    "store", "reset", "store", "--issued-after", "1",
  ]

  /// No command opens the store with this anchor.
  private func refuse(
    _ anchor: String, _ words: String, in scratch: Scratch,
    with commands: [[String]] = [
      ["store", "check", "store"], ["store", "check", "store", "--repair"],
      ["store", "inspect", "store"], reset, Laboratory.verifyThen(),
    ]
  ) throws {
    let store = try scratch.read("store")
    let line = Laboratory.lines([try Laboratory.request(500)])
    for command in commands {
      let result = try Tool.run(
        command + ["--anchor", anchor], input: line, in: scratch)
      #expect(result.status == 74, "\(command)")
      #expect(result.lines.isEmpty, "\(command)")
      #expect(
        result.errorText.contains(anchor)
          && result.errorText.contains(words),
        "\(command): \(result.errorText)")
      // What is the matter, and what to do.
      #expect(result.errorText.filter { $0 == "." }.count >= 2)
    }
    let isSame = try scratch.read("store") == store
    #expect(isSame)
  }

  @Test func theStoreItselfIsNoAnchorUnderAnyName() throws {
    let scratch = try used()
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: scratch.path("symbolic"), withDestinationPath: "store")
    try files.linkItem(
      atPath: scratch.path("store"), toPath: scratch.path("hard"))
    for name in ["store", "./store", "symbolic", "hard"] {
      try refuse(name, "is the store itself", in: scratch)
    }
    for name in ["new", "./new", scratch.path("new")] {
      let result = try Tool.run(
        ["store", "create", "new", "--anchor", name], in: scratch)
      #expect(result.status == 74)
      #expect(result.errorText.contains("is the store itself"))
      #expect(!files.fileExists(atPath: scratch.path("new")))
    }
  }

  @Test func aDirectoryOrADeviceIsNoAnchor() throws {
    let scratch = try used()
    for name in [".", "/dev/null"] {
      try refuse(name, "neither a file nor a block device", in: scratch)
    }
  }

  /// Above all not a key or a profile.
  @Test func anotherFileIsNoAnchorAndIsNotWritten() throws {
    let scratch = try used()
    let before = try scratch.read("profile.json")
    try refuse("profile.json", "is no anchor", in: scratch)
    let result = try Tool.run(
      ["store", "create", "new", "--anchor", "profile.json"], in: scratch)
    #expect(result.status == 74)
    #expect(try scratch.read("profile.json") == before)
  }

  /// A slip of the pen must not make one.
  @Test func anAbsentAnchorIsMadeByAResetOnly() throws {
    let scratch = try used()
    try refuse(
      "slip", "there is no such anchor", in: scratch,
      with: [
        ["store", "check", "store"], ["store", "check", "store", "--repair"],
        ["store", "inspect", "store"], Laboratory.verifyThen(),
      ])
    #expect(!FileManager.default.fileExists(atPath: scratch.path("slip")))
    let reset = try Tool.run(
      ["store", "reset", "store", "--anchor", "slip"]
        + ["--issued-after", "\(Laboratory.nowSeconds)"], in: scratch)
    #expect(reset.status == 0, "\(reset.errorText)")
    let check = try Tool.run(
      ["store", "check", "store", "--anchor", "slip", "--format", "json"],
      in: scratch)
    #expect(try CheckAnswer(check.lines).anchor == "agrees")
  }

  /// Not even the superuser writes to a program that runs, or makes files in a
  /// directory that is not there.
  @Test func anAnchorThatCannotBeWrittenIsSaid() throws {
    let scratch = try used()
    try FileManager.default.copyItem(
      atPath: "/bin/sleep", toPath: scratch.path("program"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: scratch.path("program"))
    process.arguments = ["60"]
    try process.run()
    defer { process.terminate() }
    try refuse(
      "program", "open failed", in: scratch,
      with: [Self.reset, Laboratory.verifyThen()])
    try refuse(
      "absent/anchor", "create failed", in: scratch, with: [Self.reset])
  }

  @Test func anAnchorInUseElsewhereIsSaid() throws {
    let scratch = try used()
    let pipe = Pipe()
    let other = try Tool.start(
      [
        "verify", "--profile", "profile.json", "--store", "other", "--anchor",
        "taken", "--now", "\(Laboratory.nowSeconds)", "--format", "json",
      ], input: pipe, in: scratch)
    let line = Laboratory.lines([try Laboratory.request(1)])
    try pipe.fileHandleForWriting.write(contentsOf: Data(line.utf8))
    // An answer shows that the locks are held.
    for _ in 0..<1000 where try other.text().isEmpty { usleep(10_000) }
    try refuse("taken", "another process is using it", in: scratch)
    try pipe.fileHandleForWriting.close()
    #expect(try other.finish().status == 0)
  }

  /// E-65: an anchor that knows of marks shows that a store is gone, not new.
  @Test func noStoreIsMadeWhereAnAnchorRemembersOne() throws {
    let scratch = try used()
    try FileManager.default.removeItem(atPath: scratch.path("store"))
    let anchor = try scratch.read("anchor")
    for command in [
      ["store", "create", "store"], Laboratory.verifyThen(),
    ] {
      let result = try Tool.run(
        command + ["--anchor", "anchor"],
        input: Laboratory.lines([try Laboratory.request(1)]), in: scratch)
      #expect(result.status == 74)
      #expect(result.lines.isEmpty)
      #expect(result.errorText.contains("a store that is not here"))
      #expect(
        !FileManager.default.fileExists(atPath: scratch.path("store")))
    }
    #expect(try scratch.read("anchor") == anchor)
    let floor = Laboratory.nowSeconds
    let made = try Tool.run(
      [
        "store", "create", "store", "--anchor", "anchor", "--issued-after",
        "\(floor)",
      ], in: scratch)
    #expect(made.status == 0, "\(made.errorText)")
    let result = try Tool.run(
      Laboratory.verify("--anchor", "anchor", "--now", "\(floor + 5)"),
      input: Laboratory.lines([
        try Laboratory.request(1), try Laboratory.freshRequest(after: floor),
      ]), in: scratch)
    #expect(
      try result.lines.map { try Answer($0).word }
        == ["issued_before_floor", "accept"])
  }

  @Test func aStoreThatIsNoFileIsSaid() throws {
    let scratch = try Laboratory.scratch()
    for (name, words) in [
      ("absent", "there is no such store"), (".", "neither a file"),
      ("/dev/null", "neither a file"),
    ] {
      for command in [["check"], ["check", "--repair"], ["inspect"]] {
        let result = try Tool.run(
          ["store"] + command + [name], in: scratch)
        #expect(result.status == 74)
        #expect(result.errorText.contains(words), "\(result.errorText)")
      }
    }
  }
}
