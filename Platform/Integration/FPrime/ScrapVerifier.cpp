// SPDX-License-Identifier: Apache-2.0
#include "ScrapVerifier.hpp"

#include <cstring>

namespace Scrap {

ScrapVerifier::ScrapVerifier(const char *name)
    : ScrapVerifierComponentBase(name), m_context(), m_reply(),
      m_isTimeTrusted(false) {}

ScrapVerifier::~ScrapVerifier() { (void)scrap_verifier_close(&m_context); }

I32 ScrapVerifier::configure(scrap_verifier_config config) {
  const I32 status = scrap_verifier_init(&m_context, &config);
  if (status != SCRAP_OK) log_WARNING_HI_StoreState(status);
  return status;
}

void ScrapVerifier::report(const scrap_decision &decision) {
  if (decision.reason != SCRAP_REASON_NONE)
    log_WARNING_HI_Refused(decision.reason, decision.chain_index,
                           decision.offset);
}

void ScrapVerifier::frameIn_handler(FwIndexType, Fw::Buffer &frame) {
  scrap_decision decision;
  std::size_t replyByteCount = 0;
  (void)scrap_verifier_verify_and_mark(
      &m_context, frame.getData(), frame.getSize(), nullptr, &decision,
      m_reply, sizeof m_reply, &replyByteCount);
  report(decision);
  if (replyByteCount > 0) {
    Fw::Buffer reply(m_reply, static_cast<U32>(replyByteCount));
    replyOut_out(0, reply);
  }
  if (decision.verdict == SCRAP_VERDICT_ACCEPT) {
    // Parts of the frame: it goes back only after the task has been taken.
    const auto part = [](const scrap_span &span) {
      return Fw::Buffer(const_cast<U8 *>(span.bytes),
                        static_cast<U32>(span.byte_count));
    };
    Fw::Buffer digest(decision.task_digest, sizeof decision.task_digest);
    Fw::Buffer capability = part(decision.task_type);
    Fw::Buffer parameters = part(decision.parameters);
    taskOut_out(0, digest, capability, parameters);
  }
  frameReturn_out(0, frame);
}

void ScrapVerifier::schedIn_handler(FwIndexType, U32) {
  scrap_tick_report tick;
  scrap_housekeeping words;
  if (scrap_verifier_tick(&m_context, 1, &tick) != SCRAP_OK) return;
  if ((tick.is_time_trusted != 0) != m_isTimeTrusted) {
    m_isTimeTrusted = tick.is_time_trusted != 0;
    log_ACTIVITY_LO_TrustedTime(tick.is_time_trusted);
  }
  if (tick.repaired_count > 0)
    log_WARNING_LO_MediumRepaired(static_cast<I32>(tick.repaired_count));
  if (scrap_verifier_housekeeping(&m_context, &words) != SCRAP_OK) return;
  tlmWrite_Granted(words.granted_count);
  tlmWrite_RefusedCount(words.refused_count);
  tlmWrite_EntryCount(words.entry_count);
  tlmWrite_TimeIsTrusted(words.is_time_trusted);
}

void ScrapVerifier::respond(FwOpcodeType opcode, U32 sequence, I32 status) {
  cmdResponse_out(opcode, sequence,
                  status == SCRAP_OK ? Fw::CmdResponse::OK
                                     : Fw::CmdResponse::EXECUTION_ERROR);
}

void ScrapVerifier::NO_OP_cmdHandler(FwOpcodeType opcode, U32 sequence) {
  respond(opcode, sequence, scrap_verifier_no_op(&m_context));
}

void ScrapVerifier::RESET_COUNTERS_cmdHandler(FwOpcodeType opcode,
                                              U32 sequence) {
  respond(opcode, sequence, scrap_verifier_reset_counters(&m_context));
}

void ScrapVerifier::RAISE_FLOOR_cmdHandler(FwOpcodeType opcode, U32 sequence,
                                           U64 seconds) {
  respond(opcode, sequence,
          scrap_verifier_raise_issued_floor(&m_context, seconds));
}

}  // namespace Scrap
