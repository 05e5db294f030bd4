// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct TokenVectorTests {
  private let extra = Vectors.shared.extra

  @Test func theVectorsAreAllThere() {
    #expect(Vectors.shared.acceptedTokens.count == 13)
    #expect(extra.rejectTokens.count == 42)
    #expect(extra.rejectChains.count == 17)
    #expect(Vectors.shared.acceptedRequests.count == 5)
    #expect(extra.rejectRequests.count == 11)
  }

  @Test(arguments: Vectors.shared.acceptedTokens)
  func everyAcceptTokenIsWellFormed(vector: NamedBytes) {
    #expect(tokenError(vector.bytes) == nil)
  }

  /// What structure alone refuses, and why.
  private static let malformed: [String: ParseError.Kind] = [
    "unknown_even_type": .unknownEvenType,
    "type_after_signature": .trailingBytes,
    "trailing_byte": .trailingBytes,
    "no_signature": .truncated,
    "two_signatures": .trailingBytes,
    "descending_order": .missingRecord,
    "geo_after_capability": .notAscending,
    "duplicate_token_id": .notAscending,
    "duplicate_unknown_odd": .notAscending,
    "non_minimal_type": .notMinimal,
    "non_minimal_length": .notMinimal,
    "huge_length": .truncated,
    "truncated": .truncated,
    "version_2": .wrongVersion,
    "version_len_2": .wrongLength,
    "issuer_32_bytes": .wrongLength,
    "issuer_prefix_04": .wrongKeyPrefix,
    "expires_at_8_bytes": .wrongLength,
    "no_capability": .missingRecord,
    "empty_capability": .wrongLength,
    "capability_bare_star": .wrongCapability,
    "capability_inner_star": .wrongCapability,
    "capability_partial_star": .wrongCapability,
    "capability_bad_utf8": .wrongCapability,
    "expires_not_after_issued": .lifetimeNotPositive,
    "partial_delegation_fields": .partialDelegation,
    "root_with_depth_1": .partialDelegation,
    "cbor_token": .unknownEvenType,
  ]

  // malformed_token if and only if parsing fails; every other reason is
  // found later.
  @Test func aRejectTokenFailsToParseJustWhenItIsMalformed() {
    var kinds: [String: ParseError.Kind] = [:]
    for vector in extra.rejectTokens {
      let error = tokenError(vector.tokenHex.bytes)
      #expect(
        (error != nil) == (vector.reason == "malformed_token"),
        "\(vector.name): \(String(describing: error))")
      kinds[vector.name] = error?.kind
    }
    #expect(kinds == Self.malformed)
  }

  @Test func everyTokenOfARejectChainIsWellFormed() {
    for vector in extra.rejectChains {
      for token in vector.chain + [vector.token] {
        #expect(tokenError(token.bytes) == nil, "\(vector.name)")
      }
    }
  }

  @Test func everyPrefixOfAnAcceptTokenIsTruncated() {
    for vector in Vectors.shared.acceptedTokens {
      for count in 0..<vector.bytes.count {
        let prefix = Array(vector.bytes[..<count])
        #expect(
          tokenError(prefix) == ParseError(.truncated, at: count),
          "\(vector.name)")
      }
    }
  }

  @Test func everyAcceptTokenWithOneByteMoreIsRefused() {
    for vector in Vectors.shared.acceptedTokens {
      for byte in [0, 0xf0, 0xf1, 0xff] as [UInt8] {
        #expect(
          tokenError(vector.bytes + [byte])
            == ParseError(.trailingBytes, at: vector.bytes.count))
      }
    }
  }
}
