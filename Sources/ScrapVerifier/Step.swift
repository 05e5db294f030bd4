// SPDX-License-Identifier: Apache-2.0

/// The order of checks; a refusal names the first that failed.
public enum Step: UInt8, Sendable, BitwiseCopyable {
  /// Trusted time, store and profile are usable (E-45, E-52, E-65).
  case readiness = 1
  /// Bytes are what they claim to be (E-18 to E-31, E-72).
  case structure = 2
  /// The chain is not too deep, each token in its place (E-76, E-84).
  case depth = 3
  /// Every token lives now (E-46, E-47, E-74).
  case times = 4
  /// Every token is meant for this satellite (E-32, E-75).
  case audience = 5
  /// Every link of the chain holds (E-75, E-77, E-78).
  case links = 6
  /// Every token is signed by whom it names, the root by a trusted issuer
  /// (E-22, E-37).
  case signatures = 7
  /// The presenter is the leaf's subject (E-34, E-36, E-94).
  case commander = 8
  /// The request was made in its token's life (E-102).
  case requestTime = 9
  /// The token grants the capability asked for (E-85, E-87).
  case capability = 10
  /// The request keeps to every constraint (E-25, E-49, E-89, E-90).
  case constraints = 11
  /// No id was used before; all are marked, durably (E-60, E-64, E-80).
  case mark = 12

  /// The step in a few words.
  public var name: StaticString {
    switch self {
    case .readiness: "time, store and profile usable"
    case .structure: "structure of request and tokens"
    case .depth: "depth and place in the chain"
    case .times: "times of every token"
    case .audience: "audience of every token"
    case .links: "links of the chain"
    case .signatures: "issuer trusted, signatures valid"
    case .commander: "presenter is the subject"
    case .requestTime: "time of the request"
    case .capability: "capability granted"
    case .constraints: "constraints kept"
    case .mark: "unused, and marked durably"
    }
  }
}
