// SPDX-License-Identifier: Apache-2.0

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
  _ = try? ClockChallenge(parsing: input)
  _ = try? SignedClockReading(parsing: input)
  return 0
}

#if FUZZ_CANARY
/// Whether the first record is the version's, with the value 1.
private func startsLikeAToken(_ input: Span<UInt8>) -> Bool {
  input.count >= 3 && input[0] == 0 && input[1] == 1 && input[2] == 1
}
#endif
