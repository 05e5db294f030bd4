// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Why a receipt proves nothing.
public enum ReceiptFault: Error, Equatable, Sendable {
  /// The request is no TaskRequest, or the keys are none.
  case unreadable(GroundError)
  /// The leaf's subject is a text id, and no commander's key was given.
  case unknownCommander
  /// The leaf's subject is a key, and not the commander's that was given.
  case otherCommander
  /// Neither an accept nor a reject: nobody has answered.
  case noAnswer
  /// The request is not signed by the commander.
  case badRequestSignature
  /// The accept is not the executor's, or not for this request.
  case accept(IgnoredAnswer)
  /// The binding is not the commander's, or not for this accept.
  case binding
  /// The proof is not the executor's, or not for this accept.
  case proof(IgnoredAnswer)
  /// The reject is not the executor's, or not for this request.
  case reject(IgnoredAnswer)
  /// A message is there without the one that it answers.
  case messageMissing
  /// The member of that name does not say what the messages prove.
  case otherWord(String)

  /// The fault in one sentence for people.
  public var sentence: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .unknownCommander:
      "the token names its subject by a text id: say which key that is"
    case .otherCommander: "the token's subject is another key"
    case .noAnswer: "there is no answer in it"
    case .badRequestSignature: "the request is not signed by the commander"
    case .accept(let why): "the accept does not verify: \(why.name)"
    case .binding: "the binding does not verify"
    case .proof(let why): "the proof does not verify: \(why.name)"
    case .reject(let why): "the reject does not verify: \(why.name)"
    case .messageMissing: "a message is there without the one before it"
    case .otherWord(let name):
      "\(name) says something else than the messages prove"
    }
  }
}
