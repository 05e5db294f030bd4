// SPDX-License-Identifier: Apache-2.0

import ScrapNMEA
import ScrapWire

// Whatever arrives is refused or parsed; a trap is a bug. Built and run by
// Scripts/fuzz, not by the package's manifest: libFuzzer brings its own main.

/// One input of the fuzzer, tried as each thing that can arrive.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(
  _ start: UnsafePointer<UInt8>?, _ count: Int
) -> CInt {
  // libFuzzer promises `count` readable bytes for the time of the call.
  let input = UnsafeBufferPointer(start: start, count: count).span
  #if FUZZ_CANARY
  precondition(!startsLikeAToken(input), "the canary, which must be seen")
  #endif
  _ = try? TokenRecords(parsing: input)
  _ = try? UnverifiedRequest(parsing: input)
  _ = try? TaskRequest(parsing: input)
  _ = try? TaskAccept(parsing: input)
  _ = try? TaskReject(parsing: input)
  _ = try? ProofOfExecution(parsing: input)
  _ = try? TaskBinding(parsing: input)
  feedReceiver(input)
  _ = try? ClockChallenge(parsing: input)
  _ = try? SignedClockReading(parsing: input)
  for type in [
    .revocation, .issuerList, .floorRaise, .counterReset, .statusRequest,
  ] as [MessageType] {
    _ = try? OperatorCommand(parsing: input, as: type)
  }
  _ = try? OperatorReceipt(parsing: input)
  _ = try? OperatorStatus(parsing: input)
  return 0
}

/// As it is, and as a sentence with the checksum that it needs.
private func feedReceiver(_ input: Span<UInt8>) {
  var receiver = NMEAReceiver(
    policy: NMEAPolicy(leapSecondsSettleNanoseconds: 0, takesZDAAlone: true))
  receiver.feed(input, nowNanoseconds: 1)
  _ = receiver.reading(nowNanoseconds: 2)
  var sentence = [UInt8(ascii: "$")]
  var sum: UInt8 = 0
  for index in 0..<input.count {
    sentence.append(input[index])
    sum ^= input[index]
  }
  sentence.append(UInt8(ascii: "*"))
  for digit in [sum >> 4, sum & 15] {
    sentence.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
  }
  sentence.append(UInt8(ascii: "\n"))
  receiver.feed(sentence.span, nowNanoseconds: 3)
  _ = receiver.reading(nowNanoseconds: 4)
}

#if FUZZ_CANARY
/// Whether the first record is the version's, with the value 1.
private func startsLikeAToken(_ input: Span<UInt8>) -> Bool {
  input.count >= 3 && input[0] == 0 && input[1] == 1 && input[2] == 1
}
#endif
