// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import Testing

/// Each image has its verdict and its remedy, through the built tool.
@Suite(.serialized) struct StoreImageTests {
  /// A directory with the image in it, and the options that name it.
  private struct Case {
    var scratch: Scratch
    var store: [UInt8]
    var anchor: [UInt8]
    var options: [String]

    init(_ image: StoreImage) throws {
      let used = try UsedStore.own.get()
      var bytes = StoreBytes(bytes: used.store)
      anchor = used.anchor
      try image.change(&bytes, &anchor)
      store = bytes.bytes
      scratch = try Laboratory.scratch()
      try scratch.write(store, to: "store")
      try scratch.write(anchor, to: "anchor")
      options = image.isAnchored ? ["--anchor", "anchor"] : []
    }

    func run(_ arguments: String...) throws -> Tool.Result {
      try Tool.run(arguments + options, in: scratch)
    }

    func check(_ more: String...) throws -> (Int32, CheckAnswer) {
      let result = try Tool.run(
        ["store", "check", "store", "--format", "json"] + more + options,
        in: scratch)
      return (result.status, try CheckAnswer(result.lines))
    }

    /// The words for the tokens of the store, then for a fresh one.
    func verify(
      freshAfter floor: UInt32, now: UInt32
    ) throws -> [String] {
      let old = try UsedStore.numbers.map { try Laboratory.request($0) }
      let result = try Tool.run(
        Laboratory.verify("--now", "\(now)") + options,
        input: Laboratory.lines(
          old + [try Laboratory.freshRequest(after: floor)]),
        in: scratch)
      return try result.lines.map { try Answer($0).word }
    }

    func isUntouched() throws -> Bool {
      try scratch.read("store") == store && scratch.read("anchor") == anchor
    }
  }

  private static let now = Laboratory.nowSeconds

  @Test(arguments: StoreImage.all)
  func theCheckSaysTheVerdictAndWritesNothing(_ image: StoreImage) throws {
    let this = try Case(image)
    let (status, answer) = try this.check()
    #expect(answer.state == image.state)
    #expect(answer.lossCauses == image.causes)
    #expect(status == (image.isUsable ? 0 : 74))
    #expect((answer.remedy == nil) == image.isUsable)
    let text = try this.run("store", "check", "store")
    #expect(text.status == status)
    #expect(text.lines[0].contains(image.words), "\(text.lines)")
    let inspect = try this.run("store", "inspect", "store")
    #expect(inspect.status == 0)
    let isUntouched = try this.isUntouched()
    #expect(isUntouched)
  }

  @Test(arguments: StoreImage.all.filter { !$0.isUsable })
  func aRefusedImageIsUsableAgainAfterItsRemedy(
    _ image: StoreImage
  ) throws {
    let this = try Case(image)
    let count = UsedStore.numbers.count
    let refused = try this.verify(freshAfter: Self.now, now: Self.now + 5)
    #expect(
      refused
        == [String](repeating: "store_unavailable", count: count + 1))
    let repair = try this.check("--repair")
    #expect(repair.0 == 74)
    #expect(repair.1.repairedMarkCount == 0)
    let isUntouched = try this.isUntouched()
    #expect(isUntouched)

    let reset = try this.run(
      "store", "reset", "store", "--issued-after", "\(Self.now)")
    if image.remedy == .otherProgram {
      #expect(reset.status == 74)
      let isLeft = try this.isUntouched()
      #expect(isLeft)
      return
    }
    #expect(reset.status == 0, "\(reset.errorText)")
    #expect(try this.check().0 == 0)
    let words = try this.verify(freshAfter: Self.now, now: Self.now + 5)
    #expect(
      words.dropLast()
        == refused.dropLast().map { _ in
          "issued_before_floor"
        })
    #expect(words.last == "accept")
    let again = try this.verify(freshAfter: Self.now, now: Self.now + 5)
    #expect(again.last == "already_accepted")
  }

  @Test(
    arguments: StoreImage.all.filter { $0.isUsable && $0.remedy != .unseen })
  func aUsableImageKnowsEveryUsedToken(_ image: StoreImage) throws {
    for isRepaired in [false, true] {
      let this = try Case(image)
      if isRepaired {
        let (status, answer) = try this.check("--repair")
        #expect(status == 0)
        #expect(answer.unrepairedCount == 0)
        #expect(answer.isRepairComplete == true)
        let repaired =
          (answer.repairedMarkCount ?? 0) + (answer.repairedControlCount ?? 0)
        #expect((repaired > 0) == (image.remedy == .repair))
        #expect(answer.damagedControlImageCount == 0)
      }
      let isNew = image.name.contains("no mark yet")
      let words = try this.verify(freshAfter: Self.now, now: Self.now + 5)
      #expect(
        words.dropLast()
          == UsedStore.numbers.map { _ in
            isNew ? "accept" : "already_accepted"
          }[...])
      #expect(words.last == "accept")
    }
  }

  /// The documented gap.
  @Test func anOlderImageWithoutAnAnchorIsNotSeen() throws {
    let image = try #require(
      StoreImage.all.first { $0.remedy == .unseen })
    let words = try Case(image).verify(
      freshAfter: Self.now, now: Self.now + 5)
    #expect(
      words == [
        "already_accepted", "already_accepted", "already_accepted",
        "accept", "accept", "accept", "accept", "accept",
      ])
  }

  @Test func swappedCopiesAreWholeOnceTheyArePutInOrder() throws {
    let image = try #require(
      StoreImage.all.first { $0.words == "the copies are swapped" })
    let this = try Case(image)
    let half = this.store.count / 2
    try this.scratch.write(
      Array(this.store[half...] + this.store[..<half]), to: "store")
    let (status, answer) = try this.check()
    #expect(status == 0)
    #expect(answer.entryCount == UsedStore.markCount)
  }

  @Test func imagesInTheDocumentAreThoseOfTheTests() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: folder.appendingPathComponent("NVM/IMAGES.md"),
      encoding: .utf8)
    let table = StoreImage.all.map { $0.row + "\n" }.joined()
    let isThere = text.contains("| --- |\n" + table + "\n")
    #expect(isThere, "NVM/IMAGES.md: expected\n\(table)")
  }
}
