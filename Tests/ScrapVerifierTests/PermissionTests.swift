// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import TestSupport
import Testing

/// Section H of the resolutions, and the request's part of section I.
@Suite struct PermissionTests {
  private static let square =
    "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,9],[0,0]]]}"

  private func point(_ lon: String, _ lat: String) -> [UInt8] {
    Array("{\"type\":\"Point\",\"coordinates\":[\(lon),\(lat)]}".utf8)
  }

  // E-85, E-88
  @Test func theCapabilityAskedForMustBeGranted() {
    for vector in Vectors.shared.extra.capabilityMatch {
      let request = draft {
        $0.tokens[0].setCapabilities([vector.granted])
        $0.set(8, Array(vector.requested.utf8))
      }
      let expected =
        vector.match
        ? Verdict.accept
        : Verdict(
          .capabilityDenied, .capability, chainIndex: 0,
          offset: request.offset(ofRequest: 8))
      #expect(verdict(request) == expected, "\(vector)")
    }
  }

  // E-87: even where the token grants as much.
  @Test func onlyAConcreteCapabilityCanBeAskedFor() {
    for wanted in Vectors.shared.extra.capabilityRequestedInvalid
    where !wanted.isEmpty {
      let request = draft {
        $0.tokens[0].setCapabilities(["cmd:*", "cmd:imaging:*"])
        $0.set(8, Array(wanted.utf8))
      }
      #expect(verdict(request).reason == .capabilityDenied, "\(wanted)")
    }
  }

  @Test func anyOfSixteenCapabilitiesGrants() {
    let all = (0..<16).map { "cmd:c\($0)" }
    for wanted in all {
      let request = draft {
        $0.tokens[0].setCapabilities(all)
        $0.set(8, Array(wanted.utf8))
      }
      #expect(verdict(request) == .accept)
    }
  }

  // The leaf alone grants: step 6 has tied it to its parents.
  @Test func theLeafsCapabilitiesCountNotTheRoots() {
    let request = draft(depth: 1) {
      $0.tokens[1].setCapabilities(["cmd:imaging:sar"])
    }
    #expect(
      verdict(request)
        == Verdict(
          .capabilityDenied, .capability, chainIndex: 1,
          offset: request.offset(ofRequest: 8)))
  }

  // E-92: emergencies and priorities are ordinary capabilities.
  @Test func noCapabilityBypassesTheGrant() {
    for wanted in ["cmd:emergency:stop", "SAT-CAP-EMERG:now", "any:any"] {
      let request = draft { $0.set(8, Array(wanted.utf8)) }
      #expect(verdict(request).reason == .capabilityDenied)
    }
    let granted = draft {
      $0.tokens[0].setCapabilities(["cmd:emergency:*"])
      $0.set(8, Array("cmd:emergency:stop".utf8))
    }
    #expect(verdict(granted) == .accept)
  }

  // E-89
  @Test func theTargetMustLieInTheAreaOrOnItsEdge() {
    let cases: [([UInt8]?, Bool)] = [
      (point("4", "4"), true), (point("0", "0"), true),
      (point("9", "4.5"), true), (point("9.000001", "4"), false),
      (point("-0.000001", "4"), false), (point("4", "9.000001"), false),
      (Array(Self.square.utf8), true), (nil, false),
      (Array("{}".utf8), false), (Array("CHARTER_AOI".utf8), false),
    ]
    for (target, isInside) in cases {
      let request = draft {
        $0.tokens[0].set(13, Array(Self.square.utf8))
        if let target { $0.set(10, target) }
      }
      let expected =
        isInside
        ? Verdict.accept
        : Verdict(
          .constraintViolation, .constraints, chainIndex: 0,
          offset: request.offset(ofToken: 0, 13))
      #expect(verdict(request) == expected)
    }
  }

  // E-89: not malformed_token: the token's structure is good.
  @Test func anAreaOutsideTheSubsetHoldsNothing() {
    let areas = [
      "", "{}", "CHARTER_AOI", "{\"type\":\"Point\",\"coordinates\":[4,4]}",
      "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,9]]]}",
      "{\"type\":\"Polygon\",\"coordinates\":"
        + "[[[0,0],[9,0],[1,1],[0,9],[0,0]]]}",
    ]
    for area in areas {
      let request = draft {
        $0.tokens[0].set(13, Array(area.utf8))
        $0.set(10, point("4", "4"))
      }
      #expect(
        verdict(request)
          == Verdict(
            .constraintViolation, .constraints, chainIndex: 0,
            offset: request.offset(ofToken: 0, 13)), "\(area)")
    }
  }

  // A target that no token constrains is not examined.
  @Test func aTargetWithoutAnAreaIsNobodysMatter() {
    let request = draft { $0.set(10, Array("whatever".utf8)) }
    #expect(verdict(request) == .accept)
  }

  // E-77, E-89: every area of the chain.
  @Test func theTargetMustLieInEveryAreaOfTheChain() {
    let far =
      "{\"type\":\"Polygon\",\"coordinates\":[[[5,5],[20,5],[20,20],[5,5]]]}"
    func request(_ lon: String, _ lat: String) -> Draft {
      draft(depth: 1) {
        $0.tokens[0].set(13, Array(Self.square.utf8))
        $0.tokens[1].set(13, Array(far.utf8))
        $0.set(10, point(lon, lat))
      }
    }
    #expect(verdict(request("8", "7")) == .accept)
    #expect(verdict(request("1", "1")).chainIndex == 1)
    #expect(verdict(request("19", "19")).chainIndex == 0)
  }

  // E-90, E-25
  @Test func theSignedAmountMustKeepTheLimit() {
    let cases: [(UInt64, UInt64?, Bool)] = [
      (100, 100, true), (100, 0, true), (100, 101, false), (100, nil, false),
      (0, 0, true), (0, 1, false), (.max, .max, true),
      (.max - 1, .max, false), (1, .max, false),
    ]
    for (limit, offered, isAllowed) in cases {
      let request = draft {
        $0.tokens[0].set(17, integer: limit, 8)
        if let offered { $0.set(16, integer: offered, 8) }
      }
      let expected =
        isAllowed
        ? Verdict.accept
        : Verdict(
          .constraintViolation, .constraints, chainIndex: 0,
          offset: request.offset(ofToken: 0, 17))
      #expect(verdict(request) == expected)
    }
  }

  // E-25: presented alone there is no request to hold against them.
  @Test func aChainAloneCannotKeepAnAreaOrAnAmount() {
    let area = draft { $0.tokens[0].set(13, Array(Self.square.utf8)) }
    let amount = draft { $0.tokens[0].set(17, integer: .max, 8) }
    for (draft, record) in [(area, 13), (amount, 17)] as [(Draft, UInt64)] {
      let verdict = Satellite().verdict(chain: draft.chain, peer: .commander)
      #expect(
        verdict
          == Verdict(
            .constraintViolation, .constraints, chainIndex: 0,
            offset: draft.tokens[0].offset(of: record)))
    }
  }

  // constraint_after and the rate are judged for a chain alone as well.
  @Test func aChainAloneIsHeldToItsTimeAndItsRate() {
    let satellite = Satellite()
    func chain(_ id: UInt64, after: UInt64) -> [[UInt8]] {
      draft(id: id) {
        $0.tokens[0].set(15, [0, 0, 0, 1, 0, 0, 14, 16])
        $0.tokens[0].set(19, integer: after, 4)
      }.chain
    }
    let early = satellite.verdict(
      chain: chain(1, after: now + 1), peer: .commander)
    #expect(early.reason == .constraintViolation)
    #expect(early.step == .constraints)
    let first = satellite.verdict(chain: chain(2, after: now), peer: .commander)
    #expect(first == .accept)
    let second = satellite.verdict(
      chain: chain(3, after: now), peer: .commander)
    #expect(second.reason == .constraintViolation)
    #expect(second.step == .mark)
  }

  // E-94: one domain for requests.
  @Test func aRequestSignedUnderAnotherTagIsRefused() {
    for raw in 0..<UInt8(11) {
      let request = draft { $0.requestTag = .init(rawValue: raw) ?? .token }
      let isRight = request.requestTag == .taskRequest
      #expect((verdict(request) == .accept) == isRight)
    }
  }

  // E-95: the whole body is signed: every record, known or not.
  @Test func everyRecordOfTheRequestIsSigned() {
    let full = draft {
      $0.set(10, point("4", "4"))
      $0.set(12, [1, 2])
      $0.set(14, [3, 4])
      $0.set(16, integer: 5, 8)
      $0.set(18, integer: 6, 4)
      $0.set(19, [7])
    }
    #expect(verdict(full) == .accept)
    let message = full.message
    for record in [0, 2, 10, 12, 14, 16, 18, 19] as [UInt64] {
      var changed = message
      changed[full.offset(ofRequest: record)] ^= 1
      let verdict = Satellite().verdict(message: changed)
      #expect(verdict.reason == .badCommanderSignature, "record \(record)")
    }
  }

  // E-102: all four edges, with the leaf's life.
  @Test func theRequestWasMadeInTheLeafsLife() {
    let issued = now - 1000
    func reason(_ timestamp: UInt64, at seconds: UInt64 = now) -> Reason? {
      let request = draft(depth: 1) {
        $0.tokens[1].set(8, integer: issued, 4)
        $0.tokens[1].set(10, integer: now + 20, 4)
        $0.set(2, integer: timestamp, 4)
      }
      return verdict(request, at: seconds).reason
    }
    #expect(reason(issued - 30) == nil)
    #expect(reason(issued - 31) == .staleRequest)
    #expect(reason(now + 20, at: now) == nil)
    #expect(reason(now + 21, at: now) == .staleRequest)
    #expect(reason(now, at: now - 30) == nil)
    #expect(reason(now, at: now - 31) == .staleRequest)
    #expect(reason(0) == .staleRequest)
    #expect(reason(UInt64(UInt32.max)) == .staleRequest)
    // Store and forward is legal.
    #expect(reason(issued, at: now + 20) == nil)
  }

  // E-102: a timestamp below the skew, and one near the end of 32 bits.
  @Test func theRequestsTimeDoesNotWrapAround() {
    let first = draft {
      $0.tokens[0].set(8, integer: 1, 4)
      $0.tokens[0].set(10, integer: 500, 4)
      $0.set(2, integer: 0, 4)
    }
    #expect(verdict(first, at: 100) == .accept)
  }
}
