// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire

extension Target
where
  Journal: ~Copyable, Lock: ~Copyable, Entropy: ~Copyable, Planner: ~Copyable
{
  /// Checks the second step: the commander's signature over the leaf's
  /// token_id and the payment_hash that was offered, by the same key (E-96,
  /// E-98).
  @inline(never)
  mutating func receiveBinding(_ message: Span<UInt8>) -> Outcome {
    do throws(BindingRefusal) {
      return .bound(try bind(message))
    } catch {
      return .bindingRefused(error)
    }
  }

  @inline(never)
  private mutating func bind(
    _ message: Span<UInt8>
  ) throws(BindingRefusal) -> TokenID {
    let binding: TaskBinding
    do throws(ParseError) {
      binding = try TaskBinding(parsing: message)
    } catch {
      throw .malformed(error)
    }
    let fields = binding.message
    let tokenID = TokenID(fields.value(TaskBindingSchema.tokenID))
    let offered = fields.value(TaskBindingSchema.paymentHash)
    guard
      let index = accepted.index(
        token: tokenID, task: fields.value(TaskBindingSchema.taskID),
        paymentHash: offered),
      var task = accepted[index]
    else { throw .unknownTask }
    guard task.paymentHash.span.isEqual(to: offered) else {
      throw .wrongPaymentHash
    }
    var hash = TaggedHash(.binding)
    hash.update(fields.value(TaskBindingSchema.tokenID))
    hash.update(task.paymentHash.span)
    let digest = hash.finalize()
    let signature = fields.value(TaskBindingSchema.bindingSignature)
    guard let key = VerificationKey(compressed: task.commander.span),
      key.isValid(signature: signature, digest: digest)
    else { throw .badSignature }
    task.isBound = true
    accepted[index] = task
    return tokenID
  }

  /// Awaits the binding of a granted task again, if the tasks that were
  /// answered since have taken its place: for hosts that keep more of them.
  public mutating func recall(_ task: SignedTask) {
    let paymentHash = paymentHash(ofTask: task.digest)
    accepted.keep(AcceptedTask(task, paymentHash: paymentHash))
  }

  /// Whether a task's payment is bound to its token.
  ///
  /// - Parameter digest: the digest that the commander signed.
  /// - Returns: false also if the task is not known here.
  public borrowing func isBound(task digest: Digest) -> Bool {
    guard let index = accepted.index(of: digest) else { return false }
    return accepted[index]?.isBound ?? false
  }
}
