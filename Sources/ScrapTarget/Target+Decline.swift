// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import ScrapWire

extension Target
where
  Journal: ~Copyable, Lock: ~Copyable, Entropy: ~Copyable, Planner: ~Copyable
{
  /// Refuses a request for something that this satellite cannot do, before its
  /// tokens are spent: what it can do is its own command table (E-86).
  ///
  /// Steps 1 to 9 judge as ever, then `capability_denied` answers. Nothing is
  /// marked.
  ///
  /// - Parameters:
  ///   - message: the bytes as received; any bytes of any length.
  ///   - now: trusted time; nil if there is none.
  ///   - peer: whom the link has authenticated, if it has (E-42).
  ///   - reply: takes a TaskReject if the signatures verify (E-103).
  /// - Returns: the first refusal in the order of steps.
  /// - Precondition: `reply` is empty and has `replyByteCountMax` bytes.
  @_lifetime(reply: copy reply)
  public mutating func decline(
    _ message: Span<UInt8>,
    now: TrustedTime?,
    peer: Peer? = nil,
    reply: inout ByteWriter
  ) -> Refusal {
    var signedTask: SignedTask? = nil
    let refusal = refusal(of: message, now, peer, &signedTask)
    if let signedTask, let now {
      writeReject(
        signedTask, reason: refusal.reason, now: verifier.raised(now),
        to: &reply)
    }
    return refusal
  }

  private borrowing func refusal(
    of message: Span<UInt8>, _ now: TrustedTime?, _ peer: Peer?,
    _ signedTask: inout SignedTask?
  ) -> Refusal {
    let denied = Refusal(.capabilityDenied, step: .capability)
    do throws(Refusal) {
      let moment = try verifier.begin(now: now)
      let authentic = try AuthenticRequest(
        AdmissibleRequest(
          UnverifiedRequest(message: message), at: moment,
          under: verifier.profile),
        under: verifier.profile, peer: peer)
      signedTask = authentic.signedTask
      _ = try PermittedRequest(authentic, under: verifier.profile)
      return denied
    } catch {
      return error.step.rawValue < denied.step.rawValue ? error : denied
    }
  }
}
